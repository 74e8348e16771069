import { kmeans } from "ml-kmeans";
import { silhouette } from "simple-statistics";
import { seededRandom } from "../base/mod.ts";
import { distanceBetween } from "./features.ts";

/** One division of points into clusters. */
export interface Division {
  /** The cluster of each point: 0 is the largest, then the next, ... */
  readonly labels: readonly number[];
  readonly centres: readonly (readonly number[])[];
  /** Mean squared distance of the points to their centre. */
  readonly inertia: number;
  /** Of each point, -1..1. */
  readonly silhouettes: readonly number[];
}

function inertiaOf(
  points: readonly number[][],
  labels: readonly number[],
  centres: readonly (readonly number[])[],
): number {
  const sum = points.reduce(
    (sum, point, i) => sum + distanceBetween(point, centres[labels[i]!]!) ** 2,
    0,
  );
  return sum / points.length;
}

/** Numbers the clusters by size, the largest first. */
function bySize(labels: readonly number[], centres: readonly (readonly number[])[]) {
  const sizes = centres.map((_, c) => labels.filter((label) => label === c).length);
  const order = sizes.map((_, c) => c).filter((c) => sizes[c]! > 0)
    .sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  return {
    labels: labels.map((label) => order.indexOf(label)),
    centres: order.map((c) => centres[c]!),
  };
}

/**
 * k-means from several starts that k-means++ draws (D. Arthur and S. Vassilvitskii,
 * "k-means++: the advantages of careful seeding", SODA 2007); the start with the
 * least inertia counts. Silhouettes are as P. J. Rousseeuw defines them
 * (Journal of Computational and Applied Mathematics 20, 1987).
 *
 * @param k at most the number of distinct points
 */
export function findClusters(
  points: number[][],
  k: number,
  { restarts, seed }: { readonly restarts: number; readonly seed: number },
): Division {
  const random = seededRandom(seed, k);
  let best: { labels: number[]; centres: number[][] } | undefined;
  let least = Infinity;
  for (let start = 0; start < restarts; start++) {
    const { clusters: labels, centroids: centres } = kmeans(points, k, {
      seed: 1 + Math.floor(random() * 2 ** 31),
    });
    const inertia = inertiaOf(points, labels, centres);
    if (best === undefined || inertia < least) {
      best = { labels, centres };
      least = inertia;
    }
  }
  const { labels, centres } = bySize(best!.labels, best!.centres);
  // Points that are all the same have no silhouette: 0 / 0.
  const silhouettes = silhouette(points, labels).map((value) => value || 0);
  return { labels, centres, inertia: least, silhouettes };
}
