import * as tf from "@tensorflow/tfjs";
import { logLikelihood } from "./log_likelihood.ts";

/**
 * Binary cross-entropy, the mean over all pixels of
 * `-(y ln p + (1 - y) ln(1 - p))`, with p kept in `[1e-7, 1 - 1e-7]`.
 *
 * @param masks y, 0 or 1
 * @param probabilities p in 0..1, the same shape
 *
 * @example
 * ```ts
 * import { binaryCrossEntropy, useEngine } from "#karyon";
 * import * as tf from "@tensorflow/tfjs";
 * await useEngine("cpu");
 * const loss = binaryCrossEntropy(tf.tensor([1, 0]), tf.tensor([0.5, 0.5]));
 * if (Math.abs(loss.dataSync()[0]! - Math.LN2) > 1e-6) throw new Error();
 * ```
 */
export function binaryCrossEntropy(
  masks: tf.Tensor,
  probabilities: tf.Tensor,
): tf.Scalar {
  return tf.tidy(() => tf.neg(tf.mean(logLikelihood(masks, probabilities))) as tf.Scalar);
}
