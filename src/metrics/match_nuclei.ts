/** A true and a predicted nucleus that share at least one pixel. */
export interface NucleusPair {
  /** Label of the true nucleus. */
  readonly truth: number;
  /** Label of the predicted nucleus. */
  readonly prediction: number;
  /** Pixels that both hold, at least 1. */
  readonly shared: number;
  /** Intersection over union of the two, above 0 and up to 1. */
  readonly iou: number;
}

/** What every score of instances needs to know of one image. */
export interface NucleusMatch {
  /** Every overlapping pair, in order of the true label, then the predicted. */
  readonly pairs: readonly NucleusPair[];
  /** Number of true nuclei. */
  readonly truthCount: number;
  /** Number of predicted nuclei. */
  readonly predictionCount: number;
  /** Pixels of each true nucleus, by its label. */
  readonly truthAreas: ReadonlyMap<number, number>;
  /** Pixels of each predicted nucleus, by its label. */
  readonly predictionAreas: ReadonlyMap<number, number>;
}

function add<K>(counts: Map<K, number>, key: K, pixels: number): void {
  counts.set(key, (counts.get(key) ?? 0) + pixels);
}

/**
 * Compares two labellings of one image, nucleus by nucleus.
 *
 * One pass over the pixels fills a sparse table of overlaps; labels are mostly
 * equal to their left neighbour's, so whole runs are added at once. Labels need
 * not be consecutive, and which nucleus has which number does not matter.
 *
 * @param truth one label a pixel: 0 is background, n above 0 is a nucleus
 * @param prediction the same, for as many pixels
 * @throws {RangeError} if the lengths differ or a label is negative
 *
 * @example
 * ```ts
 * import { matchNuclei } from "#karyon";
 * const match = matchNuclei(Int32Array.of(1, 1, 1, 0, 2), Int32Array.of(7, 7, 0, 0, 0));
 * if (match.pairs.length !== 1 || match.pairs[0]?.iou !== 2 / 3) throw new Error();
 * if (match.truthCount !== 2 || match.predictionCount !== 1) throw new Error();
 * ```
 */
export function matchNuclei(
  truth: Int32Array,
  prediction: Int32Array,
): NucleusMatch {
  if (truth.length !== prediction.length) {
    throw new RangeError(
      `Expected truth and prediction to hold the same number of pixels but found ${truth.length} and ${prediction.length}`,
    );
  }
  const truthAreas = new Map<number, number>();
  const predictionAreas = new Map<number, number>();
  const overlaps = new Map<number, Map<number, number>>();
  for (let start = 0, end = 0; start < truth.length; start = end) {
    const t = truth[start]!;
    const p = prediction[start]!;
    if (t < 0 || p < 0) {
      throw new RangeError(
        `Expected labels of 0 or more but found ${t} and ${p} at pixel ${start}`,
      );
    }
    while (end < truth.length && truth[end] === t && prediction[end] === p) {
      end++;
    }
    const run = end - start;
    if (t > 0) add(truthAreas, t, run);
    if (p > 0) add(predictionAreas, p, run);
    if (t > 0 && p > 0) {
      let row = overlaps.get(t);
      if (row === undefined) overlaps.set(t, row = new Map());
      add(row, p, run);
    }
  }
  const pairs: NucleusPair[] = [];
  for (const [t, row] of overlaps) {
    for (const [p, shared] of row) {
      const union = truthAreas.get(t)! + predictionAreas.get(p)! - shared;
      pairs.push({ truth: t, prediction: p, shared, iou: shared / union });
    }
  }
  pairs.sort((a, b) => a.truth - b.truth || a.prediction - b.prediction);
  return {
    pairs,
    truthCount: truthAreas.size,
    predictionCount: predictionAreas.size,
    truthAreas,
    predictionAreas,
  };
}
