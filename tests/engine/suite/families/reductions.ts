import * as tf from "@tensorflow/tfjs";
import { booleans, type Case, given, uniform, whole } from "../case.ts";

type Axes = number | number[] | undefined;
type Reduction = (x: tf.Tensor, axes: Axes, keepDims: boolean) => tf.Tensor;
interface Row {
  readonly smooth?: boolean;
  readonly gradients?: boolean;
  readonly compute: Reduction;
}

const ROWS: Readonly<Record<string, Row>> = {
  sum: { compute: (x, axes, keep) => tf.sum(x, axes, keep) },
  mean: { compute: (x, axes, keep) => tf.mean(x, axes, keep) },
  max: { smooth: false, compute: (x, axes, keep) => tf.max(x, axes, keep) },
  min: { smooth: false, compute: (x, axes, keep) => tf.min(x, axes, keep) },
  prod: { compute: (x, axes, keep) => tf.prod(x, axes, keep) },
  logSumExp: { compute: (x, axes, keep) => tf.logSumExp(x, axes, keep) },
  norm: { compute: (x, axes, keep) => tf.norm(x, "euclidean", axes, keep) },
};

const PLACES: readonly (readonly [readonly number[], Axes])[] = [
  [[67], undefined],
  [[], undefined],
  [[3, 17], 0],
  [[3, 17], 1],
  [[2, 3, 4, 5], [1, 2]],
  [[2, 3, 4, 5], [0, 1, 2]],
  [[2, 3, 4, 5], [0, 3]],
  [[2, 3, 4, 5], [3]],
  [[2, 3, 4, 5], undefined],
  [[4, 1, 3], [1]],
  [[2, 2, 1, 2, 3], [0, 2, 4]],
];

/** `norm` takes at most two axes. */
const fits = (name: string, axes: Axes) =>
  name !== "norm" || !Array.isArray(axes) || axes.length === 2;

const spread: readonly Case[] = Object.entries(ROWS).flatMap((
  [name, { compute, ...rest }],
) =>
  PLACES.filter(([, axes]) => fits(name, axes)).flatMap(([shape, axes], place) =>
    (place < 4 ? [false] : [false, true]).map((keep) => ({
      ...rest,
      name: `${name} of [${shape}] over ${JSON.stringify(axes) ?? "all"}` +
        (keep ? ", axes kept" : ""),
      inputs: [uniform(shape, 0.2, 2)],
      compute: (x: tf.Tensor) => compute(x, axes, keep),
    }))
  )
);

const other: readonly Case[] = [
  {
    name: "sums and means of nothing",
    inputs: [uniform([0, 3])],
    compute: (x: tf.Tensor) => [tf.sum(x), tf.sum(x, 0), tf.sum(x, 1)],
  },
  {
    name: "of integers",
    inputs: [whole([3, 4])],
    compute: (x: tf.Tensor) => [tf.sum(x, 0), tf.max(x, 1), tf.min(x), tf.prod(x, 0)],
  },
  {
    name: "mean of integers",
    inputs: [whole([3, 4])],
    compute: (x: tf.Tensor) => tf.mean(x, 1),
  },
  {
    name: "sums of booleans",
    inputs: [booleans([3, 4])],
    compute: (x: tf.Tensor) => [tf.sum(x), tf.sum(x, 1)],
  },
  {
    name: "all and any",
    inputs: [booleans([4, 3, 2])],
    compute: (x: tf.Tensor) => [
      tf.all(x),
      tf.all(x, 1),
      tf.all(x, [0, 2], true),
      tf.any(x),
      tf.any(x, 0),
    ],
  },
  {
    name: "places of the largest and smallest",
    inputs: [uniform([3, 4, 5])],
    compute: (x: tf.Tensor) => [
      tf.argMax(x, 0),
      tf.argMax(x, 1),
      tf.argMax(x, 2),
      tf.argMin(x, 0),
      tf.argMin(x, -1),
    ],
  },
  {
    name: "the first place among equals",
    inputs: [given([1, 3, 3, 0, 0, 3], [2, 3])],
    compute: (x: tf.Tensor) => [tf.argMax(x, 1), tf.argMin(x, 1), tf.argMax(x, 0)],
  },
  {
    name: "max and sum with NaN and infinities",
    inputs: [given([1, NaN, 2, Infinity, -Infinity, 0, 3, 4, 5], [3, 3])],
    gradients: false,
    compute: (x: tf.Tensor) => [tf.max(x, 1), tf.min(x, 1), tf.sum(x, 1), tf.mean(x, 0)],
  },
  {
    name: "along an axis that is counted from the end",
    inputs: [uniform([3, 5])],
    smooth: false,
    compute: (x: tf.Tensor) => [tf.sum(x, -1), tf.mean(x, [-1]), tf.max(x, -2)],
  },
  {
    name: "moments",
    inputs: [uniform([2, 5, 3, 4])],
    compute: (x: tf.Tensor) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      return [mean, variance];
    },
  },
  {
    name: "a long sum keeps its digits",
    inputs: [uniform([1, 40001], 0, 1)],
    gradients: false,
    compute: (x: tf.Tensor) => [tf.sum(x), tf.mean(x, 1)],
  },
  {
    name: "the k largest",
    inputs: [uniform([3, 7])],
    gradients: false,
    compute: (x: tf.Tensor) => {
      const { values, indices } = tf.topk(x, 3);
      return [values, indices];
    },
  },
];

export const reductions: readonly Case[] = [...spread, ...other];
