import { assertEquals, assertNotEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { backend, nativeTest } from "../support.ts";

nativeTest("a clone and a reshape share memory until the last is gone", () => {
  const x = tf.neg(tf.tensor1d([1, 2, 3, 4])), { address } = backend().bufferOf(x);
  const shared = [x.clone(), tf.reshape(x, [2, 2]), tf.expandDims(x, -1)];
  assertEquals(shared.map((t) => t.shape), [[4], [2, 2], [4, 1]]);
  for (const t of shared) assertEquals(backend().address(t), address);
  tf.dispose([x, shared[0]!, shared[1]!]);
  assertNotEquals(backend().address(tf.fill([4], 9)), address);
  assertEquals(shared[2]!.dataSync(), Float32Array.of(-1, -2, -3, -4));
});

nativeTest("booleans and integers become floats of their own", () => {
  const integers = tf.tensor1d([1, -2, 300], "int32");
  const floats = tf.cast(integers, "float32");
  assertEquals(tf.add(floats, 0.5).dataSync(), Float32Array.of(1.5, -1.5, 300.5));
  assertEquals(integers.dataSync(), Int32Array.of(1, -2, 300));
  const mask = tf.greater(tf.tensor1d([1, 2, 3]), 1.5);
  assertEquals(tf.cast(mask, "float32").dataSync(), Float32Array.of(0, 1, 1));
});

nativeTest("both parts of a complex tensor get the new axis", () => {
  const wider = tf.expandDims(tf.complex([1, 2], [3, 4]), 0);
  assertEquals(tf.real(wider).shape, [1, 2]);
  assertEquals(tf.imag(wider).dataSync(), Float32Array.of(3, 4));
});
