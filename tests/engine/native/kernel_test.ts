import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { OneDnnError } from "../../../src/engine/native/onednn.ts";
import { backend, kernelsOf, nativeTest, random } from "./support.ts";

nativeTest("too little memory is said, with the kernel and the shapes", () => {
  // Two to the power 48 bytes: more than a process can address.
  const column = tf.ones([2 ** 23, 1]), row = tf.reshape(column, [1, 2 ** 23]);
  const error = assertThrows(() => tf.add(column, row), Error);
  assertEquals(
    error.message,
    "Out of memory in Add on a [8388608,1] float32, b [1,8388608] float32",
  );
  assertThrows(
    () => tf.greater(column, row),
    Error,
    "Out of memory in Greater on a [",
  );
  assertThrows(
    () => tf.tile(column, [1, 2 ** 23]),
    Error,
    "Out of memory in Tile on x [",
  );
  assertThrows(() => tf.fill([2 ** 20, 2 ** 28], 1), Error, "[1048576,268435456]");
  // The engine works on.
  assertEquals(tf.add(1, 2).dataSync()[0], 3);
});

nativeTest("oneDNN's refusal is told with the kernel and the shapes", () => {
  const native = backend(), x = random([2, 3]);
  native.plan = () => {
    throw new OneDnnError("a softmax", 5);
  };
  try {
    const error = assertThrows(() => tf.softmax(x), Error);
    assertEquals(
      error.message,
      "Softmax on logits [2,3] float32: oneDNN refused a softmax: error at run time",
    );
    assertEquals((error.cause as Error).name, "OneDnnError");
  } finally {
    delete (native as { plan?: unknown }).plan;
  }
});

nativeTest("where oneDNN has no code, TensorFlow.js's runs", () => {
  const native = backend(), x = random([2, 3]);
  const expected = tf.softmax(x).dataSync();
  native.plan = () => {
    throw new OneDnnError("a softmax", 3);
  };
  let found!: ArrayLike<number>;
  try {
    assertEquals(kernelsOf(() => found = tf.softmax(x).dataSync()), [
      "javascript Softmax",
    ]);
  } finally {
    delete (native as { plan?: unknown }).plan;
  }
  expected.forEach((value, i) =>
    assertMatch(found[i]!.toFixed(5), new RegExp(`^${value.toFixed(5)}$`))
  );
});

nativeTest("what is not float32 is left to TensorFlow.js, and stays what it is", () => {
  const integers = tf.tensor1d([3, -1, 2], "int32");
  assertEquals(kernelsOf(() => tf.add(integers, integers)), ["javascript Add"]);
  assertEquals(tf.abs(integers).dataSync(), Int32Array.of(3, 1, 2));
  assertEquals(integers.dataSync(), Int32Array.of(3, -1, 2));
});

nativeTest("empty tensors and scalars go through", () => {
  const empty = tf.zeros([0, 4]);
  assertEquals(tf.add(empty, tf.ones([4])).shape, [0, 4]);
  assertEquals(
    tf.concat([empty, tf.ones([1, 4])]).dataSync(),
    new Float32Array(4).fill(1),
  );
  assertEquals(
    tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 2])).dataSync(),
    new Float32Array(4),
  );
  assertEquals(tf.sum(empty, 0).dataSync(), new Float32Array(4));
  assertEquals(tf.mean(tf.scalar(3)).dataSync(), Float32Array.of(3));
  assertEquals(tf.stack([tf.scalar(1), tf.scalar(2)]).dataSync(), Float32Array.of(1, 2));
});
