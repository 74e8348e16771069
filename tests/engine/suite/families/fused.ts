import * as tf from "@tensorflow/tfjs";
import { type Case, uniform } from "../case.ts";

const ACTIVATIONS = [
  "linear",
  "relu",
  "relu6",
  "elu",
  "leakyrelu",
  "sigmoid",
  "prelu",
] as const;

const slopes = (channels: number) => uniform([channels], 0.1, 0.9);

const convolutions: readonly Case[] = ACTIVATIONS.flatMap((activation) =>
  [[3, 1], [1, 1], [3, 2]].map(([kernel, stride]) => ({
    name: `conv2d ${kernel}x${kernel}, stride ${stride}, ${activation}`,
    inputs: [
      uniform([2, 7, 6, 3]),
      uniform([kernel!, kernel!, 3, 5]),
      uniform([5]),
      ...(activation === "prelu" ? [slopes(5)] : []),
    ],
    // TensorFlow.js has the gradients of these activations only.
    gradients: /linear|relu$/.test(activation) && activation !== "leakyrelu" &&
      activation !== "prelu",
    smooth: activation === "linear",
    compute: (...[x, filter, bias, slope]: tf.Tensor[]) =>
      tf.fused.conv2d({
        x: x as tf.Tensor4D,
        filter: filter as tf.Tensor4D,
        strides: stride!,
        pad: "same",
        bias: bias!,
        activation,
        leakyreluAlpha: 0.3,
        ...(slope ? { preluActivationWeights: slope } : {}),
      }),
  }))
);

const depthwise: readonly Case[] = ACTIVATIONS.map((activation) => ({
  name: `depthwiseConv2d, ${activation}`,
  inputs: [
    uniform([1, 6, 5, 4]),
    uniform([3, 3, 4, 1]),
    uniform([4]),
    ...(activation === "prelu" ? [slopes(4)] : []),
  ],
  gradients: false,
  compute: (...[x, filter, bias, slope]: tf.Tensor[]) =>
    tf.fused.depthwiseConv2d({
      x: x as tf.Tensor4D,
      filter: filter as tf.Tensor4D,
      strides: 1,
      pad: "same",
      bias: bias!,
      activation,
      leakyreluAlpha: 0.3,
      ...(slope ? { preluActivationWeights: slope } : {}),
    }),
}));

const products: readonly Case[] = ACTIVATIONS.flatMap((activation) =>
  [[2, 9, 5], [1, 3, 17]].map(([rows, inner, columns]) => ({
    name: `matMul [${rows},${inner}] by [${inner},${columns}], ${activation}`,
    inputs: [
      uniform([rows!, inner!]),
      uniform([inner!, columns!]),
      uniform([columns!]),
      ...(activation === "prelu" ? [slopes(columns!)] : []),
    ],
    gradients: activation === "linear" || activation === "relu",
    smooth: activation === "linear",
    compute: (...[a, b, bias, slope]: tf.Tensor[]) =>
      tf.fused.matMul({
        a: a!,
        b: b!,
        bias: bias!,
        activation,
        leakyreluAlpha: 0.3,
        ...(slope ? { preluActivationWeights: slope } : {}),
      }),
  }))
);

export const fused: readonly Case[] = [
  ...convolutions,
  ...depthwise,
  ...products,
  {
    name: "conv2d without a bias, relu",
    inputs: [uniform([1, 5, 5, 4]), uniform([3, 3, 4, 4])],
    smooth: false,
    compute: (x: tf.Tensor4D, filter: tf.Tensor4D) =>
      tf.fused.conv2d({ x, filter, strides: 1, pad: "valid", activation: "relu" }),
  },
  {
    name: "matMul, turned",
    inputs: [uniform([5, 3]), uniform([4, 5]), uniform([4])],
    gradients: false,
    compute: (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor) =>
      tf.fused.matMul({ a, b, transposeA: true, transposeB: true, bias }),
  },
];
