import * as tf from "@tensorflow/tfjs";
import { booleans, type Case, given, uniform, whole } from "../case.ts";

const concatenations: readonly Case[] = ([
  [[[2, 3], [4, 3]], 0],
  [[[2, 3], [2, 1], [2, 5]], 1],
  [[[2, 3, 4, 5], [2, 3, 4, 2]], 3],
  [[[2, 3, 4, 16], [2, 3, 4, 8]], -1],
  [[[1, 3, 4, 2], [1, 2, 4, 2]], 1],
  [[[2], [0], [3]], 0],
  [[[1, 2, 1, 2, 3], [1, 2, 4, 2, 3]], 2],
] as const).map(([shapes, axis]) => ({
  name: `concat of ${JSON.stringify(shapes)} along ${axis}`,
  inputs: shapes.map((shape) => uniform(shape)),
  compute: (...x: tf.Tensor[]) => tf.concat(x, axis),
}));

const slices: readonly Case[] = ([
  [[7], [2], [3]],
  [[4, 6], [1, 2], [2, 3]],
  [[4, 6], [1, 0], [2, 6]],
  [[3, 4, 5], [0, 1, 2], [3, 2, 1]],
  [[2, 5, 5, 3], [0, 1, 1, 0], [2, 3, 3, 3]],
  [[2, 5, 5, 6], [0, 0, 0, 3], [2, 5, 5, 3]],
  [[2, 2, 3, 2, 4], [0, 1, 0, 0, 1], [2, 1, 3, 2, 2]],
  [[4, 3], [2, 0], [0, 3]],
] as const).map(([shape, begin, size]) => ({
  name: `slice of [${shape}] at [${begin}], [${size}]`,
  inputs: [uniform(shape)],
  compute: (x: tf.Tensor) => tf.slice(x, [...begin], [...size]),
}));

const transpositions: readonly Case[] = ([
  [[5, 7], [1, 0]],
  [[2, 3, 4], [2, 0, 1]],
  [[2, 3, 4], [0, 2, 1]],
  [[2, 3, 4, 5], [0, 3, 1, 2]],
  [[2, 3, 4, 5], [0, 2, 3, 1]],
  [[3, 3, 4, 17], [0, 1, 3, 2]],
  [[2, 3, 2, 2, 3], [4, 2, 0, 1, 3]],
  [[1, 2, 2, 3, 1, 2], [5, 3, 1, 0, 2, 4]],
  [[0, 3], [1, 0]],
] as const).map(([shape, order]) => ({
  name: `transpose of [${shape}] to [${order}]`,
  inputs: [uniform(shape)],
  compute: (x: tf.Tensor) => tf.transpose(x, [...order]),
}));

const paddings: readonly Case[] = ([
  [[5], [[1, 2]]],
  [[3, 4], [[0, 1], [2, 0]]],
  [[2, 3, 4, 2], [[0, 0], [1, 1], [1, 2], [0, 0]]],
  [[2, 3, 2, 3], [[1, 0], [0, 0], [2, 1], [0, 3]]],
  [[1, 2, 2, 2, 3], [[0, 0], [0, 1], [1, 0], [0, 0], [1, 1]]],
] as const).map(([shape, widths]) => ({
  name: `pad of [${shape}] by ${JSON.stringify(widths)}`,
  inputs: [uniform(shape)],
  compute: (x: tf.Tensor) =>
    tf.pad(x, widths.map(([before, after]) => [before, after]), 0.5),
}));

const single: Readonly<Record<string, [readonly number[], (x: tf.Tensor) => tf.Tensor]>> =
  {
    "reshape to fewer axes": [[2, 3, 4], (x) => tf.reshape(x, [6, -1])],
    "reshape of a slice": [[4, 6], (x) => tf.reshape(tf.slice(x, 1, 2), [3, 4])],
    "reshape of a slice of a reshape": [
      [4, 6],
      (x) => tf.reshape(tf.slice(tf.reshape(x, [24]), 5, 12), [3, 2, 2]),
    ],
    "slice of a slice": [[6, 5], (x) => tf.slice(tf.slice(x, 1, 4), [1, 2], [2, 2])],
    "transpose of a slice": [[4, 6], (x) => tf.transpose(tf.slice(x, [1, 2], [3, 3]))],
    "expandDims and squeeze": [
      [1, 3, 1, 2],
      (x) => tf.squeeze(tf.expandDims(x, 2), [0]),
    ],
    "flatten": [[2, 3, 2], (x) => x.flatten()],
    "reverse of all": [[3, 4], (x) => tf.reverse(x)],
    "reverse along two": [[2, 3, 4, 2], (x) => tf.reverse(x, [1, 2])],
    "tile": [[2, 3], (x) => tf.tile(x, [2, 3])],
    "tile of rank 4": [[1, 2, 2, 3], (x) => tf.tile(x, [2, 1, 3, 1])],
    "stridedSlice": [[6, 7], (x) => tf.stridedSlice(x, [1, 0], [6, 7], [2, 3])],
    "stridedSlice backwards": [
      [6, 7],
      (x) => tf.stridedSlice(x, [5, 6], [0, 0], [-2, -1]),
    ],
    "unstack and stack": [[3, 4], (x) => tf.stack(tf.unstack(x, 1).toReversed(), 0)],
    "split and concat": [[2, 9], (x) => tf.concat(tf.split(x, 3, 1).toReversed(), 0)],
    "split in unequal parts": [
      [2, 9],
      (x) => tf.concat(tf.split(x, [2, 3, 4], 1).toReversed(), 1),
    ],
    "broadcastTo": [[3, 1], (x) => tf.broadcastTo(x, [2, 3, 4])],
    "depthToSpace": [[1, 2, 3, 8], (x) => tf.depthToSpace(x as tf.Tensor4D, 2)],
    "spaceToBatchND": [
      [1, 4, 6, 2],
      (x) => tf.spaceToBatchND(x, [2, 2], [[0, 0], [0, 2]]),
    ],
    "batchToSpaceND": [
      [4, 2, 3, 2],
      (x) => tf.batchToSpaceND(x, [2, 2], [[0, 0], [0, 1]]),
    ],
  };

/** Those that TensorFlow.js has no gradient of. */
const WITHOUT_GRADIENT = /stridedSlice|depthToSpace/;

const singles: readonly Case[] = Object.entries(single).map((
  [name, [shape, compute]],
) => ({
  name,
  inputs: [uniform(shape)],
  ...(WITHOUT_GRADIENT.test(name) ? { gradients: false } : {}),
  compute,
}));

const INDICES = given([3, 0, 3, 1, 2, 0], [2, 3], "int32");

const other: readonly Case[] = [
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

export const moving: readonly Case[] = [
  ...concatenations,
  ...slices,
  ...transpositions,
  ...paddings,
  ...singles,
  ...other,
];
