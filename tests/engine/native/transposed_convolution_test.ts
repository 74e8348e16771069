import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { assertClose, backend, nativeTest, random, whileRecording } from "./support.ts";

const image = () => random<tf.Rank.R4>([2, 4, 3, 6], 1);
const filter = () => random<tf.Rank.R4>([2, 2, 5, 6], 2);
const bias = () => random([5], 3);
const transpose = (x: tf.Tensor, w: tf.Tensor) =>
  tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [2, 8, 6, 5], 2, "same");

/** Read before the bias comes, so that both are computed apart. */
function expectedOf(): { bare: Float32Array; sum: Float32Array } {
  const y = transpose(image(), filter()), bare = y.dataSync() as Float32Array;
  return { bare, sum: tf.add(y, bias()).dataSync() as Float32Array };
}

nativeTest("a transposed convolution takes its bias along", () => {
  const { sum } = expectedOf();
  const made = backend().primitives.built;
  const y = transpose(image(), filter());
  assertClose(tf.add(y, bias()).dataSync(), sum);
  // One of its own, and no sum of two tensors.
  assertEquals(backend().primitives.built - made <= 2, true);
  assertEquals(backend().valuesOf(y).buffer, undefined);
});

nativeTest("it is right by itself after it was right with a bias", () => {
  const { bare, sum } = expectedOf();
  const y = transpose(image(), filter());
  const withBias = tf.add(y, bias());
  assertEquals(y.dataSync(), bare);
  assertClose(withBias.dataSync(), sum);
  assertClose(tf.add(y, bias()).dataSync(), sum);
});

nativeTest("its input and filter may be disposed of before it is read", () => {
  const { bare } = expectedOf();
  const x = tf.neg(tf.neg(image())), w = tf.neg(tf.neg(filter()));
  const y = transpose(x, w);
  tf.dispose([x, w]);
  tf.dispose([tf.fill([2, 4, 3, 6], 99), tf.fill([2, 2, 5, 6], 99)]);
  assertEquals(y.dataSync(), bare);
});

nativeTest("what is added need not be a bias", () => {
  const { bare } = expectedOf();
  for (const shape of [[], [1], [6, 1], [8, 6, 5], [2, 1, 1, 1], [1, 1, 1, 5]]) {
    const b = random(shape, 4);
    const expected = tf.add(tf.tensor(bare, [2, 8, 6, 5]), b).dataSync();
    assertClose(tf.add(transpose(image(), filter()), b).dataSync(), expected);
  }
});

nativeTest("it keeps the shape that it is seen in", () => {
  const y = tf.add(tf.reshape(transpose(image(), filter()), [96, 5]), bias());
  assertEquals(y.shape, [96, 5]);
  assertClose(y.dataSync(), expectedOf().sum);
});

nativeTest("a bias that itself waits to be computed does not get in its way", () => {
  const x = random<tf.Rank.R4>([1, 1, 1, 64], 5),
    w = random<tf.Rank.R4>([1, 1, 64, 5], 6);
  const convolve = () => tf.conv2d(x, w, 1, "valid");
  const b = convolve();
  const expected = tf.add(tf.tensor(expectedOf().bare, [2, 8, 6, 5]), b).dataSync();
  const found = whileRecording(() =>
    tf.add(transpose(image(), filter()), convolve()).dataSync()
  );
  assertClose(found, expected);
});

nativeTest("one that nobody reads gives its memory back", () => {
  const { pool } = backend();
  const step = () =>
    tf.tidy(() => {
      const y = transpose(tf.neg(image()), tf.neg(filter()));
      tf.add(y, bias());
      transpose(image(), filter());
    });
  for (let i = 0; i < 3; i++) step();
  const before = [pool.freeBytes, pool.made];
  for (let i = 0; i < 20; i++) step();
  assertEquals([pool.freeBytes, pool.made], before);
});
