import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  type BatchFeed,
  openPlainBatches,
  type PreparedSample,
  useEngine,
} from "#karyon";

const SAMPLES: readonly PreparedSample[] = Array.from({ length: 5 }, (_, n) => ({
  id: `${n}`,
  pixels: Uint16Array.from({ length: 12 }, (_, i) => 1000 * n + i),
  mask: Uint8Array.of(n % 2, 1, 0, 0),
}));

async function walk(feed: BatchFeed, epoch: number) {
  const walked = [];
  for await (const { ids, images, masks, truth, weights } of feed.epoch(epoch)) {
    walked.push({ ids, truth, masks: masks.dataSync(), images: images.dataSync() });
    assertEquals(weights, undefined);
    tf.dispose([images, masks]);
  }
  return walked;
}

for (const flip of [false, true]) {
  Deno.test(`openPlainBatches() gives masks as tensors and as arrays, ${flip ? "mirrored" : "as they are"}`, async () => {
    await useEngine("cpu");
    const feed = openPlainBatches(SAMPLES, { batchSize: 2, flip, seed: 1 });
    assertEquals(feed.images, 5);
    for (const epoch of [1, 2, 3]) {
      const batches = await walk(feed, epoch);
      assertEquals(batches.map(({ ids }) => ids.length), [2, 2, 1]);
      assertEquals(batches.flatMap(({ ids }) => [...ids]).toSorted(), [..."01234"]);
      for (const { masks, truth } of batches) {
        assertEquals([...masks], truth.flatMap((mask) => [...mask]));
      }
    }
    await feed.close();
  });
}

Deno.test("openPlainBatches() gives the same epoch twice, and the next in another order", async () => {
  await useEngine("cpu");
  const feed = openPlainBatches(SAMPLES, { batchSize: 2, flip: true, seed: 1 });
  assertEquals(await walk(feed, 1), await walk(feed, 1));
  assertNotEquals(await walk(feed, 1), await walk(feed, 2));
  const other = openPlainBatches(SAMPLES, { batchSize: 2, flip: true, seed: 2 });
  assertNotEquals(await walk(other, 1), await walk(feed, 1));
});

Deno.test("openPlainBatches() leaves samples as they are without flip", async () => {
  await useEngine("cpu");
  const feed = openPlainBatches(SAMPLES, { batchSize: 1, seed: 1 });
  for (const { ids, truth, images } of await walk(feed, 1)) {
    const sample = SAMPLES[Number(ids[0])]!;
    assertEquals(truth[0], sample.mask);
    assertEquals(images, Float32Array.from(sample.pixels, (v) => v * (1 / 65535)));
  }
});

Deno.test("openPlainBatches() refuses a batch size that is no natural number", async () => {
  const feed = openPlainBatches(SAMPLES, { batchSize: 0, seed: 1 });
  await assertRejects(() => walk(feed, 1), RangeError, "found 0");
});
