import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { assertClose, backend, nativeTest, random } from "../support.ts";

const SHAPE: [number, number, number, number] = [2, 5, 4, 8];
const image = () => random<tf.Rank.R4>([2, 5, 4, 3], 1);
const slope = () => tf.neg(random<tf.Rank.R4>(SHAPE, 2)) as tf.Tensor4D;

/** The kernel by itself, as a convolution's gradient calls it. */
function filterGradient(dy: tf.Tensor4D): tf.Tensor {
  const inputs = { x: image(), dy };
  return tf.engine().runKernel("Conv2DBackpropFilter", inputs, {
    strides: 1,
    pad: "same",
    dataFormat: "NHWC",
    filterShape: [3, 3, 3, 8],
  }) as tf.Tensor;
}

const biasGradient = (dy: tf.Tensor) => tf.sum(dy, [0, 1, 2]);
const isWaiting = (x: tf.Tensor) => backend().valuesOf(x).deferred !== undefined;

/** Summed in double precision. */
function expectedSum(): Float64Array {
  const sum = new Float64Array(8);
  slope().dataSync().forEach((value, i) => sum[i % 8]! += value);
  return sum;
}

nativeTest("a bias's gradient comes with the filter's", () => {
  const dy = slope(), sum = biasGradient(dy);
  assertEquals(isWaiting(sum), true);
  const filter = filterGradient(dy);
  assertEquals(isWaiting(sum), false);
  assertClose(sum.dataSync(), expectedSum());
  assertClose(filter.dataSync(), filterGradient(slope()).dataSync());
});

nativeTest(
  "a sum that is read before, or without a filter's gradient, is the same",
  () => {
    const dy = slope(), sum = biasGradient(dy);
    assertClose(sum.dataSync(), expectedSum());
    const before = filterGradient(dy).dataSync();
    assertClose(before, filterGradient(slope()).dataSync());
    assertClose(sum.dataSync(), expectedSum());
  },
);

nativeTest("a second sum of the same tensor is right too", () => {
  const dy = slope();
  const sums = [biasGradient(dy), biasGradient(dy)];
  filterGradient(dy);
  sums.push(biasGradient(dy));
  for (const sum of sums) assertClose(sum.dataSync(), expectedSum());
});

nativeTest("the gradient may be disposed of before its sum is read", () => {
  const dy = slope(), sum = biasGradient(dy);
  dy.dispose();
  for (let i = 0; i < 3; i++) tf.neg(tf.fill(SHAPE, i));
  assertClose(sum.dataSync(), expectedSum());
});

nativeTest("a sum that is disposed of before it was needed holds nothing", () => {
  const { pool } = backend();
  const step = () =>
    tf.tidy(() => {
      const dy = slope(), unused = biasGradient(dy);
      unused.dispose();
      filterGradient(dy);
      const late = slope(), orphan = biasGradient(late);
      late.dispose();
      orphan.dispose();
    });
  for (let i = 0; i < 3; i++) step();
  const before = [pool.freeBytes, pool.made];
  for (let i = 0; i < 20; i++) step();
  assertEquals([pool.freeBytes, pool.made], before);
});

nativeTest("a sum does not take another convolution's channels for its own", () => {
  // The same values as sixteen channels: two of theirs are one of these.
  const dy = slope(), sum = biasGradient(dy);
  const other = tf.reshape(dy, [2, 5, 2, 16]) as tf.Tensor4D;
  tf.engine().runKernel("Conv2DBackpropFilter", {
    x: random<tf.Rank.R4>([2, 5, 2, 3], 1),
    dy: other,
  }, { strides: 1, pad: "same", dataFormat: "NHWC", filterShape: [3, 3, 3, 16] });
  assertClose(sum.dataSync(), expectedSum());
});

nativeTest("gradients of a layer with a bias are those of its parts", () => {
  const x = image(),
    w = random<tf.Rank.R4>([3, 3, 3, 8], 3),
    b = random<tf.Rank.R1>([8], 4);
  const weights = random(SHAPE, 5);
  const loss = (w: tf.Tensor, b: tf.Tensor) =>
    tf.sum(tf.mul(weights, tf.add(tf.conv2d(x, w as tf.Tensor4D, 1, "same"), b)));
  const [, db] = tf.grads(loss)([w, b]) as [tf.Tensor, tf.Tensor];
  const expected = new Float64Array(8);
  weights.dataSync().forEach((value, i) => expected[i % 8]! += value);
  assertClose(db.dataSync(), expected);
});

nativeTest("sums over many values keep float32's precision", () => {
  const length = (1 << 20) + 777;
  const x = tf.randomUniform([length], 0, 1, "float32", 1);
  const exact = Array.from(x.dataSync()).reduce((sum, value) => sum + value, 0);
  assertClose(tf.sum(x).dataSync(), [exact], 1e-6);
  assertClose(tf.mean(x).dataSync(), [exact / length], 1e-6);
});

nativeTest("axes of size one go without a copy", () => {
  const x = tf.neg(random([3, 1, 4]));
  const y = tf.max(x, 1);
  assertEquals(y.shape, [3, 4]);
  assert(y.dataId === x.dataId);
  assert(tf.max(x, 0).dataId !== x.dataId);
});
