import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { assertClose, nativeTest } from "../support.ts";

nativeTest("the logarithm is within 4e-6, though near one not to the last digits", () => {
  const x = Float32Array.from({ length: 2000 }, (_, i) => 10 ** (-7 + 7 * i / 2000));
  const all = Float32Array.from([...x, ...x.map((value) => 1 - value), 1]);
  const found = tf.log(tf.tensor1d(all)).dataSync();
  all.forEach((value, i) => {
    const exact = Math.log(value);
    // oneDNN's has this error near one, where the logarithm itself is small.
    assert(
      Math.abs(found[i]! - exact) <= 4e-6 * Math.max(1, Math.abs(exact)),
      `Expected ${exact} but found ${found[i]} for ${value}`,
    );
  });
});

nativeTest("a bound of clipping may be infinite", () => {
  const x = tf.tensor1d([-1e30, -1, 0, 7, 1e30]);
  assertEquals(
    tf.clipByValue(x, -Infinity, 0).dataSync(),
    Float32Array.of(-1e30, -1, 0, 0, 0),
  );
  assertEquals(
    tf.clipByValue(x, 1, Infinity).dataSync(),
    Float32Array.of(1, 1, 1, 7, 1e30),
  );
});

nativeTest("two functions of one kind with other numbers are two", () => {
  const x = tf.tensor1d([-1, 2]);
  for (const slope of [0, 0.1, 0.25]) {
    assertClose(tf.leakyRelu(x, slope).dataSync(), [-slope, 2], 1e-6);
  }
});
