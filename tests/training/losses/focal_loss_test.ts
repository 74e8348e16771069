import { assertAlmostEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { binaryCrossEntropy, focalLoss, type FocalOptions, useEngine } from "#karyon";
import { meanOf, testLoss } from "./checks.ts";

testLoss("focal", ({ masks }, probabilities) =>
  meanOf(masks, (y, i, j) => {
    const p = probabilities[i]![j]!;
    return y === 1
      ? -0.25 * (1 - p) ** 2 * Math.log(p)
      : -0.75 * p ** 2 * Math.log(1 - p);
  }));

const MASKS = [1, 0], PROBABILITIES = [0.8, 0.4];

const loss = (options?: FocalOptions) =>
  tf.tidy(() =>
    focalLoss(tf.tensor1d(MASKS), tf.tensor1d(PROBABILITIES), options).dataSync()[0]!
  );

Deno.test("focalLoss() is what the definition gives by hand", async () => {
  await useEngine("wasm");
  // (0.25 * 0.2^2 * 0.223144 + 0.75 * 0.4^2 * 0.510826) / 2
  assertAlmostEquals(loss(), (0.00223144 + 0.06129912) / 2, 1e-6);
  // (0.5 * 0.2^3 * 0.223144 + 0.5 * 0.4^3 * 0.510826) / 2
  assertAlmostEquals(
    loss({ gamma: 3, alpha: 0.5 }),
    (0.000892576 + 0.016346432) / 2,
    1e-6,
  );
});

Deno.test("focalLoss() without focus is half the cross-entropy", async () => {
  await useEngine("wasm");
  const half = tf.tidy(() =>
    binaryCrossEntropy(tf.tensor1d(MASKS), tf.tensor1d(PROBABILITIES)).dataSync()[0]! / 2
  );
  assertAlmostEquals(loss({ gamma: 0, alpha: 0.5 }), half, 1e-6);
});
