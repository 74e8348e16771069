import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useEngine } from "#karyon";

type Pad = "same" | "valid";
interface Case {
  readonly size: [number, number];
  readonly channels: [number, number];
  readonly kernel: [number, number];
  readonly strides: [number, number];
  readonly pad: Pad;
}

/** Shapes that reach every tile of the kernel and every path around it. */
const CASES: readonly Case[] = [
  { size: [9, 7], channels: [3, 16], kernel: [3, 3], strides: [1, 1], pad: "same" },
  { size: [8, 8], channels: [16, 8], kernel: [3, 3], strides: [1, 1], pad: "same" },
  { size: [8, 6], channels: [5, 12], kernel: [3, 3], strides: [1, 1], pad: "valid" },
  { size: [6, 6], channels: [9, 1], kernel: [1, 1], strides: [1, 1], pad: "same" },
  { size: [8, 8], channels: [4, 7], kernel: [2, 2], strides: [2, 2], pad: "same" },
  { size: [9, 11], channels: [6, 10], kernel: [3, 3], strides: [2, 2], pad: "same" },
  { size: [9, 11], channels: [4, 4], kernel: [5, 3], strides: [2, 3], pad: "valid" },
  { size: [7, 5], channels: [8, 9], kernel: [4, 2], strides: [1, 2], pad: "same" },
];

/** Both gradients of one convolution, for a fixed random upstream gradient. */
async function gradients(engine: string, { size, channels, kernel, strides, pad }: Case) {
  // A silent fall back would compare an engine with itself.
  assertEquals((await useEngine(engine)).name, engine);
  const x = tf.randomUniform<tf.Rank.R4>([2, ...size, channels[0]], -1, 1, "float32", 1);
  const filter = tf.randomUniform<tf.Rank.R4>(
    [...kernel, ...channels],
    -1,
    1,
    "float32",
    2,
  );
  const forward = (a: tf.Tensor4D, b: tf.Tensor4D) => tf.conv2d(a, b, strides, pad);
  const y = forward(x, filter);
  const dy = tf.randomUniform<tf.Rank.R4>(y.shape, -1, 1, "float32", 3);
  const [dx, dw] = tf.grads(forward as never)([x, filter], dy);
  const values = [await dx!.data(), await dw!.data()];
  assertEquals([dx!.shape, dw!.shape], [x.shape, filter.shape]);
  tf.dispose([x, filter, y, dy, dx!, dw!]);
  return values;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  assertEquals(a.length, b.length);
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

for (const one of CASES) {
  const { size, channels, kernel, strides, pad } = one;
  Deno.test(
    `wasm agrees with cpu on the gradients of a ${kernel.join("x")} convolution, ` +
      `${size.join("x")}x${channels[0]} to ${channels[1]}, stride ${strides}, ${pad}`,
    async () => {
      const [dx, dw] = await gradients("wasm", one);
      const [cpuDx, cpuDw] = await gradients("cpu", one);
      assert(largestDifference(dx!, cpuDx!) < 1e-4);
      assert(largestDifference(dw!, cpuDw!) < 1e-4);
    },
  );
}

async function transposed(engine: string, kernel: number, stride: number) {
  assertEquals((await useEngine(engine)).name, engine);
  const x = tf.randomUniform<tf.Rank.R4>([2, 5, 4, 8], -1, 1, "float32", 4);
  const filter = tf.randomUniform<tf.Rank.R4>(
    [kernel, kernel, 6, 8],
    -1,
    1,
    "float32",
    5,
  );
  const forward = (a: tf.Tensor4D, b: tf.Tensor4D) =>
    tf.conv2dTranspose(a, b, [2, 5 * stride, 4 * stride, 6], stride, "same");
  const y = forward(x, filter);
  const dy = tf.randomUniform<tf.Rank.R4>(y.shape, -1, 1, "float32", 6);
  const [dx, dw] = tf.grads(forward as never)([x, filter], dy);
  const values = [await y.data(), await dx!.data(), await dw!.data()];
  tf.dispose([x, filter, y, dy, dx!, dw!]);
  return values;
}

for (const [kernel, stride] of [[2, 2], [3, 2], [3, 1]] as const) {
  Deno.test(`wasm agrees with cpu on a transposed convolution, kernel ${kernel}, stride ${stride}, forward and backward`, async () => {
    const wasm = await transposed("wasm", kernel, stride);
    const cpu = await transposed("cpu", kernel, stride);
    wasm.forEach((values, i) => assert(largestDifference(values, cpu[i]!) < 1e-4));
  });
}

Deno.test("the gradient kernels leave no tensor behind", async () => {
  await gradients("wasm", CASES[0]!);
  const before = tf.memory().numTensors;
  for (const one of CASES) await gradients("wasm", one);
  await transposed("wasm", 2, 2);
  assertEquals(tf.memory().numTensors, before);
});
