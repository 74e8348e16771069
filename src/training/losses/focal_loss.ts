import * as tf from "@tensorflow/tfjs";
import { logarithmsOf } from "./log_likelihood.ts";

/** The two numbers of the focal loss. */
export interface FocalOptions {
  /** How much less a pixel counts the surer it is, at least 0; the paper's 2. */
  readonly gamma?: number;
  /** The weight of nucleus, 1 - alpha that of background, 0..1; the paper's 0.25. */
  readonly alpha?: number;
}

/**
 * The focal loss, in which pixels that are right and sure hardly count: the mean
 * over all pixels of `-alpha y (1 - p)^gamma ln p - (1 - alpha) (1 - y) p^gamma
 * ln(1 - p)`, with p kept in `[1e-7, 1 - 1e-7]`. With gamma 0 and alpha 0.5 it is
 * half the binary cross-entropy.
 *
 * Source: Lin, Goyal, Girshick, He, Dollár, "Focal Loss for Dense Object
 * Detection", 2017, equation 5; a sum over anchors there, a mean over pixels here.
 *
 * @param masks y, 0 or 1
 * @param probabilities p in 0..1, the same shape
 *
 * @example
 * ```ts
 * import { focalLoss, useEngine } from "#karyon";
 * import * as tf from "@tensorflow/tfjs";
 * await useEngine("cpu");
 * const lossAt = (p: number) => focalLoss(tf.tensor([1]), tf.tensor([p])).dataSync()[0]!;
 * // Cross-entropy's share of the two is 2 : 1, and this one's 50 : 1.
 * if (lossAt(0.5) / lossAt(0.9) < 50) throw new Error();
 * ```
 */
export function focalLoss(
  masks: tf.Tensor,
  probabilities: tf.Tensor,
  { gamma = 2, alpha = 0.25 }: FocalOptions = {},
): tf.Scalar {
  return tf.tidy(() => {
    const { p, q, lnP, lnQ } = logarithmsOf(probabilities);
    const hit = tf.mul(tf.mul(masks, alpha), tf.mul(raise(q, gamma), lnP));
    const miss = tf.mul(
      tf.mul(tf.sub(1, masks), 1 - alpha),
      tf.mul(raise(p, gamma), lnQ),
    );
    return tf.neg(tf.mean(tf.add(hit, miss))) as tf.Scalar;
  });
}

/** A square is cheaper than a power, and so is its gradient. */
const raise = (x: tf.Tensor, gamma: number) =>
  gamma === 2 ? tf.square(x) : tf.pow(x, gamma);
