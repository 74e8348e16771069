import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError, seededRandom } from "../../src/base/mod.ts";
import {
  assignClusters,
  clusterImages,
  type ImageFacts,
  measureNovelty,
} from "../../src/explore/mod.ts";
import { FACTS, NO_MASK } from "./facts_row.ts";

type Features = Partial<ImageFacts>;

// Medians as the 2018 Data Science Bowl has them, roughly.
const DARK: Features = { gray: 0.06, gray_middle: 0.04, gray_low: 0.02, gray_high: 0.2 };
const PURPLE: Features = {
  gray: 0.6,
  gray_middle: 0.63,
  gray_low: 0.4,
  gray_high: 0.7,
  red_green: 0.1,
  yellow_blue: -0.14,
  bright_yellow_blue: -0.12,
  saturation: 0.3,
  look: "purple on purple",
};
const YELLOW: Features = {
  ...PURPLE,
  gray: 0.8,
  gray_middle: 0.88,
  yellow_blue: 0.03,
  bright_yellow_blue: 0.08,
  saturation: 0.12,
  look: "purple on yellow",
};

/** So many images around one kind. */
function around(base: Features, n: number, split: string, seed: number): ImageFacts[] {
  const random = seededRandom(seed);
  const near = (value: number) => value + 0.02 * (random() - 0.5);
  return Array.from({ length: n }, (_, i) => {
    const row = { ...FACTS, ...base };
    return {
      ...row,
      split,
      id: `${split} ${row.look} ${i}`,
      gray: near(row.gray),
      gray_low: near(row.gray_low),
      gray_middle: near(row.gray_middle),
      gray_high: near(row.gray_high),
      saturation: row.saturation === 0 ? 0 : near(row.saturation),
    };
  });
}

const TRAIN = [...around(DARK, 40, "train", 1), ...around(PURPLE, 12, "train", 2)];
const TEST = [...around(DARK, 10, "test", 3), ...around(YELLOW, 4, "test", 4)];

Deno.test("clusterImages() takes the number with the best silhouette and names them", () => {
  const { scores, clusters, images, centres } = clusterImages(TRAIN);
  assertEquals(scores.map(({ k }) => k), [2, 3, 4, 5, 6, 7, 8]);
  assertEquals(scores.filter(({ chosen }) => chosen).map(({ k }) => k), [2]);
  const best = Math.max(...scores.map(({ silhouette }) => silhouette));
  assertEquals(scores[0]!.silhouette, best);
  assertEquals(clusters.map(({ name, images }) => [name, images]), [
    ["gray on dark background", 40],
    ["purple on medium background", 12],
  ]);
  assertEquals(images.map(({ look, cluster }) => `${look} ${cluster}`), [
    ...Array.from({ length: 40 }, () => "white on black 1"),
    ...Array.from({ length: 12 }, () => "purple on purple 2"),
  ]);
  const saturation = centres.filter(({ feature }) => feature === "saturation");
  assertAlmostEquals(saturation[0]!.value, 0, 1e-9);
  assertAlmostEquals(saturation[1]!.value, 0.3, 0.01);
});

Deno.test("typical images are those nearest the centre", () => {
  const { clusters, images } = clusterImages(TRAIN);
  const nearest = images.filter(({ cluster }) => cluster === 2)
    .toSorted((a, b) => a.distance - b.distance).slice(0, 5);
  assertEquals(clusters[1]!.typical, nearest.map(({ id }) => id).join(", "));
});

Deno.test("no mask is asked for", () => {
  const blind = TRAIN.map((row) => ({ ...row, ...NO_MASK }));
  assertEquals(
    clusterImages(blind).images.map(({ cluster }) => cluster),
    clusterImages(TRAIN).images.map(({ cluster }) => cluster),
  );
});

Deno.test("assignClusters() gives a set's own images back, and another's their nearest", () => {
  const clustering = clusterImages(TRAIN);
  assertEquals(assignClusters(clustering, TRAIN), clustering.images);
  assertEquals(
    assignClusters(clustering, TEST).map(({ cluster }) => cluster),
    [...Array.from({ length: 10 }, () => 1), ...Array.from({ length: 4 }, () => 2)],
  );
});

Deno.test("so many clusters as one asks for, each with a name of its own", () => {
  const { clusters, scores } = clusterImages(TRAIN, { clusters: 5 });
  assertEquals(scores.map(({ k, chosen }) => [k, chosen]), [[5, true]]);
  assertEquals(new Set(clusters.map(({ name }) => name)).size, 5);
  assertEquals(clusters.reduce((sum, { images }) => sum + images, 0), 52);
});

Deno.test("fewer images than clusters are refused, and so are equal ones", () => {
  const same = Array.from({ length: 9 }, () => FACTS);
  assertThrows(() => clusterImages(same), InputError, "1 images");
  assertThrows(() => clusterImages([]), InputError, "0 images");
  assertThrows(
    () => clusterImages(TRAIN, { clusters: 1 }),
    InputError,
    "found 1 clusters",
  );
  assertThrows(() => clusterImages(TRAIN, { clusters: 60 }), InputError, "60 clusters");
  assertThrows(() => clusterImages(TRAIN, { most: 2.5 }), InputError, "2.5 clusters");
});

Deno.test("three images are tried with two clusters alone", () => {
  const three = [...around(DARK, 2, "own", 5), ...around(PURPLE, 1, "own", 6)];
  assertEquals(clusterImages(three).scores.map(({ k }) => k), [2]);
});

Deno.test("measureNovelty() finds the kind that train lacks, without masks", () => {
  const blind = TEST.map((row) => ({ ...row, look: null }));
  const rows = measureNovelty(TRAIN, blind);
  assertEquals(rows.slice(10).map(({ rank }) => rank), [1, 1, 1, 1]);
  const furthest = Math.max(...rows.slice(0, 10).map(({ distance }) => distance));
  for (const { distance, nearest } of rows.slice(10)) {
    assertEquals(distance > 3 * furthest, true);
    assertEquals(nearest.includes("purple"), true);
  }
});

Deno.test("the reference's own images are not their own nearest", () => {
  const rows = measureNovelty(TRAIN, TRAIN.map((row) => ({ ...row })));
  assertEquals(rows.every(({ id, nearest }) => id !== nearest), true);
  // Ranks of the reference within itself are spread evenly over 0..1.
  const mean = rows.reduce((sum, { rank }) => sum + rank, 0) / rows.length;
  assertAlmostEquals(mean, 0.5, 0.02);
});

Deno.test("one image is no reference", () => {
  assertThrows(() => measureNovelty([FACTS], TEST), InputError, "found 1");
});
