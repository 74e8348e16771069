/**
 * Probabilities to a mask: 1 where the probability is above the threshold.
 *
 * Strictly above, because the case study rounds, and TensorFlow rounds halves to
 * the even number: a probability of exactly 0.5 is background.
 *
 * @param probabilities one a pixel, 0..1
 * @param threshold 0..1
 * @throws {RangeError} if the threshold is outside 0..1 or a probability is not
 *   a number: a model that gives NaN is broken, and its NaN scored as background
 *   would look like a modest result
 *
 * @example
 * ```ts
 * import { binarize } from "#karyon";
 * if (binarize([0.2, 0.5, 0.6]).join() !== "0,0,1") throw new Error();
 * ```
 */
export function binarize(
  probabilities: ArrayLike<number>,
  threshold = 0.5,
): Uint8Array {
  if (!(threshold >= 0 && threshold <= 1)) {
    throw new RangeError(
      `Expected the threshold to be within 0..1 but found ${threshold}`,
    );
  }
  const mask = new Uint8Array(probabilities.length);
  for (let i = 0; i < mask.length; i++) {
    const probability = probabilities[i]!;
    if (Number.isNaN(probability)) {
      throw new RangeError(
        `Expected a probability but found NaN at pixel ${i}`,
      );
    }
    mask[i] = probability > threshold ? 1 : 0;
  }
  return mask;
}
