/**
 * Scores, each with its exact definition. Pixels: {@link confusion}, then IoU
 * and Dice of one image, then `mean...` or `pooled...` over images. Nuclei:
 * {@link matchNuclei}, then F1 and the contest's average precision.
 *
 * @module
 */
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
