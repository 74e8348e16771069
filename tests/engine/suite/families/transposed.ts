import * as tf from "@tensorflow/tfjs";
import { type Case, uniform } from "../case.ts";

interface Row {
  readonly x: readonly [number, number, number, number];
  /** Height, width, output channels. */
  readonly filter: readonly [number, number, number];
  readonly strides: readonly [number, number];
  readonly pad: "same" | "valid";
  /** Height and width of the output. */
  readonly output: readonly [number, number];
}

const ROWS: readonly Row[] = [
  { x: [2, 5, 4, 8], filter: [2, 2, 6], strides: [2, 2], pad: "same", output: [10, 8] },
  { x: [1, 4, 4, 16], filter: [2, 2, 8], strides: [2, 2], pad: "valid", output: [8, 8] },
  { x: [2, 5, 4, 3], filter: [3, 3, 5], strides: [2, 2], pad: "same", output: [10, 8] },
  { x: [1, 5, 4, 3], filter: [3, 3, 5], strides: [2, 2], pad: "same", output: [9, 7] },
  { x: [1, 4, 5, 3], filter: [3, 3, 2], strides: [2, 2], pad: "valid", output: [9, 11] },
  { x: [1, 5, 6, 4], filter: [3, 3, 4], strides: [1, 1], pad: "same", output: [5, 6] },
  { x: [1, 3, 3, 2], filter: [4, 4, 3], strides: [2, 2], pad: "same", output: [6, 6] },
  { x: [1, 3, 2, 2], filter: [3, 2, 1], strides: [1, 2], pad: "valid", output: [5, 4] },
  { x: [1, 2, 3, 5], filter: [1, 1, 4], strides: [1, 1], pad: "same", output: [2, 3] },
  { x: [1, 3, 3, 1], filter: [2, 2, 1], strides: [3, 3], pad: "same", output: [9, 9] },
];

export const transposed: readonly Case[] = ROWS.map(
  ({ x: shape, filter, strides, pad, output }) => ({
    name: `${shape.join("x")} by ${filter.join("x")} to ${output.join("x")}, ` +
      `strides ${strides}, ${pad}`,
    inputs: [uniform(shape), uniform([...filter, shape[3]])],
    compute: (x: tf.Tensor4D, weights: tf.Tensor4D) =>
      tf.conv2dTranspose(
        x,
        weights,
        [shape[0], output[0], output[1], filter[2]],
        [strides[0], strides[1]],
        pad,
      ),
  }),
);
