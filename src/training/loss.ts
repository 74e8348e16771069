import * as tf from "@tensorflow/tfjs";

/** Keeps the logarithms finite, as Keras does. */
const EPSILON = 1e-7;

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
  return tf.tidy(() => {
    const p = tf.clipByValue(probabilities, EPSILON, 1 - EPSILON);
    const hit = tf.mul(masks, tf.log(p));
    const miss = tf.mul(tf.sub(1, masks), tf.log(tf.sub(1, p)));
    return tf.neg(tf.mean(tf.add(hit, miss))) as tf.Scalar;
  });
}
