import type { NucleusMatch } from "./match_nuclei.ts";

/** Nuclei found, invented and missed at one IoU threshold, in one image or many. */
export interface Detections {
  /** Pairs of a true and a predicted nucleus whose IoU is above the threshold. */
  readonly tp: number;
  /** Predicted nuclei in no such pair. */
  readonly fp: number;
  /** True nuclei in no such pair. */
  readonly fn: number;
  /** The IoUs of those pairs, summed: 0..tp. */
  readonly iou: number;
}

/**
 * Counts the nuclei of one image that were found at an IoU threshold: an IoU equal
 * to the threshold is not enough, as in the contest and in Kirillov et al.; StarDist
 * and Cellpose take it, which differs where nuclei are small.
 *
 * Above an IoU of 0.5 the two nuclei share more than half of each one's pixels, and
 * pixels have one label, so neither can match a second one: counting pairs is the
 * best assignment. Below 0.5 that is false, and counting pairs would count nuclei
 * twice, so it is refused.
 *
 * @param match from {@link matchNuclei}
 * @param threshold at least 0.5, below 1
 * @throws {RangeError} for any other threshold
 *
 * @example
 * ```ts
 * import { detectionsAt, matchNuclei } from "#karyon";
 * const match = matchNuclei(Int32Array.of(1, 1, 0, 2), Int32Array.of(5, 5, 0, 0));
 * const { tp, fp, fn, iou } = detectionsAt(match, 0.5);
 * if (tp !== 1 || fp !== 0 || fn !== 1 || iou !== 1) throw new Error();
 * ```
 */
export function detectionsAt(match: NucleusMatch, threshold: number): Detections {
  if (!(threshold >= 0.5 && threshold < 1)) {
    throw new RangeError(
      `Expected an IoU threshold of at least 0.5 and below 1 but found ${threshold}`,
    );
  }
  let tp = 0, sum = 0;
  for (const { iou } of match.pairs) {
    if (iou > threshold) {
      tp++;
      sum += iou;
    }
  }
  return { tp, fp: match.predictionCount - tp, fn: match.truthCount - tp, iou: sum };
}

/**
 * The nuclei of many images together, for the pooled scores.
 *
 * @param detections one an image, all at the same threshold
 *
 * @example
 * ```ts
 * import { sumDetections } from "#karyon";
 * const one = { tp: 3, fp: 1, fn: 2, iou: 2.5 };
 * if (sumDetections([one, one]).iou !== 5) throw new Error();
 * ```
 */
export function sumDetections(detections: readonly Detections[]): Detections {
  const sum = { tp: 0, fp: 0, fn: 0, iou: 0 };
  for (const { tp, fp, fn, iou } of detections) {
    sum.tp += tp;
    sum.fp += fp;
    sum.fn += fn;
    sum.iou += iou;
  }
  return sum;
}
