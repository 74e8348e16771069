/**
 * The pixels of one image, or of many summed: positive means nucleus.
 */
export interface Confusion {
  /** Nucleus in truth and prediction. */
  readonly tp: number;
  /** Nucleus in the prediction only. */
  readonly fp: number;
  /** Nucleus in the truth only. */
  readonly fn: number;
  /** Background in both. */
  readonly tn: number;
}

/**
 * Counts where a predicted mask agrees with the truth.
 *
 * Only 0 and 1 are taken: a probability of 0.9 that slips in here would be cast
 * to 0 by some libraries and to 1 by others, so it is an error. Use
 * {@link binarize} first.
 *
 * @param truth one value a pixel, 0 (background) or 1 (nucleus)
 * @param prediction one value a pixel, 0 or 1, in the same order
 * @throws {RangeError} if the lengths differ or are 0, or a value is not 0 or 1
 *
 * @example
 * ```ts
 * import { confusion } from "#karyon";
 * const { tp, fp, fn, tn } = confusion([1, 1, 0, 0], [1, 0, 1, 0]);
 * if (tp !== 1 || fp !== 1 || fn !== 1 || tn !== 1) throw new Error();
 * ```
 */
export function confusion(
  truth: ArrayLike<number>,
  prediction: ArrayLike<number>,
): Confusion {
  if (truth.length !== prediction.length || truth.length === 0) {
    throw new RangeError(
      `Expected truth and prediction to hold the same number of pixels, at least 1, but found ${truth.length} and ${prediction.length}`,
    );
  }
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (let i = 0; i < truth.length; i++) {
    const t = truth[i]!;
    const p = prediction[i]!;
    if ((t !== 0 && t !== 1) || (p !== 0 && p !== 1)) {
      throw new RangeError(
        `Expected truth and prediction to hold only 0 and 1 (see binarize) but found ${t} and ${p} at pixel ${i}`,
      );
    }
    counts[2 * t + p]! += 1;
  }
  const [tn, fp, fn, tp] = counts;
  return { tp, fp, fn, tn };
}

/**
 * One confusion for all the pixels of many images, for the pooled scores.
 *
 * @example
 * ```ts
 * import { sumConfusions } from "#karyon";
 * const one = { tp: 1, fp: 2, fn: 3, tn: 4 };
 * if (sumConfusions([one, one]).fn !== 6) throw new Error();
 * ```
 */
export function sumConfusions(confusions: readonly Confusion[]): Confusion {
  const sum = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const { tp, fp, fn, tn } of confusions) {
    sum.tp += tp;
    sum.fp += fp;
    sum.fn += fn;
    sum.tn += tn;
  }
  return sum;
}
