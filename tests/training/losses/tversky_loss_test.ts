import { assertAlmostEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { diceLoss, tverskyLoss, type TverskyOptions, useEngine } from "#karyon";
import { type Maps, meanOf, testLoss } from "./checks.ts";

/** Clipped as the cross-entropy is. */
const crossEntropyOf = ({ masks }: Maps, probabilities: readonly number[][]) =>
  meanOf(masks, (y, i, j) => {
    const p = probabilities[i]![j]!;
    return -Math.log(y === 1 ? p : 1 - p);
  });

const indexOf = (masks: readonly number[], probabilities: readonly number[]) => {
  let hit = 0, extra = 0, missed = 0;
  masks.forEach((y, j) => {
    const p = probabilities[j]!;
    hit += y * p;
    extra += (1 - y) * p;
    missed += y * (1 - p);
  });
  return (hit + 1) / (hit + 0.2 * extra + 0.8 * missed + 1);
};

testLoss("binary cross-entropy + tversky", (maps, probabilities) => {
  const indices = maps.masks.map((masks, i) => indexOf(masks, probabilities[i]!));
  const mean = indices.reduce((sum, value) => sum + value, 0) / indices.length;
  return crossEntropyOf(maps, probabilities) + 1 - mean;
});

const loss = (masks: number[][], probabilities: number[][], options?: TverskyOptions) =>
  tf.tidy(() =>
    tverskyLoss(tf.tensor2d(masks), tf.tensor2d(probabilities), options).dataSync()[0]!
  );

Deno.test("tverskyLoss() is what the definition gives by hand, image by image", async () => {
  await useEngine("wasm");
  // TP 1.2, FP 0.2, FN 0.8: (1.2 + 1) / (1.2 + 0.06 + 0.56 + 1) = 0.780142;
  // nothing there, one pixel seen: 1 / (0.3 + 1).
  const masks = [[1, 1, 0, 0], [0, 0, 0, 0]];
  const probabilities = [[0.8, 0.4, 0.2, 0], [0, 0, 0, 1]];
  assertAlmostEquals(
    loss(masks, probabilities),
    1 - (0.780142 + 1 / 1.3) / 2,
    1e-5,
  );
});

Deno.test("tverskyLoss() with halves is the Dice loss with half of its smoothing", async () => {
  await useEngine("wasm");
  const masks = [[1, 1, 0, 0, 1]], probabilities = [[0.9, 0.3, 0.4, 0.1, 0.6]];
  const dice = tf.tidy(() =>
    diceLoss(tf.tensor2d(masks), tf.tensor2d(probabilities), { smoothing: 2 })
      .dataSync()[0]!
  );
  assertAlmostEquals(loss(masks, probabilities, { alpha: 0.5, beta: 0.5 }), dice, 1e-6);
});

Deno.test("tverskyLoss() costs more for a missed pixel than for one too many", async () => {
  await useEngine("wasm");
  const masks = [[1, 1, 0, 0]];
  const missed = loss(masks, [[1, 0, 0, 0]]), extra = loss(masks, [[1, 1, 1, 0]]);
  assertAlmostEquals(missed, 1 - 2 / 2.7, 1e-6);
  assertAlmostEquals(extra, 1 - 3 / 3.3, 1e-6);
});
