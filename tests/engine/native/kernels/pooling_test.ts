import { assertEquals, assertNotEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { backend, nativeTest, random, whileRecording } from "../support.ts";

const image = () => random<tf.Rank.R4>([2, 6, 6, 4], 1);
const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid");
const workspaceOf = (y: tf.Tensor) => backend().valuesOf(y).workspace;

/** One where the maximum of each window was. */
function expectedGradient(): Float32Array {
  const values = image().dataSync(), expected = new Float32Array(values.length);
  const at = (b: number, y: number, x: number, c: number) =>
    ((b * 6 + y) * 6 + x) * 4 + c;
  for (let b = 0; b < 2; b++) {
    for (let y = 0; y < 6; y += 2) {
      for (let x = 0; x < 6; x += 2) {
        for (let c = 0; c < 4; c++) {
          const places = [0, 1, 2, 3].map((i) => at(b, y + (i >> 1), x + (i & 1), c));
          expected[places.reduce((a, i) => values[i]! > values[a]! ? i : a)] = 1;
        }
      }
    }
  }
  return expected;
}

nativeTest(
  "a pooling remembers its places while a gradient is recorded, only then",
  () => {
    assertEquals(workspaceOf(pool(image())), undefined);
    whileRecording(() => assertNotEquals(workspaceOf(pool(image())), undefined));
  },
);

nativeTest("the gradient goes to the largest of each window", () => {
  const gradient = tf.grad((x: tf.Tensor) => tf.sum(pool(x)));
  assertEquals(gradient(image()).dataSync(), expectedGradient());
});

nativeTest("the gradient of a pooling that did not remember is the same", () => {
  const input = image(), output = pool(input);
  const dx = tf.engine().runKernel("MaxPoolGrad", {
    dy: tf.onesLike(output),
    input,
    output,
  }, { filterSize: 2, strides: 2, pad: "valid" }) as tf.Tensor;
  assertEquals(dx.dataSync(), expectedGradient());
  // For this it pooled once more, and let that go.
  assertEquals(workspaceOf(output), undefined);
});

nativeTest("what a pooling remembers goes with its result", () => {
  const memory = backend().pool;
  const step = () => whileRecording(() => void pool(tf.neg(image())));
  for (let i = 0; i < 3; i++) step();
  const before = [memory.freeBytes, memory.made];
  for (let i = 0; i < 20; i++) step();
  assertEquals([memory.freeBytes, memory.made], before);
});
