import * as tf from "@tensorflow/tfjs";
import { type Case, uniform } from "../case.ts";

type Pair = readonly [number, number];
interface Row {
  /** Batch, height, width, channels. */
  readonly x: readonly [number, number, number, number];
  /** Height, width and output channels of the filter. */
  readonly filter: readonly [number, number, number];
  readonly strides?: Pair;
  readonly pad?: "same" | "valid" | number | tf.backend_util.ExplicitPadding;
  readonly dilations?: Pair;
  readonly rounding?: "floor" | "round" | "ceil";
}

const ROWS: readonly Row[] = [
  { x: [2, 9, 7, 3], filter: [3, 3, 16] },
  { x: [1, 8, 8, 16], filter: [3, 3, 8] },
  { x: [1, 5, 6, 17], filter: [3, 3, 33] },
  { x: [3, 8, 6, 5], filter: [3, 3, 12], pad: "valid" },
  { x: [1, 6, 6, 9], filter: [1, 1, 1] },
  { x: [2, 1, 1, 4], filter: [1, 1, 6] },
  { x: [2, 7, 7, 6], filter: [1, 1, 5], strides: [2, 2] },
  { x: [1, 1, 11, 2], filter: [1, 3, 3] },
  { x: [1, 11, 1, 2], filter: [5, 1, 3] },
  { x: [1, 2, 2, 3], filter: [5, 5, 4] },
  { x: [1, 3, 3, 1], filter: [3, 3, 1], pad: "valid" },
  { x: [2, 8, 8, 4], filter: [2, 2, 7], strides: [2, 2] },
  { x: [2, 9, 11, 6], filter: [3, 3, 10], strides: [2, 2] },
  { x: [1, 8, 8, 3], filter: [3, 3, 4], strides: [2, 2], pad: "valid" },
  { x: [1, 10, 7, 3], filter: [2, 2, 4], strides: [3, 3], pad: "valid" },
  { x: [2, 9, 11, 4], filter: [5, 3, 4], strides: [2, 3], pad: "valid" },
  { x: [1, 7, 5, 8], filter: [4, 2, 9], strides: [1, 2] },
  { x: [1, 12, 10, 3], filter: [7, 7, 5], strides: [2, 2] },
  { x: [1, 6, 5, 3], filter: [3, 3, 4], pad: 1 },
  { x: [1, 6, 5, 3], filter: [3, 3, 4], pad: 2, strides: [2, 2], rounding: "floor" },
  { x: [1, 6, 5, 3], filter: [3, 2, 4], pad: [[0, 0], [1, 2], [0, 1], [0, 0]] },
  { x: [2, 9, 9, 3], filter: [3, 3, 4], dilations: [2, 2] },
  { x: [1, 11, 9, 2], filter: [3, 3, 5], dilations: [3, 2], pad: "valid" },
  { x: [0, 5, 5, 3], filter: [3, 3, 4] },
];

const words = ({ x, filter, strides, pad = "same", dilations, rounding }: Row) =>
  `${x.join("x")} by ${filter.join("x")}, ${JSON.stringify(pad)}` +
  (strides ? `, strides ${strides}` : "") +
  (dilations ? `, dilations ${dilations}` : "") + (rounding ? `, ${rounding}` : "");

const planar: readonly Case[] = ROWS.map((row) => ({
  name: words(row),
  inputs: [
    uniform(row.x),
    uniform([row.filter[0], row.filter[1], row.x[3], row.filter[2]]),
  ],
  // TensorFlow.js has no gradient of a dilated convolution.
  gradients: row.dilations === undefined,
  compute: (x: tf.Tensor4D, filter: tf.Tensor4D) =>
    tf.conv2d(
      x,
      filter,
      [...row.strides ?? [1, 1]] as [number, number],
      row.pad ?? "same",
      "NHWC",
      [...row.dilations ?? [1, 1]] as [number, number],
      row.rounding,
    ),
}));

export const convolution: readonly Case[] = [
  ...planar,
  {
    name: "of rank 3",
    inputs: [uniform([5, 7, 2]), uniform([3, 3, 2, 3])],
    compute: (x: tf.Tensor3D, filter: tf.Tensor4D) => tf.conv2d(x, filter, 1, "same"),
  },
  {
    name: "along one axis",
    inputs: [uniform([2, 9, 3]), uniform([3, 3, 4])],
    compute: (x: tf.Tensor3D, filter: tf.Tensor3D) => tf.conv1d(x, filter, 2, "same"),
  },
  {
    name: "in three dimensions",
    inputs: [uniform([1, 4, 5, 3, 2]), uniform([2, 3, 2, 2, 3])],
    compute: (x: tf.Tensor5D, filter: tf.Tensor5D) =>
      tf.conv3d(x, filter, [1, 2, 1], "same"),
  },
  {
    name: "the same filter twice",
    inputs: [uniform([1, 6, 6, 4]), uniform([3, 3, 4, 4])],
    compute: (x: tf.Tensor4D, filter: tf.Tensor4D) =>
      tf.conv2d(tf.conv2d(x, filter, 1, "same"), filter, 1, "same"),
  },
  {
    name: "of a slice, by a filter that is a transposed one",
    inputs: [uniform([3, 6, 6, 4]), uniform([3, 3, 5, 4])],
    compute: (x: tf.Tensor4D, filter: tf.Tensor4D) =>
      tf.conv2d(tf.slice(x, 1, 1), tf.transpose(filter, [0, 1, 3, 2]), 1, "same"),
  },
];
