import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { BF16, F32 } from "../../../src/engine/native/constants.ts";
import {
  assertClose,
  backend,
  bf16Test,
  nativeTest,
  random,
  whileRecording,
} from "./support.ts";

/** The nearest value with eight bits of mantissa, halves to even. */
function round(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer);
  const even = (bits[0]! >>> 16) & 1;
  bits[0] = (bits[0]! + 0x7fff + even) & 0xffff0000;
  return new Float32Array(bits.buffer)[0]!;
}

const ones = (from: number, to: number) => tf.ones<tf.Rank.R4>([1, 1, from, to]);
const image = () => random<tf.Rank.R4>([2, 6, 6, 8], 1);
const filter = () => random<tf.Rank.R4>([3, 3, 8, 8], 2);
const conv = (x: tf.Tensor, w: tf.Tensor) =>
  tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same");
const isHalved = (x: tf.Tensor) => backend().formatOf(x) === BF16;

bf16Test("a convolution's image is rounded to bf16, and so is its result", () => {
  const values = [1, 1.001, 1.00390625, 1.01171875, -3.14159, 1e-30, 3e38, 0];
  const x = tf.tensor4d(values, [1, 1, 8, 1]);
  const spread = tf.concat([x, tf.zeros([1, 1, 8, 7])], 3) as tf.Tensor4D;
  const y = tf.conv2d(spread, ones(8, 8), 1, "valid");
  assertEquals(isHalved(y), true);
  const found = y.dataSync().filter((_, i) => i % 8 === 0);
  assertEquals(Array.from(found), values.map(round));
});

bf16Test("values that came back to float32 are those that bf16 had", () => {
  const y = conv(image(), filter());
  const before = Float32Array.from(tf.mul(y, 1).dataSync());
  assertEquals(y.dataSync(), before);
  assertEquals(backend().formatOf(y), F32);
  assertEquals(tf.relu(y).dataSync(), before.map((value) => Math.max(0, value)));
  for (const value of before) assertEquals(value, round(value));
});

bf16Test("few channels, weights, sums and losses stay float32", () => {
  const y = conv(image(), filter());
  assertEquals(isHalved(y), true);
  assertEquals(isHalved(tf.relu(y)), true);
  assertEquals(isHalved(tf.maxPool(y as tf.Tensor4D, 2, 2, "valid")), true);
  assertEquals(isHalved(tf.conv2d(image(), ones(8, 1), 1, "valid")), false);
  assertEquals(isHalved(tf.mean(y)), false);
  assertEquals(isHalved(tf.greater(y, 0)), false);
});

bf16Test("gradients of weights are float32, and no coarser than their inputs", () => {
  const x = image(),
    w = filter(),
    b = random<tf.Rank.R1>([8], 3),
    weights = random([2, 6, 6, 8], 4);
  const loss = (w: tf.Tensor, b: tf.Tensor) =>
    tf.sum(tf.mul(weights, tf.relu(tf.add(conv(x, w), b))));
  const [dw, db] = tf.grads(loss)([w, b]) as [tf.Tensor, tf.Tensor];
  for (const gradient of [dw, db]) {
    assertEquals(isHalved(gradient), false);
    const values = Array.from(gradient.dataSync());
    assert(values.some((value) => value !== round(value)), "all are rounded to bf16");
  }
  const active = tf.relu(tf.add(conv(x, w), b)).dataSync();
  const expected = new Float64Array(8);
  weights.dataSync().forEach((value, i) =>
    expected[i % 8]! += active[i]! > 0 ? value : 0
  );
  assertClose(db.dataSync(), expected, 0.01);
});

bf16Test("a pooling that was read in between has the right gradient", () => {
  const x = image(), w = filter();
  const gradient = (reads: boolean) =>
    tf.grad((x: tf.Tensor) => {
      const y = tf.maxPool(conv(x, w), 2, 2, "valid");
      if (reads) y.dataSync();
      return tf.sum(y);
    })(x).dataSync();
  assertClose(gradient(true), gradient(false), 0.01);
});

bf16Test("inputs in both formats are joined and added", () => {
  const y = conv(image(), filter()), plain = random([2, 6, 6, 8], 5);
  const sum = tf.add(y, plain).dataSync(), joined = tf.concat([y, plain], 3);
  const values = y.dataSync(), others = plain.dataSync();
  assertClose(sum, values.map((value, i) => value + others[i]!), 0.01);
  assertEquals(tf.slice(joined, [0, 0, 0, 0], [2, 6, 6, 8]).dataSync(), values);
});

bf16Test("a result that waited has the precision of when it was begun", () => {
  const native = backend();
  const found = whileRecording(() => {
    const y = conv(image(), filter());
    native.activations = F32;
    return y.dataSync();
  });
  native.activations = BF16;
  assertEquals(found, conv(image(), filter()).dataSync());
});

nativeTest("without bf16, nothing is rounded", () => {
  const y = tf.conv2d(tf.fill<tf.Rank.R4>([1, 2, 2, 8], 1.001), ones(8, 8), 1, "valid");
  assertEquals(isHalved(y), false);
  assertClose(y.dataSync(), new Array(32).fill(8.008), 1e-6);
});
