import { assert, assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { InputError, useEngine } from "#karyon";
import { assertLikeCpu, computeOn, numbers } from "./compare.ts";

interface Case {
  /** Batch, height, width. */
  readonly images: [number, number, number];
  readonly channels: [number, number];
  readonly kernel: [number, number];
  readonly strides?: [number, number];
  readonly pad: "same" | "valid" | number;
}

/** Shapes that reach every tile, every edge and every remainder. */
const CASES: readonly Case[] = [
  { images: [2, 9, 7], channels: [3, 16], kernel: [3, 3], pad: "same" },
  { images: [1, 8, 8], channels: [16, 8], kernel: [3, 3], pad: "same" },
  { images: [2, 8, 6], channels: [5, 12], kernel: [3, 3], pad: "valid" },
  { images: [2, 6, 6], channels: [9, 1], kernel: [1, 1], pad: "same" },
  { images: [1, 3, 2], channels: [2, 3], kernel: [3, 3], pad: "same" },
  { images: [1, 12, 12], channels: [8, 8], kernel: [3, 3], pad: 2 },
  { images: [3, 20, 33], channels: [7, 13], kernel: [5, 5], pad: "same" },
  { images: [1, 26, 24], channels: [32, 40], kernel: [3, 3], pad: "same" },
  { images: [1, 8, 8], channels: [4, 7], kernel: [2, 2], strides: [2, 2], pad: "same" },
  { images: [2, 9, 11], channels: [6, 10], kernel: [3, 3], strides: [2, 2], pad: "same" },
  { images: [2, 9, 11], channels: [4, 4], kernel: [5, 3], strides: [2, 3], pad: "valid" },
  { images: [2, 7, 5], channels: [8, 9], kernel: [4, 2], strides: [1, 2], pad: "same" },
  { images: [1, 7, 7], channels: [3, 5], kernel: [1, 1], strides: [2, 2], pad: "valid" },
];

type Map4D = tf.Tensor4D;

/** The result, with bias and ReLU too, and both gradients. */
function convolveBothWays({ images, channels, kernel, strides = [1, 1], pad }: Case) {
  const x = numbers([...images, channels[0]], 1) as Map4D;
  const filter = numbers([...kernel, ...channels], 2) as Map4D;
  const forward = (a: Map4D, b: Map4D) => tf.conv2d(a, b, strides, pad);
  const y = forward(x, filter);
  const dy = numbers(y.shape, 3);
  const bias = numbers([channels[1]], 4);
  const fused = (activation: "linear" | "relu" | "relu6" | "sigmoid") =>
    tf.fused.conv2d({ x, filter, strides, pad, bias, activation });
  return [
    y,
    ...tf.grads(forward as never)([x, filter], dy),
    ...(["linear", "relu", "relu6", "sigmoid"] as const).map(fused),
  ];
}

for (const one of CASES) {
  const { images, channels, kernel, strides, pad } = one;
  Deno.test(
    `wasm agrees with cpu on a ${kernel.join("x")} convolution of ${images.join("x")}x` +
      `${channels[0]} to ${channels[1]}, stride ${strides ?? 1}, ${pad}, both ways`,
    () => assertLikeCpu(() => convolveBothWays(one)),
  );
}

for (const dilation of [2, 3]) {
  for (const pad of ["same", "valid"] as const) {
    Deno.test(`wasm agrees with cpu on a convolution with dilation ${dilation}, ${pad}`, () =>
      assertLikeCpu(() => [
        tf.conv2d(
          numbers([2, 17, 19, 6], 1) as Map4D,
          numbers([3, 3, 6, 10], 2) as Map4D,
          1,
          pad,
          "NHWC",
          dilation,
        ),
      ]));
  }
}

for (const [kernel, stride] of [[2, 2], [3, 2], [3, 1], [2, 3]] as const) {
  Deno.test(`wasm agrees with cpu on a transposed convolution, kernel ${kernel}, stride ${stride}, forward and backward`, () =>
    assertLikeCpu(() => {
      const x = numbers([2, 5, 4, 8], 4) as Map4D;
      const filter = numbers([kernel, kernel, 6, 8], 5) as Map4D;
      const forward = (a: Map4D, b: Map4D) =>
        tf.conv2dTranspose(a, b, [2, 5 * stride, 4 * stride, 6], stride, "same");
      const y = forward(x, filter);
      return [y, ...tf.grads(forward as never)([x, filter], numbers(y.shape, 6))];
    }));
}

Deno.test("the convolutions leave no tensor behind, and no number out of place", async () => {
  const [first] = await computeOn("wasm", () => convolveBothWays(CASES[0]!));
  const before = tf.memory().numTensors;
  for (const one of CASES) await computeOn("wasm", () => convolveBothWays(one));
  const [last] = await computeOn("wasm", () => convolveBothWays(CASES[0]!));
  assertEquals(tf.memory().numTensors, before);
  assertEquals(last!.values, first!.values);
});

Deno.test("ReLU in a convolution keeps what is not a number", async () => {
  const [y] = await computeOn("wasm", () => {
    const x = tf.fill([1, 4, 4, 1], NaN) as Map4D;
    const filter = tf.ones([1, 1, 1, 8]) as Map4D;
    return [tf.fused.conv2d({ x, filter, strides: 1, pad: "same", activation: "relu" })];
  });
  assert(y!.values.every(Number.isNaN));
});

Deno.test("images NCHW are refused by the kernel's name, with the shapes", async () => {
  await useEngine("wasm");
  const x = tf.zeros<tf.Rank.R4>([1, 3, 8, 8]),
    filter = tf.zeros<tf.Rank.R4>([3, 3, 3, 4]);
  await assertRejects(
    // deno-lint-ignore require-await
    async () => tf.conv2d(x, filter, 1, "same", "NCHW"),
    InputError,
    "Conv2D: Expected images NHWC (channels last) but found NCHW for input [1,3,8,8]",
  );
  tf.dispose([x, filter]);
});
