import { InputError } from "../base/mod.ts";
import type {
  ClusterCentre,
  ClusterFacts,
  ClusterScore,
  ImageCluster,
} from "./cluster_tables.ts";
import {
  distanceBetween,
  FEATURES,
  fitScaling,
  scaleFeatures,
  type Scaling,
} from "./features.ts";
import { type Division, findClusters } from "./find_clusters.ts";
import type { ImageFacts } from "./image_facts.ts";
import { nameClusters } from "./name_clusters.ts";

/** Kinds of image that were found without asking anybody. */
export interface Clustering {
  /** One row a number of clusters that was tried. */
  readonly scores: readonly ClusterScore[];
  /** One row a cluster, the largest first. */
  readonly clusters: readonly ClusterFacts[];
  /** One row an image, in the order of the facts. */
  readonly images: readonly ImageCluster[];
  /** One row a cluster and feature: what the centres are like. */
  readonly centres: readonly ClusterCentre[];
  /** Of the features, from these images. */
  readonly scaling: Scaling;
}

export interface ClusterOptions {
  /** So many clusters; the best of 2..`most` where left out. */
  readonly clusters?: number;
  /** The largest number to try; 8 where left out. */
  readonly most?: number;
  /** Starts for each number; 30 where left out. */
  readonly restarts?: number;
  /** 1 where left out. */
  readonly seed?: number;
}

/** Ids that a cluster's row names. */
const TYPICAL = 5;

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The numbers of clusters to try. */
function candidates(points: readonly number[][], options: ClusterOptions): number[] {
  const distinct = new Set(points.map((point) => point.join())).size;
  const { clusters, most = 8 } = options;
  const [from, to] = clusters === undefined ? [2, most] : [clusters, clusters];
  if (!Number.isInteger(to) || to < 2 || distinct < from + 1) {
    throw new InputError(
      `Expected 2 or more clusters of at least one more image that differ, but found ${to} clusters and ${distinct} images`,
    );
  }
  const last = Math.min(to, distinct - 1);
  return Array.from({ length: last - from + 1 }, (_, i) => from + i);
}

/** The nearest centre. */
function nearest(point: readonly number[], centres: readonly (readonly number[])[]) {
  const distances = centres.map((centre) => distanceBetween(point, centre));
  const distance = Math.min(...distances);
  return { index: distances.indexOf(distance), distance };
}

function describeClusters(
  { labels, silhouettes, centres }: Division,
  names: readonly string[],
  images: readonly ImageCluster[],
): ClusterFacts[] {
  return centres.map((_, c) => {
    const own = images.filter((_, i) => labels[i] === c);
    return {
      cluster: c + 1,
      name: names[c]!,
      images: own.length,
      share: own.length / images.length,
      silhouette: mean(silhouettes.filter((_, i) => labels[i] === c)),
      typical: own.toSorted((a, b) => a.distance - b.distance).slice(0, TYPICAL)
        .map(({ id }) => id).join(", "),
    };
  });
}

/**
 * Finds kinds of image by k-means on brightness, colour and texture, which do not ask
 * for masks, each in standard deviations. The number of clusters is the one with
 * the highest mean silhouette.
 *
 * @param facts of at least three images that differ
 * @throws {InputError} if there are fewer, or a number of clusters cannot be
 *
 * @example
 * ```ts
 * import { clusterImages, createImage, exploreSamples } from "#karyon";
 * async function* samples() {
 *   for (const level of [5, 9, 13, 210, 220, 230]) {
 *     const image = createImage(8, 8, 1);
 *     image.data.fill(level);
 *     yield { id: `level ${level}`, image };
 *   }
 * }
 * const { clusters, images } = clusterImages(await exploreSamples(samples(), "own"));
 * if (clusters.length !== 2 || images[5]?.name !== "gray on bright background") {
 *   throw new Error();
 * }
 * ```
 */
export function clusterImages(
  facts: readonly ImageFacts[],
  options: ClusterOptions = {},
): Clustering {
  const scaling = fitScaling(facts);
  const points = scaleFeatures(facts, scaling);
  const { restarts = 30, seed = 1 } = options;
  const tried = candidates(points, options).map((k) => {
    const division = findClusters(points, k, { restarts, seed });
    return { k, division, silhouette: mean(division.silhouettes) };
  });
  const best = tried.reduce((best, one) => one.silhouette > best.silhouette ? one : best);
  const { division } = best;
  const names = nameClusters(division.centres, scaling);
  const centres = names.flatMap((name, c) =>
    FEATURES.map((feature, f) => {
      const score = division.centres[c]![f]!;
      const value = score * scaling.deviations[f]! + scaling.means[f]!;
      return { cluster: c + 1, name, feature, value, score };
    })
  );
  const images = assign(facts, { centres, scaling });
  return {
    scores: tried.map(({ k, division, silhouette }) => ({
      k,
      silhouette,
      inertia: division.inertia,
      smallest: Math.min(
        ...division.centres.map((_, c) =>
          division.labels.filter((label) => label === c).length
        ),
      ),
      chosen: k === best.k,
    })),
    clusters: describeClusters(division, names, images),
    images,
    centres,
    scaling,
  };
}

type Centres = Pick<Clustering, "centres" | "scaling">;

function assign(
  facts: readonly ImageFacts[],
  { centres, scaling }: Centres,
): ImageCluster[] {
  const groups = [...Map.groupBy(centres, ({ cluster }) => cluster).values()];
  const points = groups.map((group) => group.map(({ score }) => score));
  return scaleFeatures(facts, scaling).map((point, i) => {
    const { index, distance } = nearest(point, points);
    const { cluster, name } = groups[index]![0]!;
    const { split, id, look } = facts[i]!;
    return { split, id, cluster, name, distance, look };
  });
}

/**
 * Which of the clusters of one set is nearest to each image of another.
 *
 * @example
 * ```ts
 * import { assignClusters, clusterImages, createImage, exploreSamples } from "#karyon";
 * async function* samples(...levels: number[]) {
 *   for (const level of levels) {
 *     const image = createImage(8, 8, 1);
 *     image.data.fill(level);
 *     yield { id: `level ${level}`, image };
 *   }
 * }
 * const train = await exploreSamples(samples(5, 9, 13, 210, 220, 230), "train");
 * const test = await exploreSamples(samples(200), "test");
 * const [image] = assignClusters(clusterImages(train), test);
 * if (image?.name !== "gray on bright background") throw new Error();
 * ```
 */
export function assignClusters(
  clustering: Centres,
  facts: readonly ImageFacts[],
): ImageCluster[] {
  return assign(facts, clustering);
}
