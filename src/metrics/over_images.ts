/**
 * From one confusion an image to one number a set, in the two ways that papers
 * mix up. `mean...` scores each image and takes the mean: every image counts the
 * same. `pooled...` sums the pixels of all images first: large images count more,
 * and an image without nuclei counts for its false positives only.
 */
import { type Confusion, sumConfusions } from "./confusion.ts";
import { dice, foregroundIoU, twoClassIoU } from "./iou.ts";
import { expectImages, meanOf } from "./mean.ts";

type Score = (confusion: Confusion) => number;

function mean(score: Score, confusions: readonly Confusion[]): number {
  return meanOf(confusions.map(score));
}

function pooled(score: Score, confusions: readonly Confusion[]): number {
  expectImages(confusions);
  return score(sumConfusions(confusions));
}

/**
 * The case study's Mean IoU: the mean over images of {@link twoClassIoU}.
 *
 * @param confusions one an image
 * @throws {RangeError} if there is no image
 *
 * @example
 * ```ts
 * import { meanIoU } from "#karyon";
 * const perfect = { tp: 15, fp: 0, fn: 0, tn: 85 };
 * const blank = { tp: 0, fp: 0, fn: 15, tn: 85 };
 * if (meanIoU([perfect, blank]) !== (1 + 0.425) / 2) throw new Error();
 * ```
 */
export function meanIoU(confusions: readonly Confusion[]): number {
  return mean(twoClassIoU, confusions);
}

/**
 * {@link twoClassIoU} of all pixels together: Keras' `MeanIoU` over a whole set.
 *
 * @param confusions one an image
 * @throws {RangeError} if there is no image
 *
 * @example
 * ```ts
 * import { pooledMeanIoU } from "#karyon";
 * const all = [{ tp: 1, fp: 0, fn: 0, tn: 1 }, { tp: 0, fp: 0, fn: 1, tn: 1 }];
 * if (pooledMeanIoU(all) !== (1 / 2 + 2 / 3) / 2) throw new Error();
 * ```
 */
export function pooledMeanIoU(confusions: readonly Confusion[]): number {
  return pooled(twoClassIoU, confusions);
}

/**
 * The mean over images of {@link foregroundIoU}.
 *
 * @param confusions one an image
 * @throws {RangeError} if there is no image
 *
 * @example
 * ```ts
 * import { meanForegroundIoU } from "#karyon";
 * const all = [{ tp: 1, fp: 0, fn: 0, tn: 1 }, { tp: 0, fp: 0, fn: 1, tn: 1 }];
 * if (meanForegroundIoU(all) !== 0.5) throw new Error();
 * ```
 */
export function meanForegroundIoU(confusions: readonly Confusion[]): number {
  return mean(foregroundIoU, confusions);
}

/**
 * {@link foregroundIoU} of all pixels together.
 *
 * @param confusions one an image
 * @throws {RangeError} if there is no image
 *
 * @example
 * ```ts
 * import { pooledForegroundIoU } from "#karyon";
 * const all = [{ tp: 3, fp: 0, fn: 0, tn: 1 }, { tp: 0, fp: 0, fn: 1, tn: 1 }];
 * if (pooledForegroundIoU(all) !== 0.75) throw new Error();
 * ```
 */
export function pooledForegroundIoU(confusions: readonly Confusion[]): number {
  return pooled(foregroundIoU, confusions);
}

/**
 * The mean over images of {@link dice}.
 *
 * @param confusions one an image
 * @throws {RangeError} if there is no image
 *
 * @example
 * ```ts
 * import { meanDice } from "#karyon";
 * const all = [{ tp: 1, fp: 0, fn: 0, tn: 1 }, { tp: 0, fp: 0, fn: 1, tn: 1 }];
 * if (meanDice(all) !== 0.5) throw new Error();
 * ```
 */
export function meanDice(confusions: readonly Confusion[]): number {
  return mean(dice, confusions);
}

/**
 * {@link dice} of all pixels together.
 *
 * @param confusions one an image
 * @throws {RangeError} if there is no image
 *
 * @example
 * ```ts
 * import { pooledDice } from "#karyon";
 * const all = [{ tp: 3, fp: 0, fn: 0, tn: 1 }, { tp: 0, fp: 1, fn: 1, tn: 1 }];
 * if (pooledDice(all) !== 0.75) throw new Error();
 * ```
 */
export function pooledDice(confusions: readonly Confusion[]): number {
  return pooled(dice, confusions);
}
