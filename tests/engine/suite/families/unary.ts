import * as tf from "@tensorflow/tfjs";
import { type Case, given, uniform, whole } from "../case.ts";

type Unary = (x: tf.Tensor) => tf.Tensor;
interface Row {
  /** Where it is defined; default [-2, 2]. */
  readonly range?: readonly [number, number];
  readonly smooth?: boolean;
  readonly bound?: number;
  readonly compute: Unary;
}

const ROWS: Readonly<Record<string, Row>> = {
  abs: { smooth: false, compute: (x) => tf.abs(x) },
  acos: { range: [-0.9, 0.9], bound: 1e-4, compute: (x) => tf.acos(x) },
  acosh: { range: [1.2, 3], compute: (x) => tf.acosh(x) },
  // A GPU's own is a short polynomial.
  asin: { range: [-0.9, 0.9], bound: 1e-4, compute: (x) => tf.asin(x) },
  asinh: { compute: (x) => tf.asinh(x) },
  atan: { compute: (x) => tf.atan(x) },
  atanh: { range: [-0.9, 0.9], compute: (x) => tf.atanh(x) },
  ceil: { smooth: false, compute: (x) => tf.ceil(x) },
  clipByValue: { smooth: false, compute: (x) => tf.clipByValue(x, -0.5, 0.75) },
  cos: { compute: (x) => tf.cos(x) },
  cosh: { compute: (x) => tf.cosh(x) },
  elu: { smooth: false, compute: (x) => tf.elu(x) },
  erf: { compute: (x) => tf.erf(x) },
  exp: { compute: (x) => tf.exp(x) },
  expm1: { compute: (x) => tf.expm1(x) },
  floor: { smooth: false, compute: (x) => tf.floor(x) },
  leakyRelu: { smooth: false, compute: (x) => tf.leakyRelu(x, 0.3) },
  log: { range: [0.2, 3], compute: (x) => tf.log(x) },
  log1p: { range: [-0.8, 3], compute: (x) => tf.log1p(x) },
  logSigmoid: { compute: (x) => tf.logSigmoid(x) },
  neg: { compute: (x) => tf.neg(x) },
  reciprocal: { range: [0.3, 2], compute: (x) => tf.reciprocal(x) },
  relu: { smooth: false, compute: (x) => tf.relu(x) },
  relu6: { range: [-3, 9], smooth: false, compute: (x) => tf.relu6(x) },
  round: { smooth: false, compute: (x) => tf.round(x) },
  rsqrt: { range: [0.3, 2], compute: (x) => tf.rsqrt(x) },
  selu: { smooth: false, compute: (x) => tf.selu(x) },
  sigmoid: { range: [-6, 6], compute: (x) => tf.sigmoid(x) },
  sign: { smooth: false, compute: (x) => tf.sign(x) },
  sin: { compute: (x) => tf.sin(x) },
  sinh: { compute: (x) => tf.sinh(x) },
  softplus: { range: [-6, 6], compute: (x) => tf.softplus(x) },
  sqrt: { range: [0.1, 3], compute: (x) => tf.sqrt(x) },
  square: { compute: (x) => tf.square(x) },
  step: { smooth: false, compute: (x) => tf.step(x, 0.25) },
  tan: { range: [-1.2, 1.2], compute: (x) => tf.tan(x) },
  tanh: { compute: (x) => tf.tanh(x) },
};

/** Where kernels that vectorise have their remainders, and what has no values. */
const SHAPES = [[67], [], [0, 3], [2, 3, 1, 5]];

const shaped: readonly Case[] = Object.entries(ROWS).flatMap(
  ([name, { range = [-2, 2], compute, ...rest }]) =>
    SHAPES.map((shape) => ({
      ...rest,
      name: `${name} of [${shape}]`,
      inputs: [uniform(shape, ...range)],
      compute,
    })),
);

const EDGES = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, -0.5, 100, -100, 1e-30];

/** What each makes of NaN, the infinities and both zeros. */
const edges: readonly Case[] = Object.entries(ROWS).map((
  [name, { compute, ...rest }],
) => ({
  ...rest,
  name: `${name} of NaN, infinities and zeros`,
  inputs: [given(EDGES)],
  gradients: false,
  compute,
}));

const other: readonly Case[] = [
  {
    name: "isNaN, isInf and isFinite",
    inputs: [given(EDGES)],
    compute: (x: tf.Tensor) => [tf.isNaN(x), tf.isInf(x), tf.isFinite(x)],
  },
  {
    name: "prelu with one slope a channel",
    inputs: [uniform([2, 3, 4]), uniform([4], 0.1, 0.9)],
    smooth: false,
    compute: (x: tf.Tensor, slope: tf.Tensor) => tf.prelu(x, slope),
  },
  ...["abs", "neg", "sign", "square", "relu", "clipByValue"].map((name) => ({
    name: `${name} of integers`,
    inputs: [whole([13])],
    compute: ROWS[name]!.compute,
  })),
  {
    name: "cumulative sums",
    inputs: [uniform([3, 5])],
    // The gradient along other axes than the last is wrong in TensorFlow.js.
    compute: (x: tf.Tensor) => [tf.cumsum(x, 1), tf.cumsum(x, 1, true, true)],
  },
  {
    name: "cumulative sums along the first axis, and products",
    inputs: [uniform([3, 5])],
    gradients: false,
    compute: (x: tf.Tensor) => [
      tf.cumsum(x, 0, true),
      tf.cumprod(x, 1),
      tf.cumprod(x, 0, true, true),
    ],
  },
  {
    name: "one after another, in long chains",
    inputs: [uniform([3, 7])],
    smooth: false,
    compute: (x: tf.Tensor) =>
      tf.tanh(tf.neg(tf.square(tf.sigmoid(tf.relu(tf.neg(tf.exp(tf.abs(x)))))))),
  },
];

export const unary: readonly Case[] = [...shaped, ...edges, ...other];
