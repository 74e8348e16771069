import * as tf from "@tensorflow/tfjs";

/** Keeps the logarithms finite, as Keras does. */
const EPSILON = 1e-7;

/** A pixel's probability, away from 0 and 1, and the logarithms of what it says. */
export interface Logarithms {
  /** p in `[1e-7, 1 - 1e-7]`. */
  readonly p: tf.Tensor;
  /** 1 - p. */
  readonly q: tf.Tensor;
  readonly lnP: tf.Tensor;
  readonly lnQ: tf.Tensor;
}

/** To be called in a `tf.tidy()`. */
export function logarithmsOf(probabilities: tf.Tensor): Logarithms {
  const p = tf.clipByValue(probabilities, EPSILON, 1 - EPSILON);
  const q = tf.sub(1, p);
  return { p, q, lnP: tf.log(p), lnQ: tf.log(q) };
}

/** Each pixel's `y ln p + (1 - y) ln(1 - p)`, at most 0; shape as the masks. */
export function logLikelihood(masks: tf.Tensor, probabilities: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const { lnP, lnQ } = logarithmsOf(probabilities);
    return tf.add(tf.mul(masks, lnP), tf.mul(tf.sub(1, masks), lnQ));
  });
}
