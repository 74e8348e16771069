import * as tf from "@tensorflow/tfjs";
import { type Case, given, uniform } from "../case.ts";

interface Row {
  readonly x: readonly [number, number, number, number];
  readonly window: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly pad?: "same" | "valid" | number;
  readonly rounding?: "floor" | "round" | "ceil";
}

const ROWS: readonly Row[] = [
  { x: [2, 8, 6, 3], window: [2, 2], strides: [2, 2] },
  { x: [1, 8, 8, 16], window: [2, 2], strides: [2, 2] },
  { x: [2, 7, 9, 4], window: [2, 2], strides: [2, 2] },
  { x: [1, 7, 9, 4], window: [2, 2], strides: [2, 2], pad: "same" },
  { x: [1, 7, 7, 5], window: [3, 3], strides: [2, 2], pad: "same" },
  { x: [1, 6, 7, 17], window: [3, 3], strides: [1, 1] },
  { x: [2, 5, 5, 2], window: [3, 3], strides: [1, 1], pad: "same" },
  { x: [1, 9, 8, 3], window: [2, 3], strides: [3, 1] },
  { x: [1, 4, 5, 6], window: [4, 5], strides: [1, 1] },
  { x: [1, 6, 5, 3], window: [3, 3], strides: [2, 2], pad: 1 },
  { x: [1, 6, 5, 3], window: [3, 3], strides: [2, 2], pad: 1, rounding: "floor" },
  { x: [1, 5, 5, 1], window: [1, 1], strides: [2, 2] },
  { x: [0, 4, 4, 3], window: [2, 2], strides: [2, 2] },
];

const both: readonly Case[] = ROWS.flatMap(
  ({ x: shape, window, strides, pad = "valid", rounding }) =>
    (["max", "avg"] as const).map((kind) => ({
      name: `${kind} of ${shape.join("x")} by ${window.join("x")}, strides ${strides}, ` +
        `${pad}${rounding ? `, ${rounding}` : ""}`,
      inputs: [uniform(shape, -2, 1)],
      smooth: kind === "avg",
      compute: (x: tf.Tensor4D) =>
        (kind === "max" ? tf.maxPool : tf.avgPool)(
          x,
          [window[0], window[1]],
          [strides[0], strides[1]],
          pad,
          rounding,
        ),
    })),
);

export const pooling: readonly Case[] = [
  ...both,
  {
    name: "max of equal values gives the gradient to the first",
    inputs: [given(new Float32Array(2 * 4 * 4 * 3), [2, 4, 4, 3])],
    smooth: false,
    compute: (x: tf.Tensor4D) => tf.maxPool(x, 2, 2, "valid"),
  },
  {
    name: "max after relu, where many are zero",
    inputs: [uniform([1, 8, 8, 5], -2, 1)],
    smooth: false,
    compute: (x: tf.Tensor4D) => tf.maxPool(tf.relu(x), 2, 2, "valid"),
  },
  {
    name: "max twice of the same",
    inputs: [uniform([1, 8, 8, 3])],
    smooth: false,
    compute: (x: tf.Tensor4D) => {
      const pooled = tf.maxPool(x, 2, 2, "valid");
      return [tf.maxPool(pooled, 2, 2, "valid"), tf.square(pooled)];
    },
  },
  {
    name: "max of a slice",
    inputs: [uniform([3, 4, 6, 2])],
    smooth: false,
    compute: (x: tf.Tensor4D) => tf.maxPool(tf.slice(x, [1, 0, 2, 0]), 2, 2, "valid"),
  },
  {
    name: "max with its places",
    inputs: [uniform([1, 6, 6, 2])],
    gradients: false,
    compute: (x: tf.Tensor4D) => {
      const both = tf.maxPoolWithArgmax(x, 2, 2, "valid", true);
      return [both["result"]!, both["indexes"]!];
    },
  },
  {
    name: "dilated",
    inputs: [uniform([1, 8, 7, 2])],
    smooth: false,
    compute: (x: tf.Tensor4D) => tf.pool(x, [2, 2], "max", "valid", [2, 2]),
  },
  {
    name: "max of rank 3",
    inputs: [uniform([6, 4, 3])],
    smooth: false,
    compute: (x: tf.Tensor3D) => tf.maxPool(x, 2, 2, "same"),
  },
  {
    name: "avg in three dimensions",
    inputs: [uniform([1, 4, 4, 2, 3])],
    compute: (x: tf.Tensor5D) => tf.avgPool3d(x, 2, 2, "valid"),
  },
  {
    name: "max in three dimensions",
    inputs: [uniform([1, 4, 4, 2, 3])],
    smooth: false,
    compute: (x: tf.Tensor5D) => tf.maxPool3d(x, 2, 2, "valid"),
  },
];
