import * as tf from "@tensorflow/tfjs";

/** One variable's part in a step of Adam; all have the same shape, float32. */
export interface AdamStep {
  readonly value: tf.Tensor;
  readonly gradient: tf.Tensor;
  /** Running mean of the gradients. */
  readonly mean: tf.Tensor;
  /** Running mean of the squared gradients. */
  readonly square: tf.Tensor;
}

/** The numbers of a step of Adam. */
export interface AdamRates {
  readonly learningRate: number;
  /** How much of the running mean stays, 0..1. */
  readonly beta1: number;
  /** How much of the running mean of squares stays, 0..1. */
  readonly beta2: number;
  readonly epsilon: number;
  /** What makes up for the mean's start at 0: `1 / (1 - beta1^steps)`. */
  readonly meanScale: number;
  /** The same for the squares: `1 / (1 - beta2^steps)`. */
  readonly squareScale: number;
}

/** The moved value and both means after a step. */
export type AdamResult = readonly [value: tf.Tensor, mean: tf.Tensor, square: tf.Tensor];

/**
 * Moves one variable by Adam: `mean = beta1 mean + (1 - beta1) gradient`,
 * `square = beta2 square + (1 - beta2) gradient^2`, `value -= learningRate
 * (meanScale mean) / (sqrt(squareScale square) + epsilon)`. One kernel where the
 * engine has it, else TensorFlow.js's.
 *
 * Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", 2015.
 *
 * @returns new tensors; those given stay as they are
 *
 * @example
 * ```ts
 * import { stepAdam, useEngine } from "#karyon";
 * import * as tf from "@tensorflow/tfjs";
 * await useEngine("cpu");
 * const rates = { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
 * const [value] = stepAdam({
 *   value: tf.tensor([1]),
 *   gradient: tf.tensor([5]),
 *   mean: tf.tensor([0]),
 *   square: tf.tensor([0]),
 * }, { ...rates, meanScale: 1 / 0.1, squareScale: 1 / 0.001 });
 * // The first step goes by the learning rate, however steep the slope.
 * if (Math.abs(value.dataSync()[0]! - 0.9) > 1e-6) throw new Error();
 * ```
 */
export function stepAdam(step: AdamStep, rates: AdamRates): AdamResult {
  if (tf.getKernel("AdamStep", tf.getBackend())) {
    const { value, gradient, mean, square } = step;
    return tf.engine().runKernel(
      "AdamStep",
      { value, gradient, mean, square },
      { ...rates },
    ) as unknown as AdamResult;
  }
  const { learningRate, beta1, beta2, epsilon, meanScale, squareScale } = rates;
  const { gradient } = step;
  const mean = tf.tidy(() =>
    tf.add(tf.mul(step.mean, beta1), tf.mul(gradient, 1 - beta1))
  );
  const square = tf.tidy(() =>
    tf.add(tf.mul(step.square, beta2), tf.mul(tf.square(gradient), 1 - beta2))
  );
  const value = tf.tidy(() => {
    const slope = tf.add(tf.sqrt(tf.mul(square, squareScale)), epsilon);
    const direction = tf.div(tf.mul(mean, meanScale), slope);
    return tf.sub(step.value, tf.mul(direction, learningRate));
  });
  return [value, mean, square];
}
