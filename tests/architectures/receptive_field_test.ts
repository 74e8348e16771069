import { assertEquals, assertGreater } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  buildHRNet,
  buildUNet,
  buildUNet2015,
  buildUNetPlusPlus,
  measureArchitecture,
  useEngine,
} from "#karyon";
import { chain } from "./checks.ts";

/**
 * The receptive field's width by trial: one column after the other is made
 * bright on a black image. With positive weights and no biases, what can depend
 * on the column is then above zero, and all else is zero.
 */
function widestByTrial(
  network: tf.LayersModel,
  width: number,
  isTurned = false,
): number {
  tf.tidy(() =>
    network.setWeights(
      network.weights.map(({ name, shape }) => {
        const isZero = /bias|beta|moving_mean/.test(name);
        return isZero ? tf.zeros(shape as number[]) : tf.ones(shape as number[]);
      }),
    )
  );
  const output = tf.tidy(() => {
    const columns = tf.eye(width).reshape([width, 1, width, 1]);
    const images = columns.tile([1, network.inputs[0]!.shape[1] ?? 16, 1, 3]);
    const given = isTurned ? images.transpose([0, 2, 1, 3]) : images;
    const result = network.predict(given) as tf.Tensor4D;
    const turned = isTurned ? result.transpose([0, 2, 1, 3]) : result;
    return turned.max([1, 3]).arraySync() as number[][];
  });
  // Places near the border see less.
  const places = output[0]!.length, middle = Math.floor(places / 2);
  let widest = 0;
  for (let place = middle - 4; place < middle + 4; place++) {
    const seen = output.flatMap((row, column) => row[place]! > 0 ? [column] : []);
    widest = Math.max(widest, seen.at(-1)! - seen[0]! + 1);
  }
  assertGreater(width, widest + 16);
  return widest;
}

/** The network without its last layer, whose sigmoid would hide small numbers. */
function withoutHead(network: tf.LayersModel): tf.LayersModel {
  const { inputs, layers } = network;
  return tf.model({ inputs, outputs: layers.at(-2)!.output as tf.SymbolicTensor });
}

const relu = { padding: "same", activation: "relu" } as const;
const {
  averagePooling2d,
  conv2d,
  conv2dTranspose,
  cropping2D,
  depthwiseConv2d,
  maxPooling2d,
  separableConv2d,
  upSampling2d,
  zeroPadding2d,
} = tf.layers;

for (
  const [name, build, width] of [
    ["a U-Net", () => withoutHead(buildUNet({ filters: 1, depth: 2 })), 96],
    ["a U-Net++", () => withoutHead(buildUNetPlusPlus({ filters: 1, depth: 2 })), 96],
    [
      "a U-Net that grows bilinearly",
      () => withoutHead(buildUNet({ filters: 1, depth: 2, upsampling: "bilinear" })),
      96,
    ],
    [
      "the U-Net of 2015",
      () => withoutHead(buildUNet2015({ filters: 1, depth: 2, channels: 3, size: 92 })),
      92,
    ],
    ["an HRNet", () => withoutHead(buildHRNet({ filters: 1, branches: 3 })), 96],
    ["strides, dilation and pools", () =>
      chain(
        conv2d({ ...relu, filters: 1, kernelSize: [3, 5], strides: [1, 2] }),
        conv2d({ filters: 1, kernelSize: 3, dilationRate: [1, 3] }),
        maxPooling2d({ poolSize: [2, 3], strides: 2, padding: "same" }),
        separableConv2d({ ...relu, filters: 2, kernelSize: 3 }),
        averagePooling2d({ poolSize: [1, 2], strides: 1, padding: "same" }),
      ), 128],
    ["transposed convolutions", () =>
      chain(
        conv2d({ ...relu, filters: 1, kernelSize: 3, strides: 2 }),
        maxPooling2d({ poolSize: 2 }),
        conv2dTranspose({ ...relu, filters: 1, kernelSize: 5, strides: 2 }),
        conv2dTranspose({ filters: 1, kernelSize: [2, 3], strides: 2 }),
        depthwiseConv2d({ ...relu, kernelSize: [3, 1] }),
      ), 64],
    ["upsampling, cropping and padding", () =>
      chain(
        maxPooling2d({ poolSize: 4 }),
        conv2d({ ...relu, filters: 1, kernelSize: 3 }),
        upSampling2d({ size: [2, 4], interpolation: "bilinear" }),
        cropping2D({ cropping: [[1, 2], [3, 0]] }),
        conv2d({ ...relu, filters: 1, kernelSize: 2, strides: 2 }),
        zeroPadding2d({ padding: [[0, 1], [2, 1]] }),
        upSampling2d({ size: [2, 2] }),
      ), 64],
  ] as const
) {
  Deno.test(`measureArchitecture() finds the field that a trial finds for ${name}`, async () => {
    await useEngine("wasm");
    const network = build();
    const { receptiveField } = measureArchitecture(network, width);
    assertEquals(receptiveField, [
      widestByTrial(network, width, true),
      widestByTrial(network, width),
    ]);
    network.dispose();
  });
}
