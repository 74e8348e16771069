import {
  assert,
  assertEquals,
  assertNotEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { Adam, binaryCrossEntropy, probeEngines } from "#karyon";
import { backend, bf16Test, nativeTest, random } from "./support.ts";

nativeTest("two readings of a result are two arrays", async () => {
  const x = tf.add(tf.tensor1d([1, 2]), 1);
  const [first, second, third] = [x.dataSync(), x.dataSync(), await x.data()];
  assert(first.buffer !== second.buffer);
  first.fill(-1);
  assertEquals([second, third, x.dataSync()], new Array(3).fill(Float32Array.of(2, 3)));
});

nativeTest("a tensor that is gone cannot be read", () => {
  const x = tf.neg(random([4]));
  x.dispose();
  assertThrows(() => x.dataSync(), Error, "disposed");
});

nativeTest(
  "memory that a JavaScript kernel returned a view of is never used again",
  () => {
    const native = backend(), x = tf.neg(tf.tensor1d([1, 2, 3, 4]));
    const buffer = native.bufferOf(x);
    // As TensorFlow.js's own slice does, of a type that it has.
    const values = native.valuesOf(x).values as Float32Array;
    const view = native.makeTensorInfo([2], "float32", values.subarray(1, 3));
    x.dispose();
    for (let i = 0; i < 5; i++) {
      assertNotEquals(
        native.address(tf.fill([4], i)),
        buffer.address,
      );
    }
    assertEquals(native.readSync(view.dataId), Float32Array.of(-2, -3));
    native.disposeData(view.dataId);
  },
);

nativeTest("constants and working memory grow, and serve again", () => {
  const native = backend();
  assertEquals(native.constant(1, 10), native.constant(1, 5));
  const long = native.constant(1, 100_000);
  assertEquals(native.constant(1, 10), long);
  const memory = native.scratch("a test", 100);
  assertEquals(native.scratch("a test", 50), memory);
  assertNotEquals(native.scratch("another test", 50), memory);
});

nativeTest("training steps leave nothing behind, and need no more memory", () => {
  const kernelSize = 3, padding = "same";
  const network = tf.sequential({
    layers: [
      tf.layers.conv2d({
        filters: 8,
        kernelSize,
        padding,
        activation: "relu",
        inputShape: [16, 16, 3],
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2dTranspose({ filters: 8, kernelSize, padding, strides: 2 }),
      tf.layers.conv2d({ filters: 1, kernelSize: 1, activation: "sigmoid" }),
    ],
  });
  const variables = network.trainableWeights.map((weight) =>
    weight.read() as tf.Variable
  );
  const adam = new Adam(variables, 1e-3), { pool, primitives } = backend();
  const x = tf.randomUniform([2, 16, 16, 3], 0, 1, "float32", 1);
  const masks = tf.cast(
    tf.greater(tf.randomUniform([2, 16, 16, 1], 0, 1, "float32", 2), 0.7),
    "float32",
  );
  const step = () =>
    tf.tidy(() => {
      const { grads } = tf.variableGrads(
        () =>
          binaryCrossEntropy(masks, network.apply(x, { training: true }) as tf.Tensor),
        variables,
      );
      adam.step(grads);
    });
  for (let i = 0; i < 3; i++) step();
  const state = () => ({
    tensors: tf.memory().numTensors,
    buffers: tf.memory().numDataBuffers,
    bytes: tf.memory().numBytes,
    kept: backend().numDataIds(),
    made: pool.made,
    free: pool.freeBytes,
    primitives: primitives.built,
  });
  const before = state();
  for (let i = 0; i < 8; i++) step();
  assertEquals(state(), before);
  adam.dispose();
  network.dispose();
});

nativeTest("values come from another engine, and go there", async () => {
  const here = tf.neg(tf.tensor1d([1, 2]));
  await tf.setBackend("cpu");
  const there = tf.neg(tf.tensor1d([3, 4]));
  const sum = tf.add(here, there);
  await tf.setBackend("native");
  assertEquals(tf.mul(sum, there).dataSync(), Float32Array.of(12, 24));
  assertEquals(here.dataSync(), Float32Array.of(-1, -2));
});

nativeTest("the engine that was in use is in use after all were tried", async () => {
  const native = backend();
  await probeEngines();
  assertStrictEquals(backend(), native);
});

bf16Test("after all engines were tried, the precision is what it was", async () => {
  const { activations } = backend();
  await probeEngines();
  assertEquals(backend().activations, activations);
});
