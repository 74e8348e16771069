import { assertAlmostEquals, assertEquals } from "@std/assert";
import { findClusters } from "../../src/explore/find_clusters.ts";

/** The same points in NumPy: see below. */
const POINTS = Array.from({ length: 60 }, (_, n) => [
  Math.sin(n * 1.7) + 5 * (n % 3),
  Math.cos(n * 2.3) + (n % 3 === 1 ? 3 : 0),
  0.5 * Math.sin(n * 0.9),
]);

/**
 * From scikit-learn 1.9.1:
 *
 *     n = np.arange(60)
 *     X = np.stack([np.sin(n*1.7) + 5*(n%3), np.cos(n*2.3) + 3*(n%3 == 1),
 *                   0.5*np.sin(n*0.9)], 1)
 *     m = KMeans(k, n_init=50, random_state=0).fit(X)
 *     m.inertia_ / 60, silhouette_samples(X, m.labels_).mean(), np.bincount(m.labels_)
 */
const SKLEARN: readonly [number, number, number, number[]][] = [
  [2, 6.8898299938729695, 0.6028718525830788, [40, 20]],
  [3, 1.1146865726142996, 0.7486243535682322, [20, 20, 20]],
  [4, 0.9676549046067999, 0.5951634435099165, [20, 20, 11, 9]],
];

for (const [k, inertia, silhouette, sizes] of SKLEARN) {
  Deno.test(`${k} clusters are scikit-learn's, the largest first`, () => {
    const found = findClusters(POINTS, k, { restarts: 100, seed: 1 });
    assertAlmostEquals(found.inertia, inertia, 1e-9);
    const mean = found.silhouettes.reduce((sum, value) => sum + value, 0) / 60;
    assertAlmostEquals(mean, silhouette, 1e-9);
    const counts = found.centres.map((_, c) =>
      found.labels.filter((l) => l === c).length
    );
    assertEquals(counts, sizes);
  });
}

Deno.test("the seed fixes the clusters", () => {
  const [first, again] = [7, 7].map((seed) =>
    findClusters(POINTS, 4, { restarts: 2, seed })
  );
  assertEquals(first, again);
});

Deno.test("points that are the same have a silhouette all the same", () => {
  const points = [[0], [0], [0], [1], [1]];
  const { silhouettes, inertia } = findClusters(points, 2, { restarts: 5, seed: 1 });
  assertEquals([silhouettes, inertia], [[1, 1, 1, 1, 1], 0]);
});
