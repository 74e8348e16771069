import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { nativeTest, onCpu } from "./support.ts";

const gradient = (x: tf.Tensor) =>
  tf.grad((a) => tf.sum(tf.cast(tf.relu(a), "float32")))(x);

nativeTest("ReLU's slope is one where its result is positive", () => {
  const x = tf.tensor1d([-1, 0, -0, 1e-30, 2, -Infinity, Infinity]);
  assertEquals(gradient(x).dataSync(), Float32Array.of(0, 0, 0, 1, 1, 0, 1));
  assertEquals(gradient(tf.zeros([0, 3])).shape, [0, 3]);
});

nativeTest("integers stay integers when their gradient is taken", () => {
  let y!: tf.Tensor;
  const dx = tf.grad((x) => {
    y = tf.keep(tf.relu(x));
    return tf.sum(tf.cast(y, "float32"));
  })(tf.tensor1d([1, -2, 3], "int32"));
  assertEquals(dx.dataSync(), Float32Array.of(1, 0, 1));
  assertEquals(y.dataSync(), Int32Array.of(1, 0, 3));
  y.dispose();
});

nativeTest("other engines have the same slope", async () => {
  const found = await onCpu(() =>
    tf.tidy(() => gradient(tf.tensor1d([-1, 0, 2])).dataSync())
  );
  assertEquals(found, Float32Array.of(0, 0, 1));
});
