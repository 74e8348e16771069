import { assertAlmostEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { borderWeightedCrossEntropy, useEngine } from "#karyon";
import { meanOf, testLoss } from "./checks.ts";

testLoss(
  "border-weighted binary cross-entropy",
  ({ masks, weights }, probabilities) =>
    meanOf(masks, (y, i, j) => {
      const p = probabilities[i]![j]!;
      return -weights[i]![j]! * Math.log(y === 1 ? p : 1 - p);
    }),
);

Deno.test("borderWeightedCrossEntropy() is what the definition gives by hand", async () => {
  await useEngine("wasm");
  const loss = tf.tidy(() =>
    borderWeightedCrossEntropy(
      tf.tensor1d([1, 0, 1]),
      tf.tensor1d([0.8, 0.4, 0.25]),
      tf.tensor1d([1, 11, 0]),
    ).dataSync()[0]!
  );
  // (1 * 0.223144 + 11 * 0.510826 + 0 * 1.386294) / 3
  assertAlmostEquals(loss, 1.947409, 1e-5);
});
