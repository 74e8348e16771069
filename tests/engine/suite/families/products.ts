import * as tf from "@tensorflow/tfjs";
import { type Case, type Input, uniform } from "../case.ts";

type Shape = readonly number[];

/** Both as they are, and each of them stored the other way round. */
const TURNED = [[false, false], [true, false], [false, true], [true, true]] as const;

const turn = (shape: Shape, turned: boolean): Input => {
  const last = shape.length - 1;
  const other = [...shape.slice(0, -2), shape[last]!, shape[last - 1]!];
  return uniform(turned ? other : shape);
};

const SHAPES: readonly (readonly [Shape, Shape])[] = [
  [[3, 5], [5, 4]],
  [[17, 33], [33, 9]],
  [[1, 7], [7, 1]],
  [[2, 3, 5], [2, 5, 4]],
  [[2, 3, 5], [1, 5, 4]],
  [[2, 3, 3, 4], [2, 3, 4, 2]],
  [[0, 3], [3, 4]],
];

const products: readonly Case[] = SHAPES.flatMap(([a, b]) =>
  TURNED.map(([turnA, turnB]) => ({
    name: `[${a}]${turnA ? " turned" : ""} by [${b}]${turnB ? " turned" : ""}`,
    inputs: [turn(a, turnA), turn(b, turnB)],
    compute: (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, turnA, turnB),
  }))
);

/** Spread over batches: TensorFlow.js's gradient forgets to sum over them. */
const isSpread = ({ name }: Case) => /\[2,3,5\].*\[1,5,4\]/.test(name);

export const matrixProducts: readonly Case[] = [
  ...products.map((one) => isSpread(one) ? { ...one, gradients: false } : one),
  {
    name: "spread over two axes of batches",
    inputs: [uniform([2, 1, 3, 4]), uniform([1, 3, 4, 2])],
    gradients: false,
    // On cpu TensorFlow.js's own product has too few values.
    compute: (a: tf.Tensor, b: tf.Tensor) =>
      tf.getBackend() === "cpu"
        ? tf.sum(tf.mul(tf.expandDims(a, 4), tf.expandDims(b, 2)), 3)
        : tf.matMul(a, b),
  },
  {
    name: "dot of vectors",
    inputs: [uniform([7]), uniform([7])],
    compute: (a: tf.Tensor, b: tf.Tensor) => tf.dot(a, b),
  },
  {
    name: "outer product",
    inputs: [uniform([4]), uniform([3])],
    compute: (a: tf.Tensor, b: tf.Tensor) =>
      tf.outerProduct(a as tf.Tensor1D, b as tf.Tensor1D),
  },
  {
    name: "of a matrix with itself",
    inputs: [uniform([5, 5])],
    compute: (x: tf.Tensor) => [tf.matMul(x, x), tf.matMul(x, x, false, true)],
  },
  {
    name: "einsum",
    inputs: [uniform([2, 3, 4]), uniform([4, 5])],
    gradients: false,
    compute: (a: tf.Tensor, b: tf.Tensor) => tf.einsum("bij,jk->bik", a, b),
  },
];
