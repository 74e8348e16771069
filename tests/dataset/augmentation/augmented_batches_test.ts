import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  type AugmentedOptions,
  type BatchFeed,
  borderWeights,
  openAugmentedBatches,
  type SourceImage,
  useEngine,
} from "#karyon";
import { confetti, tiles } from "./made_up.ts";

const SOURCES: readonly SourceImage[] = Array.from(
  { length: 11 },
  (_, i) => ({ ...confetti(20 + i, 16, i), id: `image ${i}` }),
);
const OPTIONS: AugmentedOptions = {
  size: 8,
  batchSize: 2,
  augmentation: {
    flip: true,
    zoom: [0.5, 2],
    noise: { share: 0.5, range: [0, 0.1] },
    elastic: { share: 0.5, sigma: 1, grid: 3 },
  },
  seed: 7,
  threads: 1,
};

async function withFeed<T>(
  options: Partial<AugmentedOptions>,
  use: (feed: BatchFeed) => Promise<T>,
  sources = SOURCES,
): Promise<T> {
  await useEngine("cpu");
  const feed = openAugmentedBatches(sources, { ...OPTIONS, ...options });
  try {
    return await use(feed);
  } finally {
    await feed.close();
  }
}

/** All numbers of an epoch, or of its first batches. */
async function walk(feed: BatchFeed, epoch: number, batches = Infinity) {
  const walked = [];
  for await (const { ids, images, masks, weights, truth } of feed.epoch(epoch)) {
    walked.push({
      ids,
      truth,
      shape: images.shape,
      images: images.dataSync(),
      masks: masks.dataSync(),
      weights: weights?.dataSync(),
    });
    tf.dispose([images, masks, ...(weights ? [weights] : [])]);
    if (walked.length === batches) break;
  }
  return walked;
}

Deno.test("openAugmentedBatches() gives the same numbers with one thread and with three", async () => {
  const epochs = (threads: number) =>
    withFeed({ threads }, async (feed) => [await walk(feed, 1), await walk(feed, 2)]);
  const [one, three] = [await epochs(1), await epochs(3)];
  assertEquals(one, three);
  assertNotEquals(one[0]![0]!.images, one[1]![0]!.images);
});

Deno.test("openAugmentedBatches() gives every source once an epoch, its last batch smaller", async () => {
  const batches = await withFeed({ batchSize: 4 }, (feed) => walk(feed, 1));
  assertEquals(batches.map(({ shape }) => shape), [
    [4, 8, 8, 3],
    [4, 8, 8, 3],
    [3, 8, 8, 3],
  ]);
  const ids = batches.flatMap(({ ids }) => [...ids]);
  assertEquals(ids.toSorted(), SOURCES.map(({ id }) => id).toSorted());
});

Deno.test("openAugmentedBatches() gives the masks as tensors and as arrays", async () => {
  for (const { masks, truth } of await withFeed({}, (feed) => walk(feed, 1))) {
    assertEquals([...masks], truth.flatMap((mask) => [...mask]));
  }
});

Deno.test("openAugmentedBatches() gives other numbers for another seed", async () => {
  const first = await withFeed({}, (feed) => walk(feed, 1));
  assertNotEquals(await withFeed({ seed: 8 }, (feed) => walk(feed, 1)), first);
});

Deno.test("openAugmentedBatches() shows rare looks more often where it balances", async () => {
  const bright = { ...SOURCES[0]!, pixels: SOURCES[0]!.pixels.map(() => 255) };
  const dark = (id: string) => ({ ...bright, id, pixels: bright.pixels.map(() => 3) });
  const sources = [{ ...bright, id: "bright" }, ...["a", "b", "c", "d", "e"].map(dark)];
  const batches = await withFeed({ balance: 0 }, (feed) => walk(feed, 1), sources);
  const ids = batches.flatMap(({ ids }) => [...ids]);
  assertEquals([ids.length, ids.filter((id) => id === "bright").length], [6, 3]);
});

Deno.test("openAugmentedBatches() is not disturbed by an epoch that was left early", async () => {
  const untouched = await withFeed({}, (feed) => walk(feed, 2));
  for (const threads of [1, 3]) {
    const after = await withFeed({ threads }, async (feed) => {
      assertEquals((await walk(feed, 1, 2)).length, 2);
      return await walk(feed, 2);
    });
    assertEquals(after, untouched);
  }
});

Deno.test("openAugmentedBatches() weighs pixels by the borders of their labels", async () => {
  const source = tiles(16, 16);
  const classWeights = { background: 0.6, nucleus: 3 };
  const options = { size: 16, augmentation: {}, classWeights };
  const [batch] = await withFeed(options, (feed) => walk(feed, 1), [source]);
  assertEquals(
    Float32Array.from(batch!.weights!),
    borderWeights(source.labels, 16, 16, { classWeights }),
  );
  const [plain] = await withFeed({}, (feed) => walk(feed, 1, 1));
  assertEquals(plain!.weights, undefined);
});

Deno.test("openAugmentedBatches() tells what went wrong in a worker, and ends", async () => {
  // Without labels there are no borders to weigh.
  const { labels: _, ...bare } = tiles(16, 16);
  const sources = [...SOURCES, { ...bare, id: "bare" }, ...SOURCES];
  const classWeights = { background: 1, nucleus: 1 };
  for (const threads of [1, 3]) {
    await assertRejects(
      () => withFeed({ threads, classWeights }, (feed) => walk(feed, 1), sources),
      TypeError,
      "length",
    );
  }
});

Deno.test("openAugmentedBatches() leaves no tensor behind, and may be closed unused", async () => {
  await useEngine("cpu");
  const before = tf.memory().numTensors;
  await withFeed({ threads: 2 }, (feed) => walk(feed, 1, 1));
  await withFeed({}, () => Promise.resolve());
  assertEquals(tf.memory().numTensors, before);
  assert(SOURCES.every(({ pixels }) => pixels.buffer instanceof ArrayBuffer));
});
