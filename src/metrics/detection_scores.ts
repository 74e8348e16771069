import { type Detections, sumDetections } from "./detections.ts";
import { expectImages, meanOf } from "./mean.ts";

/** How well nuclei were found at one IoU threshold; each 0..1. */
export type DetectionScores = {
  /** TP / (TP + FP): which share of the predicted nuclei is real. */
  readonly precision: number;
  /** TP / (TP + FN): which share of the true nuclei was found. */
  readonly recall: number;
  /** 2 TP / (2 TP + FP + FN). */
  readonly f1: number;
  /** TP / (TP + FP + FN): what the contest and StarDist call (average) precision. */
  readonly jaccard: number;
  /** SQ, the mean IoU of the nuclei found; 0 where none of some was found. */
  readonly segmentation_quality: number;
  /** PQ = SQ x F1: the sum of the IoUs found / (TP + FP / 2 + FN / 2). */
  readonly panoptic_quality: number;
};

/**
 * Scores of the nuclei counted at one IoU threshold, in one image or in many that
 * were summed. At 0.5, `panoptic_quality` is that of Kirillov et al. (Panoptic
 * Segmentation, CVPR 2019) for one class; at other thresholds the same formula.
 *
 * Empty cases: no nucleus in truth and none in prediction is 1 in every score.
 * Nuclei on one side only is 0 in every score, also where the formula divides
 * nothing by nothing: an image with all nuclei missed has no precision to show.
 *
 * @param detections from {@link detectionsAt}
 *
 * @example
 * ```ts
 * import { scoreDetections } from "#karyon";
 * const scores = scoreDetections({ tp: 3, fp: 1, fn: 3, iou: 2.4 });
 * if (scores.precision !== 0.75 || scores.recall !== 0.5 || scores.f1 !== 0.6) {
 *   throw new Error();
 * }
 * if (Math.abs(scores.panoptic_quality - 0.8 * 0.6) > 1e-12) throw new Error();
 * ```
 */
export function scoreDetections({ tp, fp, fn, iou }: Detections): DetectionScores {
  const isEmpty = tp + fp + fn === 0;
  const ratio = (part: number, whole: number) =>
    isEmpty ? 1 : whole === 0 ? 0 : part / whole;
  return {
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, tp + fn),
    f1: ratio(2 * tp, 2 * tp + fp + fn),
    jaccard: ratio(tp, tp + fp + fn),
    segmentation_quality: ratio(iou, tp),
    panoptic_quality: ratio(2 * iou, 2 * tp + fp + fn),
  };
}

/**
 * Scores of a set by the mean over images, in which every image counts the same:
 * so does the contest score, and Cellpose.
 *
 * The mean of `panoptic_quality` is not the product of the other two's means.
 *
 * @param detections one an image, all at the same threshold
 * @throws {RangeError} if there is no image
 *
 * @example
 * ```ts
 * import { meanDetectionScores } from "#karyon";
 * const all = [{ tp: 1, fp: 0, fn: 0, iou: 1 }, { tp: 0, fp: 0, fn: 9, iou: 0 }];
 * if (meanDetectionScores(all).recall !== 0.5) throw new Error();
 * ```
 */
export function meanDetectionScores(detections: readonly Detections[]): DetectionScores {
  const scores = detections.map(scoreDetections);
  const over = (name: keyof DetectionScores) => meanOf(scores.map((one) => one[name]));
  return {
    precision: over("precision"),
    recall: over("recall"),
    f1: over("f1"),
    jaccard: over("jaccard"),
    segmentation_quality: over("segmentation_quality"),
    panoptic_quality: over("panoptic_quality"),
  };
}

/**
 * Scores of a set by all its nuclei together, in which every nucleus counts the
 * same and crowded images more: so do StarDist by default and Kirillov et al.
 *
 * @param detections one an image, all at the same threshold
 * @throws {RangeError} if there is no image
 *
 * @example
 * ```ts
 * import { pooledDetectionScores } from "#karyon";
 * const all = [{ tp: 1, fp: 0, fn: 0, iou: 1 }, { tp: 0, fp: 0, fn: 9, iou: 0 }];
 * if (pooledDetectionScores(all).recall !== 0.1) throw new Error();
 * ```
 */
export function pooledDetectionScores(
  detections: readonly Detections[],
): DetectionScores {
  expectImages(detections);
  return scoreDetections(sumDetections(detections));
}
