import { scoreDetections } from "./detection_scores.ts";
import { detectionsAt } from "./detections.ts";
import type { NucleusMatch } from "./match_nuclei.ts";
import { meanOf } from "./mean.ts";

/**
 * The contest's ten IoU thresholds, written out: adding 0.05 again and again
 * gives 0.6000000000000001 and moves nuclei across the border.
 */
export const IOU_THRESHOLDS: readonly number[] = Object.freeze(
  [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95],
);

/**
 * The contest's precision at one IoU threshold: TP / (TP + FP + FN), 0..1, where
 * a pair is a true positive if its IoU is above the threshold (not equal to it).
 *
 * Not what else is called precision, TP / (TP + FP), which asks nothing about the
 * nuclei that were missed: for that see {@link scoreDetections}.
 *
 * No nucleus in truth and none in prediction is 1.
 *
 * @param match from {@link matchNuclei}
 * @param threshold at least 0.5, below 1
 * @throws {RangeError} for any other threshold
 *
 * @example
 * ```ts
 * import { matchNuclei, precisionAt } from "#karyon";
 * const match = matchNuclei(Int32Array.of(1, 1, 0, 2), Int32Array.of(5, 5, 0, 0));
 * if (precisionAt(match, 0.5) !== 1 / 2) throw new Error();
 * ```
 */
export function precisionAt(match: NucleusMatch, threshold: number): number {
  return scoreDetections(detectionsAt(match, threshold)).jaccard;
}

/**
 * F1 of the nuclei at one IoU threshold: 2 TP / (2 TP + FP + FN), 0..1.
 *
 * No nucleus in truth and none in prediction is 1.
 *
 * @param match from {@link matchNuclei}
 * @param threshold at least 0.5, below 1; a pair must be above it
 * @throws {RangeError} for any other threshold
 *
 * @example
 * ```ts
 * import { f1At, matchNuclei } from "#karyon";
 * const match = matchNuclei(Int32Array.of(1, 1, 0, 2), Int32Array.of(5, 5, 0, 0));
 * if (f1At(match, 0.7) !== 2 / 3) throw new Error();
 * ```
 */
export function f1At(match: NucleusMatch, threshold: number): number {
  return scoreDetections(detectionsAt(match, threshold)).f1;
}

/**
 * The contest's score of one image: the mean over {@link IOU_THRESHOLDS} of
 * {@link precisionAt}, 0..1.
 *
 * An image without nuclei in truth and prediction scores 1, as it does in the
 * other metrics here; the organisers' code gives it 0. (No image of the 2018
 * stage 1 set is without nuclei, so its scores do not depend on this.)
 *
 * @param match from {@link matchNuclei}
 *
 * @example
 * ```ts
 * import { averagePrecision, matchNuclei } from "#karyon";
 * const labels = Int32Array.of(1, 1, 0, 2);
 * if (averagePrecision(matchNuclei(labels, labels)) !== 1) throw new Error();
 * ```
 */
export function averagePrecision(match: NucleusMatch): number {
  return meanOf(
    IOU_THRESHOLDS.map((threshold) => precisionAt(match, threshold)),
  );
}

/**
 * The contest's score of a set: the mean over images of {@link averagePrecision}.
 *
 * StarDist pools TP, FP and FN over the set instead (see
 * {@link pooledDetectionScores}): not comparable.
 *
 * @param matches one an image
 * @throws {RangeError} if there is no image
 *
 * @example
 * ```ts
 * import { matchNuclei, meanAveragePrecision } from "#karyon";
 * const some = Int32Array.of(1, 1, 0, 2);
 * const none = new Int32Array(4);
 * const matches = [matchNuclei(some, some), matchNuclei(some, none)];
 * if (meanAveragePrecision(matches) !== 0.5) throw new Error();
 * ```
 */
export function meanAveragePrecision(matches: readonly NucleusMatch[]): number {
  return meanOf(matches.map(averagePrecision));
}
