import { assertAlmostEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { diceLoss, type DiceOptions, useEngine } from "#karyon";
import { diceOf, testLoss } from "./checks.ts";

testLoss("dice", ({ masks }, probabilities) => 1 - diceOf(masks, probabilities));

const loss = (masks: number[][], probabilities: number[][], options?: DiceOptions) =>
  tf.tidy(() =>
    diceLoss(tf.tensor2d(masks), tf.tensor2d(probabilities), options).dataSync()[0]!
  );

Deno.test("diceLoss() is what the definition gives by hand, image by image", async () => {
  await useEngine("wasm");
  // (2 * 1.2 + 1) / (2 + 1.4 + 1) = 0.772727; nothing there, one seen: 1 / (1 + 1).
  const masks = [[1, 1, 0, 0], [0, 0, 0, 0]];
  const probabilities = [[0.8, 0.4, 0.2, 0], [0, 0, 0, 1]];
  assertAlmostEquals(loss(masks, probabilities), 1 - (0.772727 + 0.5) / 2, 1e-5);
  // Without smoothing but a trace: 2.4 / 3.4 and 0.
  assertAlmostEquals(
    loss(masks, probabilities, { smoothing: 1e-6 }),
    1 - 2.4 / 3.4 / 2,
    1e-5,
  );
});

Deno.test("diceLoss() is 0 where all is right, nuclei or none", async () => {
  await useEngine("wasm");
  assertAlmostEquals(loss([[1, 0], [0, 0]], [[1, 0], [0, 0]]), 0, 1e-7);
});

Deno.test("diceLoss() counts a small nucleus's image like a large one's", async () => {
  await useEngine("wasm");
  const large = new Array(100).fill(1), small = [1, ...new Array(99).fill(0)];
  const none = new Array(100).fill(0);
  const tiny = { smoothing: 1e-6 };
  assertAlmostEquals(loss([large, small], [none, small], tiny), 0.5, 1e-5);
  assertAlmostEquals(loss([large, small], [large, none], tiny), 0.5, 1e-5);
});
