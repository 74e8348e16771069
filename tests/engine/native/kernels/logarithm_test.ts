import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { nativeTest } from "../support.ts";

nativeTest("log1p is precise from 1e-10 to 1e10, and near -1", () => {
  const sizes = Array.from({ length: 2001 }, (_, i) => 10 ** (-10 + i / 100));
  const negative = sizes.filter((x) => x < 0.999).map((x) => -x);
  const x = Float32Array.from([...sizes, ...negative, -0.5, 1, 0.5, -0.49999997]);
  const found = tf.log1p(tf.tensor1d(x)).dataSync();
  let worst = 0;
  x.forEach((value, i) => {
    const exact = Math.log1p(value);
    worst = Math.max(worst, Math.abs((found[i]! - exact) / exact));
  });
  // oneDNN's logarithm, which has its part outside -0.5..1, gives no more.
  assert(worst < 6e-6, `The largest relative error is ${worst}`);
});

nativeTest("log is precise from 1e-10 to 1e10, and near 1", () => {
  const wide = Array.from({ length: 2001 }, (_, i) => 10 ** (-10 + i / 100));
  const near = Array.from({ length: 1000 }, (_, i) => 1 - 0.001 * i / 1000 - 1e-6);
  const x = Float32Array.from([...wide, ...near, 0.9999, 1.0001]);
  const found = tf.log(tf.tensor1d(x)).dataSync();
  x.forEach((value, i) => {
    const exact = Math.log(value);
    const error = Math.abs(found[i]! - exact) / Math.max(Math.abs(exact), 1e-10);
    assert(error < 6e-6, `The relative error at ${value} is ${error}`);
  });
});

nativeTest("log1p of what is special is what Math says", () => {
  const x = Float32Array.of(0, -1, -1.5, -Infinity, Infinity, NaN, 3e38, 1e-38, -1e-38);
  const expected = x.map(Math.log1p);
  const found = tf.log1p(tf.tensor1d(x)).dataSync();
  for (const [i, value] of expected.entries()) {
    const isNear = Object.is(found[i], value) ||
      Math.abs(found[i]! - value) <= 1e-6 * Math.abs(value);
    assert(isNear, `Expected ${value} but found ${found[i]} for ${x[i]}`);
  }
});

nativeTest("log1p of integers and of nothing runs as well", () => {
  assertEquals(tf.log1p(tf.tensor1d([0], "int32")).dataSync()[0], 0);
  assertEquals(tf.log1p(tf.zeros([0, 2])).shape, [0, 2]);
});

nativeTest(
  "log1p of the small has float32's precision, which oneDNN's log has not",
  () => {
    const x = Float32Array.from({ length: 900 }, (_, i) => 10 ** (-10 + i / 100));
    const all = Float32Array.from([...x, ...x.map((value) => -value)]);
    const found = tf.log1p(tf.tensor1d(all)).dataSync();
    all.forEach((value, i) => {
      const exact = Math.log1p(value), error = Math.abs((found[i]! - exact) / exact);
      assert(error < 3e-7, `The relative error at ${value} is ${error}`);
    });
  },
);
