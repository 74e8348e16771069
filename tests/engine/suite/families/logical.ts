import * as tf from "@tensorflow/tfjs";
import { booleans, type Case, given, type Input, uniform, whole } from "../case.ts";

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const COMPARISONS: Readonly<Record<string, Binary>> = {
  equal: (a, b) => tf.equal(a, b),
  notEqual: (a, b) => tf.notEqual(a, b),
  less: (a, b) => tf.less(a, b),
  lessEqual: (a, b) => tf.lessEqual(a, b),
  greater: (a, b) => tf.greater(a, b),
  greaterEqual: (a, b) => tf.greaterEqual(a, b),
};

/** Small whole numbers, so that many are equal. */
const few = (shape: readonly number[]) => whole(shape, 0, 3, "float32");
const EDGES = given([NaN, Infinity, -Infinity, 0, -0, 1]);

const PAIRS: Readonly<Record<string, readonly [Input, Input]>> = {
  "[2,3,5] and [2,3,5]": [few([2, 3, 5]), few([2, 3, 5])],
  "[67] and []": [few([67]), few([])],
  "[2,3,1,5] and [4,1]": [few([2, 3, 1, 5]), few([4, 1])],
  "[0,3] and [3]": [few([0, 3]), few([3])],
  "integers": [whole([3, 5], 0, 3), whole([5], 0, 3)],
  "booleans": [booleans([3, 5]), booleans([5])],
  "NaN, infinities and zeros": [{ ...EDGES, shape: [6, 1] }, EDGES],
};

const comparisons: readonly Case[] = Object.entries(COMPARISONS).flatMap(
  ([name, compute]) =>
    Object.entries(PAIRS).map(([pair, inputs]) => ({
      name: `${name} of ${pair}`,
      inputs,
      compute,
    })),
);

const combined: readonly Case[] = [
  {
    name: "and, or, xor, not",
    inputs: [booleans([3, 4]), booleans([4])],
    compute: (a: tf.Tensor, b: tf.Tensor) => [
      tf.logicalAnd(a, b),
      tf.logicalOr(a, b),
      tf.logicalXor(a, b),
      tf.logicalNot(a),
    ],
  },
  {
    name: "where, of equal shapes",
    inputs: [booleans([3, 5]), uniform([3, 5]), uniform([3, 5])],
    compute: (mask: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.where(mask, a, b),
  },
  {
    name: "where, spread",
    inputs: [booleans([2, 3, 4]), uniform([4]), uniform([])],
    gradients: false,
    compute: (mask: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.where(mask, a, b),
  },
  {
    name: "where, of integers",
    inputs: [booleans([3, 5]), whole([3, 5]), whole([3, 5])],
    compute: (mask: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.where(mask, a, b),
  },
  {
    name: "a mask that is multiplied",
    inputs: [uniform([3, 5])],
    gradients: false,
    compute: (x: tf.Tensor) => tf.mul(x, tf.cast(tf.greater(x, 0.1), "float32")),
  },
];

const TYPES = ["float32", "int32", "bool"] as const;

/** From every type to every other. */
const casts: readonly Case[] = [
  ["floats", uniform([17], -3, 3)] as const,
  ["integers", whole([17])] as const,
  ["booleans", booleans([17])] as const,
].flatMap(([from, input]) =>
  TYPES.map((to) => ({
    name: `cast of ${from} to ${to}`,
    inputs: [input],
    gradients: false,
    compute: (x: tf.Tensor) => tf.cast(x, to),
  }))
);

export const logical: readonly Case[] = [
  ...comparisons,
  ...combined,
  ...casts,
  {
    name: "cast there and back is part of the gradient",
    inputs: [uniform([7])],
    compute: (x: tf.Tensor) => tf.mul(tf.cast(x, "float32"), 2),
  },
  {
    name: "cast of a slice of integers and booleans",
    inputs: [whole([5, 4]), booleans([5, 4])],
    compute: (a: tf.Tensor, b: tf.Tensor) => [
      tf.cast(tf.slice(a, 1, 3), "float32"),
      tf.cast(tf.slice(b, [2, 1], [2, 2]), "float32"),
      tf.cast(tf.reshape(b, [20]), "int32"),
    ],
  },
];
