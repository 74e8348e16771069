import * as tf from "@tensorflow/tfjs";
import { booleans, type Case, fixed, given, uniform } from "../case.ts";

type Loss = (labels: tf.Tensor, predictions: tf.Tensor) => tf.Tensor;

const SHAPE = [3, 7];
const probabilities = uniform(SHAPE, 0.05, 0.95);
const targets = fixed({ ...booleans(SHAPE), type: "float32" });
const oneHot = fixed(
  given([1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], SHAPE),
);

const softmaxes: readonly Case[] = [[67], [3, 5], [2, 3, 4, 3], [5, 1], [2, 200]].flatMap(
  (shape) => [
    {
      name: `softmax of [${shape}]`,
      inputs: [uniform(shape, -4, 4)],
      compute: (x: tf.Tensor) => tf.softmax(x),
    },
    {
      name: `logSoftmax of [${shape}]`,
      inputs: [uniform(shape, -4, 4)],
      compute: (x: tf.Tensor) => tf.logSoftmax(x),
    },
  ],
);

const LOSSES: Readonly<Record<string, readonly [Loss, Case["inputs"]]>> = {
  absoluteDifference: [tf.losses.absoluteDifference, [targets, probabilities]],
  cosineDistance: [(a, b) => tf.losses.cosineDistance(a, b, 1), [targets, probabilities]],
  hingeLoss: [tf.losses.hingeLoss, [targets, probabilities]],
  huberLoss: [tf.losses.huberLoss, [targets, uniform(SHAPE, -2, 3)]],
  logLoss: [tf.losses.logLoss, [targets, probabilities]],
  meanSquaredError: [tf.losses.meanSquaredError, [targets, probabilities]],
  sigmoidCrossEntropy: [tf.losses.sigmoidCrossEntropy, [targets, uniform(SHAPE, -4, 4)]],
  softmaxCrossEntropy: [tf.losses.softmaxCrossEntropy, [oneHot, uniform(SHAPE, -4, 4)]],
  "metrics.binaryCrossentropy": [tf.metrics.binaryCrossentropy, [targets, probabilities]],
  "metrics.categoricalCrossentropy": [
    tf.metrics.categoricalCrossentropy,
    [oneHot, probabilities],
  ],
  "metrics.meanAbsoluteError": [tf.metrics.meanAbsoluteError, [targets, probabilities]],
};

const losses: readonly Case[] = Object.entries(LOSSES).map(([name, [loss, inputs]]) => ({
  name,
  inputs,
  smooth: !/absolute|hinge|Absolute/.test(name),
  compute: loss,
}));

export const softmaxAndLosses: readonly Case[] = [
  ...softmaxes,
  ...losses,
  {
    name: "softmax of large and infinite values",
    inputs: [given([1000, 1001, 999, -1000, -Infinity, 0], [2, 3])],
    gradients: false,
    compute: (x: tf.Tensor) => [tf.softmax(x), tf.logSoftmax(x)],
  },
  {
    name: "metrics.binaryAccuracy and categoricalAccuracy",
    inputs: [oneHot, probabilities],
    gradients: false,
    compute: (a: tf.Tensor, b: tf.Tensor) => [
      tf.metrics.binaryAccuracy(a, b),
      tf.metrics.categoricalAccuracy(a, b),
    ],
  },
  {
    name: "weighted losses",
    inputs: [targets, probabilities, fixed(uniform(SHAPE, 0, 2))],
    compute: (a: tf.Tensor, b: tf.Tensor, weights: tf.Tensor) => [
      tf.losses.meanSquaredError(a, b, weights),
      tf.losses.meanSquaredError(a, b, weights, tf.Reduction.SUM),
      tf.losses.logLoss(a, b, weights, undefined, tf.Reduction.MEAN),
    ],
  },
];
