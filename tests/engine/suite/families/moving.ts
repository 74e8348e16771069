import * as tf from "@tensorflow/tfjs";
import { type Case, uniform } from "../case.ts";
import { gathering } from "./gathering.ts";
import { rearranging } from "./rearranging.ts";

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

/** Values change their places: tables of shapes, and what is not in them. */
export const moving: readonly Case[] = [
  ...concatenations,
  ...slices,
  ...transpositions,
  ...paddings,
  ...rearranging,
  ...gathering,
];
