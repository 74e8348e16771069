import * as tf from "@tensorflow/tfjs";
import { logLikelihood } from "./log_likelihood.ts";

/**
 * Binary cross-entropy in which each pixel counts by its weight: the mean over all
 * pixels of `-w (y ln p + (1 - y) ln(1 - p))`, with p kept in `[1e-7, 1 - 1e-7]`. It
 * is not divided by the sum of the weights, so that a pixel of a narrow gap costs
 * the same in a dense image as in a sparse one.
 *
 * Source: Ronneberger, Fischer, Brox, "U-Net", 2015, section 3.
 *
 * @param masks y, 0 or 1
 * @param probabilities p in 0..1, the same shape
 * @param weights w, at least 0, the same shape: see `borderWeights()`
 *
 * @example
 * ```ts
 * import { borderWeightedCrossEntropy, useEngine } from "#karyon";
 * import * as tf from "@tensorflow/tfjs";
 * await useEngine("cpu");
 * const masks = tf.tensor([1, 0]), unsure = tf.tensor([0.5, 0.5]);
 * const loss = borderWeightedCrossEntropy(masks, unsure, tf.tensor([1, 11]));
 * if (Math.abs(loss.dataSync()[0]! - 6 * Math.LN2) > 1e-5) throw new Error();
 * ```
 */
export function borderWeightedCrossEntropy(
  masks: tf.Tensor,
  probabilities: tf.Tensor,
  weights: tf.Tensor,
): tf.Scalar {
  return tf.tidy(() => {
    const weighted = tf.mul(weights, logLikelihood(masks, probabilities));
    return tf.neg(tf.mean(weighted)) as tf.Scalar;
  });
}
