/**
 * Scores, each with its exact definition. Pixels: {@link confusion}, then IoU
 * and Dice of one image, then `mean...` or `pooled...` over images. Nuclei:
 * {@link matchNuclei}, then the contest's average precision, {@link detectionsAt}
 * and its scores, the error of the count, and why nuclei were not found.
 *
 * @module
 */
export { aggregatedJaccard } from "./aggregated_jaccard.ts";
export {
  averagePrecision,
  f1At,
  IOU_THRESHOLDS,
  meanAveragePrecision,
  precisionAt,
} from "./average_precision.ts";
export { binarize } from "./binarize.ts";
export { bootstrapIntervals, type BootstrapOptions, type Interval } from "./bootstrap.ts";
export { type Confusion, confusion, sumConfusions } from "./confusion.ts";
export {
  type CountError,
  countError,
  meanCountError,
  type NucleusCounts,
  pooledCountError,
} from "./count_error.ts";
export {
  type DetectionScores,
  meanDetectionScores,
  pooledDetectionScores,
  scoreDetections,
} from "./detection_scores.ts";
export { type Detections, detectionsAt, sumDetections } from "./detections.ts";
export {
  explainMatches,
  type MatchErrors,
  type MatchExplanation,
  type NucleusMerge,
  type NucleusSplit,
  type PredictionFate,
  type TruthFate,
} from "./explain_matches.ts";
export { backgroundIoU, dice, foregroundIoU, twoClassIoU } from "./iou.ts";
export { matchNuclei, type NucleusMatch, type NucleusPair } from "./match_nuclei.ts";
export {
  meanDice,
  meanForegroundIoU,
  meanIoU,
  pooledDice,
  pooledForegroundIoU,
  pooledMeanIoU,
} from "./over_images.ts";
