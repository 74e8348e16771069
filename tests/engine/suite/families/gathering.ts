import * as tf from "@tensorflow/tfjs";
import { booleans, type Case, given, uniform, whole } from "../case.ts";

const INDICES = given([3, 0, 3, 1, 2, 0], [2, 3], "int32");

/** By indices, by marks, of integers and booleans, and out of nothing. */
export const gathering: readonly Case[] = [
  ...([0, 1] as const).map((axis) => ({
    name: `gather along ${axis}`,
    inputs: [uniform([4, 5]), INDICES],
    compute: (x: tf.Tensor, at: tf.Tensor) => tf.gather(x, at as tf.Tensor2D, axis),
  })),
  {
    name: "gather, one set of indices a batch",
    inputs: [uniform([2, 5, 3]), INDICES],
    gradients: false,
    compute: (x: tf.Tensor, at: tf.Tensor) => tf.gather(x, at as tf.Tensor2D, 1, 1),
  },
  {
    name: "gatherND",
    inputs: [uniform([3, 4, 2]), given([0, 1, 2, 3], [2, 2], "int32")],
    gradients: false,
    compute: (x: tf.Tensor, at: tf.Tensor) => tf.gatherND(x, at),
  },
  {
    name: "scatterND, some places twice",
    inputs: [given([4, 1, 4], [3, 1], "int32"), uniform([3, 2])],
    gradients: false,
    compute: (at: tf.Tensor, x: tf.Tensor) => tf.scatterND(at as tf.Tensor2D, x, [6, 2]),
  },
  {
    name: "oneHot",
    inputs: [given([0, 2, 1, 5, -1], [5], "int32")],
    compute: (x: tf.Tensor) => [
      tf.oneHot(x as tf.Tensor1D, 4),
      tf.oneHot(x as tf.Tensor1D, 3, 2, -1, "float32"),
    ],
  },
  {
    name: "stack of three",
    inputs: [uniform([2, 3]), uniform([2, 3]), uniform([2, 3])],
    compute: (...x: tf.Tensor[]) => [tf.stack(x, 0), tf.stack(x, 1), tf.stack(x, 2)],
  },
  {
    name: "mirrorPad",
    inputs: [uniform([2, 4, 5, 2])],
    gradients: false,
    compute: (x: tf.Tensor) =>
      (["reflect", "symmetric"] as const).map((mode) =>
        tf.mirrorPad(x, [[0, 0], [1, 2], [2, 1], [0, 1]], mode)
      ),
  },
  {
    name: "the gradient of mirrorPad",
    inputs: [uniform([3, 4])],
    compute: (x: tf.Tensor) => tf.mirrorPad(x, [[0, 0], [0, 0]], "reflect"),
  },
  {
    name: "of integers",
    inputs: [whole([3, 4]), whole([3, 2])],
    compute: (a: tf.Tensor, b: tf.Tensor) => [
      tf.concat([a, b], 1),
      tf.slice(a, [1, 1], [2, 2]),
      tf.transpose(a),
      tf.pad(a, [[1, 0], [0, 1]]),
      tf.reverse(a, 0),
      tf.tile(b, [1, 2]),
      tf.gather(a, [2, 0]),
    ],
  },
  {
    name: "of booleans",
    inputs: [booleans([3, 5]), booleans([3, 5])],
    compute: (a: tf.Tensor, b: tf.Tensor) => [
      tf.concat([a, b], 0),
      tf.slice(a, [1, 1], [2, 3]),
      tf.transpose(a),
      tf.reshape(b, [15]),
    ],
  },
  {
    name: "constants",
    inputs: [],
    compute: () => [
      tf.fill([2, 3], 1.5),
      tf.zeros([4], "int32"),
      tf.ones([2, 2], "bool"),
      tf.range(0, 5, 1, "int32"),
      tf.range(3, 0, -0.5),
      tf.linspace(0, 1, 7),
      tf.eye(3),
    ],
  },
  {
    name: "filled after others",
    inputs: [uniform([2, 3]), whole([4])],
    gradients: false,
    compute: (a: tf.Tensor, b: tf.Tensor) => [
      tf.zerosLike(a),
      tf.onesLike(a),
      tf.zerosLike(b),
      tf.onesLike(b),
    ],
  },
  {
    name: "unique",
    inputs: [given([3, 1, 3, 2, 1], [5], "int32")],
    compute: (x: tf.Tensor) => {
      const { values, indices } = tf.unique(x);
      return [values, indices];
    },
  },
];
