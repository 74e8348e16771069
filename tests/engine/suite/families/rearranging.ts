import * as tf from "@tensorflow/tfjs";
import { type Case, uniform } from "../case.ts";

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

/** One tensor whose values change their places. */
export const rearranging: readonly Case[] = Object.entries(single).map((
  [name, [shape, compute]],
) => ({
  name,
  inputs: [uniform(shape)],
  ...(WITHOUT_GRADIENT.test(name) ? { gradients: false } : {}),
  compute,
}));
