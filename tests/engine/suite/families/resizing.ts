import * as tf from "@tensorflow/tfjs";
import { type Case, given, uniform } from "../case.ts";

type Size = readonly [number, number];
interface Row {
  readonly x: readonly [number, number, number, number];
  readonly to: Size;
  readonly alignCorners?: boolean;
  readonly halfPixelCenters?: boolean;
}

const ROWS: readonly Row[] = [
  { x: [2, 4, 3, 5], to: [8, 6] },
  { x: [1, 4, 4, 16], to: [8, 8] },
  { x: [2, 5, 4, 3], to: [7, 9] },
  { x: [1, 8, 6, 3], to: [4, 3] },
  { x: [1, 9, 7, 2], to: [4, 5] },
  { x: [1, 3, 3, 1], to: [1, 1] },
  { x: [1, 1, 1, 4], to: [3, 2] },
  { x: [1, 4, 5, 2], to: [4, 5] },
  { x: [2, 4, 3, 5], to: [8, 6], alignCorners: true },
  { x: [1, 5, 4, 3], to: [3, 9], alignCorners: true },
  { x: [1, 1, 3, 2], to: [4, 1], alignCorners: true },
  { x: [2, 4, 3, 5], to: [8, 6], halfPixelCenters: true },
  { x: [1, 9, 7, 2], to: [4, 5], halfPixelCenters: true },
];

const both: readonly Case[] = ROWS.flatMap(
  ({ x: shape, to, alignCorners = false, halfPixelCenters = false }) =>
    (["resizeBilinear", "resizeNearestNeighbor"] as const).map((kind) => ({
      name: `${kind} of ${shape.join("x")} to ${to.join("x")}` +
        (alignCorners ? ", corners aligned" : "") +
        (halfPixelCenters ? ", half pixel centres" : ""),
      inputs: [uniform(shape)],
      // The gradients know nothing of half pixel centres.
      gradients: !halfPixelCenters,
      compute: (x: tf.Tensor4D) =>
        tf.image[kind](x, [to[0], to[1]], alignCorners, halfPixelCenters),
    })),
);

const upsampled = (interpolation: "nearest" | "bilinear") => (x: tf.Tensor) =>
  tf.layers.upSampling2d({ size: [2, 2], interpolation }).apply(x) as tf.Tensor;

export const resizing: readonly Case[] = [
  ...both,
  {
    name: "upSampling2d, nearest",
    inputs: [uniform([2, 3, 4, 3])],
    compute: upsampled("nearest"),
  },
  {
    name: "upSampling2d, bilinear",
    inputs: [uniform([2, 3, 4, 3])],
    compute: upsampled("bilinear"),
  },
  {
    name: "flipLeftRight",
    inputs: [uniform([1, 3, 4, 2])],
    gradients: false,
    compute: (x: tf.Tensor) => tf.image.flipLeftRight(x as tf.Tensor4D),
  },
  {
    name: "cropAndResize",
    inputs: [uniform([2, 5, 6, 3]), given([0, 0.1, 0.9, 0.8, 0.2, 0, 1, 1], [2, 4])],
    gradients: false,
    compute: (x: tf.Tensor, boxes: tf.Tensor) =>
      tf.image.cropAndResize(
        x as tf.Tensor4D,
        boxes as tf.Tensor2D,
        tf.tensor1d([0, 1], "int32"),
        [3, 4],
        "bilinear",
      ),
  },
];
