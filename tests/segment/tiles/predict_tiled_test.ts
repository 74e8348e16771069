import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { buildUNet, InputError, predictTiled, useEngine } from "#karyon";
import { brightnessNetwork } from "../../support/tiny_model.ts";
import { largestDifference, lookingRight, noise, shortSighted } from "./networks.ts";

Deno.test("predictTiled() is what one piece is where the network looks no farther than the margin", async () => {
  await useEngine("wasm");
  const network = shortSighted(3);
  const values = noise(71, 53);
  const whole = await predictTiled(network, values, { tile: 71, overlap: 0 });
  const cut = (margin: number, batch = 1) =>
    predictTiled(network, values, { tile: 24, overlap: 8, margin, batch });
  const exact = await cut(2), together = await cut(2, 5);
  const seamed = await predictTiled(network, values, { tile: 24, overlap: 0 });
  network.dispose();
  assertEquals(whole.length, 3);
  whole.forEach((map, channel) => {
    assertEquals(largestDifference(exact[channel]!, map) < 1e-5, true);
    assertEquals(largestDifference(together[channel]!, map) < 1e-5, true);
    // So that the test can fail: without overlap, seams show.
    assertEquals(largestDifference(seamed[channel]!, map) > 1e-2, true);
  });
  // Away from the borders of the first tile, 24 x 18, nothing differs even so.
  for (let x = 0; x < 14; x++) {
    for (let y = 0; y < 12; y++) {
      assertAlmostEquals(seamed[0]![71 * y + x]!, whole[0]![71 * y + x]!, 1e-5);
    }
  }
});

Deno.test("predictTiled() keeps pooling windows where they are", async () => {
  await useEngine("wasm");
  const network = buildUNet({ filters: 2, depth: 1, seed: 3 });
  const values = noise(83, 61);
  const [whole] = await predictTiled(network, values, { tile: 96, overlap: 0 });
  const [cut] = await predictTiled(network, values, {
    tile: 44,
    overlap: 22,
    margin: 10,
  });
  network.dispose();
  assertEquals(largestDifference(cut!, whole!) < 1e-5, true);
});

Deno.test("predictTiled() takes any size, with fewer pixels than a tile or than a multiple", async () => {
  await useEngine("cpu");
  const network = buildUNet({ filters: 2, depth: 2, seed: 1 });
  const before = tf.memory().numTensors;
  const sizes = fc.tuple(
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 1, max: 20 }),
    fc.boolean(),
  );
  await fc.assert(
    fc.asyncProperty(sizes, async ([width, height, augment]) => {
      const [map] = await predictTiled(network, noise(width, height), {
        tile: 12,
        augment,
      });
      assertEquals(map!.length, width * height);
      assertEquals(map!.every((p) => p > 0 && p < 1), true);
    }),
    { numRuns: 5, seed: 1, examples: [[[1, 1, true]], [[1, 9, false]]] },
  );
  assertEquals(tf.memory().numTensors, before);
  network.dispose();
});

Deno.test("augment changes nothing where a network judges each pixel alone", async () => {
  await useEngine("wasm");
  const network = brightnessNetwork();
  const values = noise(37, 22);
  const options = { tile: 16, overlap: 8, batch: 2 };
  const [plain] = await predictTiled(network, values, options);
  const [averaged] = await predictTiled(network, values, { ...options, augment: true });
  network.dispose();
  assertEquals(largestDifference(plain!, averaged!) < 1e-6, true);
});

Deno.test("augment averages over the eight turns, turned back", async () => {
  await useEngine("cpu");
  const network = lookingRight();
  const width = 5, height = 4, values = noise(width, height);
  const red = await predictTiled(network, values, { augment: true });
  network.dispose();
  /** Beyond the border is nothing. */
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : values.data[3 * (y * width + x)]!;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Of eight, two look each way.
      const beside = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1);
      assertAlmostEquals(red[0]![y * width + x]!, at(x, y) + beside / 4, 1e-6);
    }
  }
});

Deno.test("predictTiled() counts batches, and stops after the one in flight", async () => {
  await useEngine("cpu");
  const network = brightnessNetwork();
  const values = noise(32, 16);
  const told: string[] = [];
  const options = { tile: 16, overlap: 0, margin: 0, batch: 1 };
  const onProgress = (done: number, total: number) => void told.push(`${done}/${total}`);
  await predictTiled(network, values, {
    ...options,
    onProgress,
    augment: true,
    batch: 2,
  });
  assertEquals(told.join(" "), "1/8 2/8 3/8 4/8 5/8 6/8 7/8 8/8");
  const controller = new AbortController();
  let runs = 0;
  await assertRejects(
    () =>
      predictTiled(network, values, {
        ...options,
        signal: controller.signal,
        onProgress: () => {
          runs++;
          controller.abort(new Error("enough"));
        },
      }),
    Error,
    "enough",
  );
  network.dispose();
  assertEquals(runs, 1);
});

Deno.test("predictTiled() runs a network of one size on values of that size", async () => {
  await useEngine("cpu");
  const inputShape = [9, 9, 3];
  const fixed = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape, filters: 2, kernelSize: 3, padding: "same" }),
    ],
  });
  const maps = await predictTiled(fixed, noise(9, 9), { augment: true });
  fixed.dispose();
  assertEquals(maps.map(({ length }) => length), [81, 81]);
});

Deno.test("predictTiled() refuses what it cannot do", async () => {
  await useEngine("cpu");
  const network = brightnessNetwork();
  const fixed = tf.sequential({
    layers: [tf.layers.conv2d({ inputShape: [8, 16, 3], filters: 1, kernelSize: 1 })],
  });
  const gray = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [null, null, 1], filters: 1, kernelSize: 1 }),
    ],
  });
  const values = noise(8, 8);
  const refused = [
    [() => predictTiled(fixed, values), "found one for 16 x 8"],
    [() => predictTiled(fixed, noise(16, 8), { augment: true }), "found one for 16 x 8"],
    [() => predictTiled(gray, values), "for 3 channels but found 1"],
    [() => predictTiled(network, values, { tile: 0.5 }), "tile to be an integer"],
    [() => predictTiled(network, values, { batch: 0 }), "batch to be an integer"],
    [
      () => predictTiled(network, values, { tile: 8, overlap: 8 }),
      "overlap to be in 0..7",
    ],
    [
      () => predictTiled(network, values, { tile: 8, overlap: 4, margin: 3 }),
      "margin to be in 0..2 but found 3",
    ],
  ] as const;
  for (const [predict, words] of refused) await assertRejects(predict, InputError, words);
  for (const each of [network, fixed, gray]) each.dispose();
});
