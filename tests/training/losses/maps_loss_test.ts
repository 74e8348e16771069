import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { findLoss, InputError, mapsLoss, useEngine } from "#karyon";

const BCE = findLoss("binary cross-entropy");
const image = (values: readonly number[], channels: number) =>
  tf.tensor4d([...values], [1, 1, values.length / channels, channels]);

Deno.test("mapsLoss() adds half of the borders' loss and that of the distances", async () => {
  await useEngine("cpu");
  const masks = image([1, 0], 1), targets = image([1, 0.5, 0, 0], 2);
  // Pixel by pixel: nucleus, border, distance.
  const maps = image([0.8, 0.9, 0.5, 0.4, 0.2, 0.25], 3);
  const before = tf.memory().numTensors;
  const loss = mapsLoss(BCE, { masks, targets }, maps);
  assertEquals(tf.memory().numTensors, before + 1);
  const nuclei = -(Math.log(0.8) + Math.log(0.6)) / 2;
  const borders = -(Math.log(0.9) + Math.log(0.8)) / 2;
  const dice = 1 - (2 * 0.9 + 1) / (1 + 0.9 + 0.2 + 1);
  const distances = -(Math.log(0.5) + Math.log(0.75)) / 2;
  const expected = nuclei + (borders + dice) / 2 + distances;
  assertAlmostEquals(loss.dataSync()[0]!, expected, 1e-6);
  tf.dispose([masks, targets, maps, loss]);
});

Deno.test("mapsLoss() of the nuclei alone is the recipe's loss", async () => {
  await useEngine("cpu");
  const masks = image([1, 0], 1), maps = image([0.8, 0.4], 1);
  const loss = mapsLoss(BCE, { masks }, maps), alone = BCE.compute({ masks }, maps);
  assertEquals([...loss.dataSync()], [...alone.dataSync()]);
  tf.dispose([masks, maps, loss, alone]);
});

Deno.test("mapsLoss() refuses a network with other maps than the recipe's", async () => {
  await useEngine("cpu");
  const masks = image([1, 0], 1), targets = image([1, 0.5, 0, 0], 2);
  const one = image([0.8, 0.4], 1), three = image([0.8, 0.9, 0.5, 0.4, 0.2, 0.25], 3);
  assertThrows(() => mapsLoss(BCE, { masks }, three), InputError, "1 maps, as");
  assertThrows(() => mapsLoss(BCE, { masks, targets }, one), InputError, "found 1");
  tf.dispose([masks, targets, one, three]);
});
