import * as tf from "@tensorflow/tfjs";
import { type Case, uniform } from "../case.ts";

const SHAPES = [[2, 3, 4, 5], [1, 5, 5, 16], [2, 3, 3, 17], [6, 4], [2, 3, 4]] as const;

/** Inference: with a mean and a variance that are given. */
const inference: readonly Case[] = SHAPES.map((shape) => {
  const channels = [shape[shape.length - 1]!];
  return {
    name: `batch, with given moments, of [${shape}]`,
    inputs: [
      uniform(shape),
      uniform(channels),
      uniform(channels, 0.3, 2),
      uniform(channels),
      uniform(channels, 0.5, 2),
    ],
    compute: (...[x, mean, variance, offset, scale]: tf.Tensor[]) =>
      tf.batchNorm(
        x!,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
        1e-3,
      ),
  };
});

/** Training: the moments are the batch's own, and part of the gradient. */
const training: readonly Case[] = SHAPES.map((shape) => {
  const channels = [shape[shape.length - 1]!];
  const axes = shape.slice(0, -1).map((_, axis) => axis);
  return {
    name: `batch, with its own moments, of [${shape}]`,
    inputs: [uniform(shape), uniform(channels), uniform(channels, 0.5, 2)],
    compute: (x: tf.Tensor, offset: tf.Tensor, scale: tf.Tensor) => {
      const { mean, variance } = tf.moments(x, axes);
      return [
        tf.batchNorm(
          x,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
          1e-3,
        ),
        mean,
        variance,
      ];
    },
  };
});

/** The layer with its weights made by the inputs of a case. */
function applied(
  layer: tf.layers.Layer,
  x: tf.Tensor,
  options: { readonly training: boolean },
): tf.Tensor {
  const y = layer.apply(x, options) as tf.Tensor;
  layer.dispose();
  return y;
}

export const normalisation: readonly Case[] = [
  ...inference,
  ...training,
  {
    name: "batch, without scale and offset",
    inputs: [uniform([2, 3, 3, 4]), uniform([4]), uniform([4], 0.3, 2)],
    gradients: false, // which TensorFlow.js has only with both
    compute: (x: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor) =>
      tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D),
  },
  {
    name: "batch, with scale and without offset",
    inputs: [uniform([2, 3, 3, 4]), uniform([4]), uniform([4], 0.3, 2), uniform([4])],
    gradients: false,
    compute: (...[x, mean, variance, scale]: tf.Tensor[]) =>
      tf.batchNorm(
        x!,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        undefined,
        scale as tf.Tensor1D,
      ),
  },
  ...[true, false].map((training) => ({
    name: `batch, as a layer, ${training ? "training" : "inference"}`,
    inputs: [uniform([2, 4, 4, 3], -1, 3)],
    compute: (x: tf.Tensor) => applied(tf.layers.batchNormalization(), x, { training }),
  })),
  ...[[2, 3, 3, 4], [4, 7]].map((shape) => ({
    name: `layer, of [${shape}]`,
    inputs: [uniform(shape, -1, 3)],
    compute: (x: tf.Tensor) =>
      applied(tf.layers.layerNormalization(), x, { training: true }),
  })),
  {
    name: "local response",
    inputs: [uniform([1, 3, 3, 7])],
    compute: (x: tf.Tensor) =>
      tf.localResponseNormalization(x as tf.Tensor4D, 2, 1, 0.5, 0.6),
  },
];
