/** Made-up tables of kinds of image and clusters; seeded, repeatable. */
import { bell } from "./explored.ts";
import { spread } from "./made_up.ts";

const CLUSTERS = [
  { name: "dark, gray", gray: 0.07, saturation: 0.01, n: 110 },
  { name: "dark, gray, crowded, fine texture", gray: 0.2, saturation: 0.01, n: 50 },
  { name: "bright, purple", gray: 0.62, saturation: 0.27, n: 40 },
  { name: "bright, pale", gray: 0.83, saturation: 0.1, n: 24 },
  { name: "bright, gray", gray: 0.7, saturation: 0.01, n: 10 },
];

/** Images with their clusters and two facts. */
export const clusterPoints = CLUSTERS.flatMap(({ name, gray, saturation, n }, c) => {
  const [xs, ys] = [bell(n, gray, 0.05, 10 + c), bell(n, saturation, 0.03, 20 + c)];
  return xs.map((x, i) => ({
    split: "train",
    cluster: c + 1,
    name,
    gray: Math.max(0, x),
    saturation: Math.abs(ys[i]!),
  }));
});

export const CLUSTER_SCORES = [0.61, 0.55, 0.52, 0.64, 0.6, 0.49, 0.44, 0.4, 0.38].map(
  (silhouette, index) => ({
    k: index + 2,
    silhouette,
    inertia: 14 / (index + 2) + 1,
    chosen: index === 3,
  }),
);

const KINDS = [
  "white on black",
  "purple on purple",
  "purple on white",
  "black on white",
  "purple on yellow",
];

/** Clusters against kinds, in two sets; a row of each is a cluster. */
export const contingencyRows = Object.entries({
  train: [
    [430, 0, 0, 0, 0],
    [112, 0, 0, 1, 0],
    [0, 66, 5, 0, 0],
    [1, 4, 33, 0, 0],
    [3, 0, 0, 15, 0],
  ],
  test: [
    [44, 0, 0, 0, 0],
    [9, 0, 0, 0, 0],
    [0, 0, 0, 0, 8],
    [0, 0, 3, 0, 0],
    [0, 0, 0, 1, 0],
  ],
}).flatMap(([split, table]) =>
  table.flatMap((counts, row) =>
    counts.map((images, column) => ({
      split,
      cluster: CLUSTERS[row]!.name,
      kind: KINDS[column]!,
      images,
    }))
  )
);

export const categoryRows = [
  { split: "train", counts: [546, 70, 38, 16, 0] },
  { split: "validation", counts: [48, 8, 4, 2, 0] },
  { split: "test", counts: [53, 0, 3, 1, 8] },
].flatMap(({ split, counts }) => {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((images, index) => ({
    fact: "look",
    category: KINDS[index]!,
    split,
    images,
    share: images / n,
  }));
});

export const noveltyRows = spread(65, 0.2, 3, 2).map((distance, i) => ({
  split: "test",
  id: `image${i}`,
  distance: i >= 57 ? distance + 1.5 : distance,
  rank: i / 65,
  look: i >= 57 ? "purple on yellow" : i % 14 === 3 ? null : KINDS[i % 7 === 0 ? 2 : 0]!,
}));
