import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createImage, predictNuclei, predictProbabilities, useEngine } from "#karyon";
import { brightnessModel } from "../support/tiny_model.ts";

Deno.test("predictNuclei() finds bright squares in images of any size and channel kind", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  for (const [width, height] of [[8, 8], [32, 16], [3, 5], [100, 41]] as const) {
    for (const channels of [1, 2, 3, 4] as const) {
      for (const depth of [8, 16] as const) {
        const image = createImage(width, height, channels, depth);
        // The left half is white, and alpha full everywhere.
        for (let i = 0; i < width * height; i++) {
          const white = i % width < width / 2;
          for (let c = 0; c < channels; c++) {
            const isAlpha = image.alpha && c === channels - 1;
            image.data[i * channels + c] = white || isAlpha ? 2 ** depth - 1 : 0;
          }
        }
        const { mask, labels, count } = await predictNuclei(model, image);
        assertEquals([mask.length, labels.length, count], [
          width * height,
          width * height,
          1,
        ]);
        const row = mask.subarray(0, width);
        assertEquals([row[0], row[width - 1]], [1, 0]);
        const found = mask.reduce((sum, value) => sum + value, 0) / mask.length;
        assertEquals(Math.abs(found - 0.5) <= 1 / Math.min(width, 8), true);
      }
    }
  }
  model.dispose();
});

Deno.test("predictProbabilities() at the model's own size is the network's output", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  const image = createImage(8, 8, 3);
  image.data.fill(255);
  const probabilities = await predictProbabilities(model, image);
  // sigmoid(20 * 3 - 30)
  assertEquals(probabilities.every((p) => Math.abs(p - 1) < 1e-6), true);
  model.dispose();
});

Deno.test("predicting leaves no tensor behind", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  const before = tf.memory().numTensors;
  await predictNuclei(model, createImage(20, 10, 4));
  assertEquals(tf.memory().numTensors, before);
  model.dispose();
});

Deno.test("predictNuclei() leaves pieces below the smallest area out of mask and labels", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  const image = createImage(8, 8, 1);
  image.data.set([255], 0);
  image.data.set([255, 255], 62);
  const all = await predictNuclei(model, image);
  const large = await predictNuclei(model, image, { minArea: 2 });
  model.dispose();
  assertEquals([all.count, large.count], [2, 1]);
  assertEquals([large.mask[0], large.mask[62], large.labels[63]], [0, 1, 1]);
});
