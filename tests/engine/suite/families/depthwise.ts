import * as tf from "@tensorflow/tfjs";
import { type Case, uniform } from "../case.ts";

interface Row {
  readonly x: readonly [number, number, number, number];
  /** Height, width and the outputs of each channel. */
  readonly filter: readonly [number, number, number];
  readonly strides?: readonly [number, number];
  readonly pad?: "same" | "valid" | number;
  readonly dilations?: readonly [number, number];
}

const ROWS: readonly Row[] = [
  { x: [2, 7, 5, 3], filter: [3, 3, 1] },
  { x: [1, 6, 6, 16], filter: [3, 3, 1] },
  { x: [1, 6, 5, 17], filter: [3, 3, 1], pad: "valid" },
  { x: [1, 6, 5, 3], filter: [3, 3, 2] },
  { x: [2, 7, 7, 4], filter: [3, 3, 1], strides: [2, 2] },
  { x: [1, 9, 8, 2], filter: [5, 2, 3], strides: [2, 2], pad: "valid" },
  { x: [1, 5, 5, 1], filter: [1, 1, 4] },
  { x: [1, 5, 5, 3], filter: [3, 3, 1], pad: 1 },
  { x: [1, 9, 7, 2], filter: [3, 3, 2], dilations: [2, 2] },
];

export const depthwise: readonly Case[] = [
  ...ROWS.map(({ x: shape, filter, strides = [1, 1], pad = "same", dilations }) => ({
    name: `${shape.join("x")} by ${filter.join("x")}, strides ${strides}, ${pad}` +
      (dilations ? `, dilations ${dilations}` : ""),
    inputs: [uniform(shape), uniform([filter[0], filter[1], shape[3], filter[2]])],
    // TensorFlow.js has no gradient of a dilated convolution.
    gradients: dilations === undefined,
    compute: (x: tf.Tensor4D, weights: tf.Tensor4D) =>
      tf.depthwiseConv2d(
        x,
        weights,
        [strides[0], strides[1]],
        pad,
        "NHWC",
        [dilations?.[0] ?? 1, dilations?.[1] ?? 1],
      ),
  })),
  {
    name: "separable",
    inputs: [uniform([1, 7, 6, 3]), uniform([3, 3, 3, 2]), uniform([1, 1, 6, 4])],
    compute: (x: tf.Tensor4D, depth: tf.Tensor4D, point: tf.Tensor4D) =>
      tf.separableConv2d(x, depth, point, 1, "same"),
  },
];
