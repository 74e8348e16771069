import type { Confusion } from "./confusion.ts";

/** Two empty sets agree perfectly, so 0 / 0 is 1 throughout this room. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

/**
 * Intersection over union of the nucleus pixels: tp / (tp + fp + fn), 0..1.
 *
 * No nucleus in truth and none in prediction is 1.
 *
 * @example
 * ```ts
 * import { foregroundIoU } from "#karyon";
 * if (foregroundIoU({ tp: 3, fp: 1, fn: 0, tn: 9 }) !== 0.75) throw new Error();
 * if (foregroundIoU({ tp: 0, fp: 0, fn: 0, tn: 9 }) !== 1) throw new Error();
 * ```
 */
export function foregroundIoU({ tp, fp, fn }: Confusion): number {
  return ratio(tp, tp + fp + fn);
}

/**
 * Intersection over union of the background pixels: tn / (tn + fp + fn), 0..1.
 *
 * No background in truth and none in prediction is 1.
 *
 * @example
 * ```ts
 * import { backgroundIoU } from "#karyon";
 * if (backgroundIoU({ tp: 3, fp: 1, fn: 0, tn: 9 }) !== 0.9) throw new Error();
 * ```
 */
export function backgroundIoU({ tn, fp, fn }: Confusion): number {
  return ratio(tn, tn + fp + fn);
}

/**
 * The mean of background and foreground IoU, 0..1: the case study's Mean IoU of
 * one image. It flatters: at 15 % foreground, predicting nothing scores 0.425.
 *
 * Keras' `MeanIoU` leaves a class out that neither truth nor prediction holds;
 * here it counts as 1. The two agree: where one class is absent from both, every
 * pixel is rightly of the other class, whose IoU is then 1 as well.
 *
 * @example
 * ```ts
 * import { twoClassIoU } from "#karyon";
 * if (twoClassIoU({ tp: 0, fp: 0, fn: 15, tn: 85 }) !== 0.425) throw new Error();
 * ```
 */
export function twoClassIoU(confusion: Confusion): number {
  return (foregroundIoU(confusion) + backgroundIoU(confusion)) / 2;
}

/**
 * Dice coefficient (F1) of the nucleus pixels: 2 tp / (2 tp + fp + fn), 0..1.
 *
 * No nucleus in truth and none in prediction is 1. With J the foreground IoU of
 * the same confusion, it is 2 J / (1 + J); that holds for one image and for one
 * pooled confusion, never between a mean over images and a pooled value.
 *
 * @example
 * ```ts
 * import { dice } from "#karyon";
 * if (dice({ tp: 3, fp: 1, fn: 1, tn: 9 }) !== 0.75) throw new Error();
 * ```
 */
export function dice({ tp, fp, fn }: Confusion): number {
  return ratio(2 * tp, 2 * tp + fp + fn);
}
