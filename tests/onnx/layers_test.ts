import { assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { type BatchShape, InputError, networkToOnnx, useEngine } from "#karyon";
import { chain } from "../architectures/checks.ts";
import { assertSameInOnnx } from "./checks.ts";

/** Even and odd sides: where `same` pads differently for each. */
const SIZES: readonly BatchShape[] = [[2, 6, 9, 3], [1, 7, 8, 3], [1, 5, 5, 3]];

const initializer = tf.initializers.randomNormal({ seed: 5 });

type Padding = "same" | "valid";

async function check(...layers: tf.layers.Layer[]): Promise<void> {
  await useEngine("wasm");
  await assertSameInOnnx(chain(...layers), SIZES, 1e-5);
}

for (const padding of ["same", "valid"] as const satisfies readonly Padding[]) {
  for (const kernelSize of [1, 2, 3, 4]) {
    for (const strides of [1, 2, 3]) {
      const window = `kernel ${kernelSize}, stride ${strides}, ${padding}`;
      Deno.test(`a convolution is the same in ONNX: ${window}`, () =>
        check(
          tf.layers.conv2d({
            filters: 2,
            kernelSize,
            strides,
            padding,
            kernelInitializer: initializer,
          }),
        ));
      Deno.test(`a transposed convolution is the same in ONNX: ${window}`, () =>
        check(
          tf.layers.conv2dTranspose({
            filters: 2,
            kernelSize,
            strides,
            padding,
            kernelInitializer: initializer,
          }),
        ));
      // Refused, see below.
      if (padding === "same" && kernelSize === 2 && strides === 3) continue;
      Deno.test(`a pooling is the same in ONNX: ${window}`, () =>
        check(
          tf.layers.maxPooling2d({ poolSize: kernelSize, strides, padding }),
          tf.layers.averagePooling2d({ poolSize: 2, strides: 1, padding: "same" }),
        ));
    }
  }
}

Deno.test("a dilated convolution is the same in ONNX", () =>
  check(
    tf.layers.conv2d({
      filters: 2,
      kernelSize: 3,
      dilationRate: 2,
      padding: "same",
      useBias: false,
      activation: "tanh",
      kernelInitializer: initializer,
    }),
  ));

Deno.test("a depthwise convolution is the same in ONNX, with a multiplier too", () =>
  check(
    tf.layers.depthwiseConv2d({
      kernelSize: 3,
      depthMultiplier: 2,
      padding: "same",
      activation: "relu",
      depthwiseInitializer: initializer,
    }),
  ));

for (const interpolation of ["nearest", "bilinear"] as const) {
  Deno.test(`an enlargement is the same in ONNX: ${interpolation}`, () =>
    check(tf.layers.upSampling2d({ size: [2, 3], interpolation })));
}

Deno.test("normalisations are the same in ONNX, with and without what is learned", () =>
  check(
    tf.layers.batchNormalization({ scale: false }),
    tf.layers.layerNormalization({ center: false, epsilon: 0.1 }),
    tf.layers.batchNormalization({ center: false, epsilon: 0.2 }),
    tf.layers.layerNormalization(),
  ));

Deno.test("croppings are the same in ONNX, at some edges or none", () =>
  check(
    tf.layers.cropping2D({ cropping: [[1, 0], [0, 2]] }),
    tf.layers.cropping2D({ cropping: [[0, 1], [1, 1]] }),
  ));

Deno.test("rows become maps in ONNX in the order of TensorFlow.js, and back", async () => {
  await useEngine("wasm");
  const network = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [2, 3, 4] }),
      tf.layers.dense({ units: 12, activation: "sigmoid" }),
      tf.layers.reshape({ targetShape: [2, 3, 2] }),
      tf.layers.conv2d({ filters: 2, kernelSize: 2, activation: "softmax" }),
    ],
  });
  await assertSameInOnnx(network, [[3, 2, 3, 4]], 1e-5);
});

Deno.test("maps are merged in ONNX as in TensorFlow.js", async () => {
  await useEngine("wasm");
  const input = tf.input({ shape: [null, null, 3] });
  const part = (filters: number) =>
    tf.layers.conv2d({ filters, kernelSize: 1, kernelInitializer: initializer })
      .apply(input) as tf.SymbolicTensor;
  const [a, b, c] = [part(3), part(3), part(1)];
  const merged = [
    tf.layers.add().apply([a, b, input]),
    tf.layers.multiply().apply([a, c]),
    tf.layers.average().apply([a, b, input]),
    tf.layers.maximum().apply([a, b]),
    tf.layers.minimum().apply([a, b, input]),
  ] as tf.SymbolicTensor[];
  const outputs = tf.layers.concatenate().apply(merged) as tf.SymbolicTensor;
  await assertSameInOnnx(tf.model({ inputs: input, outputs }), SIZES, 1e-5);
});

Deno.test("networkToOnnx() refuses settings of layers that ONNX computes otherwise", async () => {
  await useEngine("wasm");
  const refused = (layer: tf.layers.Layer, words: string) => {
    const input = tf.input({ shape: [6, 6, 3] });
    const outputs = layer.apply(input) as tf.SymbolicTensor;
    const network = tf.model({ inputs: input, outputs });
    assertThrows(() => networkToOnnx(network, { name: "n" }), InputError, words);
  };
  refused(
    tf.layers.batchNormalization({ name: "rows", axis: 1 }),
    '"rows" (BatchNormalization) to have the channels as its axis but found 1',
  );
  refused(
    tf.layers.maxPooling2d({ poolSize: 2, strides: 3, padding: "same" }),
    "windows no shorter than their stride",
  );
  refused(tf.layers.dense({ name: "deep", units: 2 }), '"deep" (Dense) to have an input');
  refused(
    tf.layers.reLU({ name: "capped", maxValue: 6 }),
    "no largest value but found 6",
  );
});
