import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { binaryCrossEntropy, useEngine } from "#karyon";
import { meanOf, testLoss } from "./checks.ts";

testLoss(
  "binary cross-entropy",
  ({ masks }, probabilities) =>
    meanOf(masks, (y, i, j) => {
      const p = probabilities[i]![j]!;
      return -Math.log(y === 1 ? p : 1 - p);
    }),
);

const loss = (masks: number[], probabilities: number[]) =>
  tf.tidy(() =>
    binaryCrossEntropy(tf.tensor1d(masks), tf.tensor1d(probabilities)).dataSync()[0]!
  );

Deno.test("binaryCrossEntropy() is what the definition gives by hand", async () => {
  await useEngine("wasm");
  // -(ln 0.8 + ln(1 - 0.4) + ln 0.25) / 3 = (0.223144 + 0.510826 + 1.386294) / 3
  assertAlmostEquals(loss([1, 0, 1], [0.8, 0.4, 0.25]), 0.706754, 1e-5);
});

Deno.test("binaryCrossEntropy() stays finite where the prediction is sure and wrong", async () => {
  await useEngine("wasm");
  // Clipped at 1e-7: -ln 1e-7 = 16.118; float32 keeps 1 - 1e-7 to 2 digits.
  assertAlmostEquals(loss([1], [0]), 16.118, 1e-2);
  assertAlmostEquals(loss([0], [1]), 16.118, 0.2);
});

Deno.test("binaryCrossEntropy() leaves one tensor", async () => {
  await useEngine("wasm");
  const masks = tf.ones([4]), probabilities = tf.fill([4], 0.5);
  const before = tf.memory().numTensors;
  binaryCrossEntropy(masks, probabilities).dispose();
  assertEquals(tf.memory().numTensors, before);
  tf.dispose([masks, probabilities]);
});
