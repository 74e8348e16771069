import * as tf from "@tensorflow/tfjs";
import { booleans, type Case, given, type Input, uniform, whole } from "../case.ts";

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
interface Row {
  readonly range?: readonly [number, number];
  readonly smooth?: boolean;
  readonly gradients?: boolean;
  /** TensorFlow.js's gradient forgets to sum over what one of the two spread over. */
  readonly onlyEqual?: true;
  readonly compute: Binary;
}

const ROWS: Readonly<Record<string, Row>> = {
  add: { compute: (a, b) => tf.add(a, b) },
  sub: { compute: (a, b) => tf.sub(a, b) },
  mul: { compute: (a, b) => tf.mul(a, b) },
  div: { range: [0.4, 2], compute: (a, b) => tf.div(a, b) },
  divNoNan: { range: [0.4, 2], gradients: false, compute: (a, b) => tf.divNoNan(a, b) },
  maximum: { smooth: false, onlyEqual: true, compute: (a, b) => tf.maximum(a, b) },
  minimum: { smooth: false, onlyEqual: true, compute: (a, b) => tf.minimum(a, b) },
  pow: { range: [0.3, 2], compute: (a, b) => tf.pow(a, b) },
  atan2: { range: [0.3, 2], compute: (a, b) => tf.atan2(a, b) },
  squaredDifference: { onlyEqual: true, compute: (a, b) => tf.squaredDifference(a, b) },
  mod: { range: [0.4, 3], smooth: false, compute: (a, b) => tf.mod(a, b) },
  floorDiv: { range: [0.4, 3], smooth: false, compute: (a, b) => tf.floorDiv(a, b) },
};

type Shapes = readonly [readonly number[], readonly number[]];

/** Every way in which one shape spreads over another. */
const SHAPES: readonly Shapes[] = [
  [[2, 3, 5], [2, 3, 5]],
  [[67], []],
  [[], [7]],
  [[], []],
  [[4, 5], [5]],
  [[5], [4, 5]],
  [[2, 3, 4, 5], [5]],
  [[2, 3, 4, 17], [1, 1, 1, 17]],
  [[2, 3, 4, 5], [2, 1, 1, 5]],
  [[2, 3, 4, 5], [2, 3, 4, 1]],
  [[2, 1, 4, 1], [1, 3, 1, 5]],
  [[3, 1], [1, 4]],
  [[1, 3, 1], [2, 1, 4]],
  [[2, 3, 2, 2, 3], [3, 1, 2, 1]],
  [[1, 2, 1, 2, 1, 3], [2, 1, 2, 1, 2, 1]],
  [[0, 3], [3]],
];

/** Cheap ones over all shapes, the others over those that differ most. */
const spread: readonly Case[] = Object.entries(ROWS).flatMap(
  ([name, { range = [-2, 2], onlyEqual, ...rest }], row) =>
    SHAPES.filter((_, i) => row < 4 || [0, 2, 8, 10].includes(i)).map(([a, b]) => ({
      ...rest,
      ...(onlyEqual && a.join() !== b.join() ? { gradients: false } : {}),
      name: `${name} of [${a}] and [${b}]`,
      inputs: [uniform(a, ...range), uniform(b, ...range)],
    })),
);

const INTEGERS: Readonly<Record<string, Binary>> = {
  add: (a, b) => tf.add(a, b),
  sub: (a, b) => tf.sub(a, b),
  mul: (a, b) => tf.mul(a, b),
  floorDiv: (a, b) => tf.floorDiv(a, b),
  mod: (a, b) => tf.mod(a, b),
  maximum: (a, b) => tf.maximum(a, b),
  minimum: (a, b) => tf.minimum(a, b),
  squaredDifference: (a, b) => tf.squaredDifference(a, b),
};

const nonZero = (shape: readonly number[]): Input => whole(shape, 1, 6);

const integers: readonly Case[] = Object.entries(INTEGERS).map(([name, compute]) => ({
  name: `${name} of integers`,
  inputs: [whole([3, 5]), nonZero([5])],
  compute,
}));

const EDGES = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 2.5];

/** Every pair of NaN, infinities and zeros. */
const edges: readonly Case[] = Object.entries(ROWS).map(([name, { compute }]) => ({
  name: `${name} of NaN, infinities and zeros`,
  inputs: [given(EDGES, [EDGES.length, 1]), given(EDGES)],
  gradients: false,
  compute,
}));

const other: readonly Case[] = [
  {
    name: "add with itself",
    inputs: [uniform([3, 5])],
    compute: (x: tf.Tensor) => tf.add(x, x),
  },
  {
    name: "mul with itself",
    inputs: [uniform([3, 5])],
    compute: (x: tf.Tensor) => tf.mul(x, x),
  },
  {
    name: "addN of many, one of them twice",
    inputs: [uniform([3, 5]), uniform([3, 5]), uniform([3, 5])],
    compute: (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) => tf.addN([a, b, c, a]),
  },
  {
    name: "integers and floats together",
    inputs: [whole([3, 4]), uniform([4])],
    gradients: false,
    compute: (a: tf.Tensor, b: tf.Tensor) => [tf.add(a, b), tf.mul(b, a), tf.sub(b, a)],
  },
  {
    name: "booleans and floats together",
    inputs: [booleans([3, 4]), uniform([3, 4])],
    gradients: false,
    compute: (a: tf.Tensor, b: tf.Tensor) => [tf.mul(a, b), tf.add(b, a)],
  },
  {
    name: "integers that overflow",
    inputs: [
      given([2147483647, -2147483648, 65536], [3], "int32"),
      given([1, 2, 65536], [3], "int32"),
    ],
    compute: (a: tf.Tensor, b: tf.Tensor) => [tf.add(a, b), tf.sub(a, b), tf.mul(a, b)],
  },
  {
    name: "numbers in place of tensors",
    inputs: [uniform([2, 3], 0.5, 2)],
    compute: (x: tf.Tensor) => tf.pow(tf.add(tf.mul(x, 2), tf.sub(1, tf.div(x, 3))), 3),
  },
];

export const binary: readonly Case[] = [...spread, ...integers, ...edges, ...other];
