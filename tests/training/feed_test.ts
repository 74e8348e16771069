import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  balanceClasses,
  borderWeights,
  findRecipe,
  InputError,
  NUCLEUS_MAPS,
  nucleusTargets,
  type Recipe,
  type SourceImage,
  useEngine,
} from "#karyon";
import { openFeed, type TrainingSample } from "../../src/training/feed.ts";
import { squares } from "./squares.ts";

const { augmentation: _, ...PLAIN } = findRecipe("held-out");
const RECIPE: Recipe = { ...PLAIN, input: { ...PLAIN.input, size: 16 }, batchSize: 3 };
const BORDERS = "border-weighted binary cross-entropy";

const SQUARES = squares(5, 1);
/** The same squares as whole images of eight bits. */
const SOURCES: readonly SourceImage[] = SQUARES.map(({ id, pixels, mask }) => ({
  id,
  width: 16,
  height: 16,
  pixels: Uint8Array.from(pixels, (value) => Math.round(value / 257)),
  peak: 255,
  mask,
}));

async function firstEpoch(samples: readonly TrainingSample[], recipe: Recipe) {
  await useEngine("cpu");
  const feed = openFeed(samples, recipe, 1);
  const walked = [];
  for await (const { ids, images, masks, weights } of feed.epoch(1)) {
    walked.push({
      ids,
      images: images.dataSync(),
      masks: masks.dataSync(),
      weights: weights?.dataSync(),
    });
    tf.dispose([images, masks, ...(weights ? [weights] : [])]);
  }
  await feed.close();
  return walked;
}

Deno.test("openFeed() takes squares as they are without an augmentation", async () => {
  for (const { ids, images, masks } of await firstEpoch(SQUARES, RECIPE)) {
    const chosen = ids.map((id) => SQUARES.find((one) => one.id === id)!);
    assertEquals([...masks], chosen.flatMap(({ mask }) => [...mask]));
    chosen.flatMap(({ pixels }) => [...pixels]).forEach((value, i) =>
      assertAlmostEquals(images[i]!, value / 65535, 1e-6)
    );
  }
});

Deno.test("openFeed() with an empty augmentation gives squares and whole images alike", async () => {
  const recipe = { ...RECIPE, augmentation: {} };
  const cut = await firstEpoch(SQUARES, recipe),
    whole = await firstEpoch(SOURCES, recipe);
  assertEquals(cut.length, 2);
  cut.forEach(({ ids, images, masks, weights }, i) => {
    assertEquals(ids, whole[i]!.ids);
    assertEquals(masks, whole[i]!.masks);
    assertEquals(weights, undefined);
    // Sixteen bits against eight.
    images.forEach((value, k) =>
      assertAlmostEquals(value, whole[i]!.images[k]!, 0.5 / 255 + 1e-5)
    );
  });
});

Deno.test("openFeed() weighs borders by the classes of the whole set", async () => {
  const labelled = SOURCES.map((source) => ({
    ...source,
    labels: Int32Array.from(source.mask),
  }));
  const recipe: Recipe = { ...RECIPE, loss: BORDERS, augmentation: {}, batchSize: 5 };
  const [batch] = await firstEpoch(labelled, recipe);
  const classWeights = balanceClasses(labelled.map(({ mask }) => mask));
  const expected = batch!.ids.flatMap((id) => {
    const { labels } = labelled.find((one) => one.id === id)!;
    return [...borderWeights(labels, 16, 16, { classWeights })];
  });
  assertEquals([...batch!.weights!], expected);
});

Deno.test("openFeed() gives borders and distances for a network that learns them", async () => {
  await useEngine("cpu");
  const labelled = SOURCES.map((source) => ({
    ...source,
    labels: Int32Array.from(source.mask),
  }));
  const recipe: Recipe = { ...RECIPE, maps: NUCLEUS_MAPS, augmentation: {} };
  const feed = openFeed(labelled, recipe, 1);
  for await (const { truth, ids: _ids, ...tensors } of feed.epoch(1)) {
    const targets = [...tensors.targets!.dataSync()];
    const expected = truth.flatMap((mask) => {
      const { border, distance } = nucleusTargets(Int32Array.from(mask), 16, 16);
      return [...border].flatMap((value, i) => [value, distance[i]!]);
    });
    assertEquals(targets, expected);
    tf.dispose(tensors as tf.TensorContainer);
  }
  await feed.close();
  const mine: Recipe = { ...recipe, name: "mine" };
  assertThrows(() => openFeed(SOURCES, mine, 1), InputError, "the maps nucleus,border");
  const { augmentation: _, ...plain } = mine;
  assertThrows(() => openFeed(SQUARES, plain, 1), InputError, "an augmentation");
});

Deno.test("openFeed() refuses whole images that a recipe does not cut", () => {
  const error = assertThrows(() => openFeed(SOURCES, RECIPE, 1), InputError);
  assert(error.message.includes(`whole images such as ${SOURCES[0]!.id}`));
  assert(error.message.includes("held-out"));
});

Deno.test("openFeed() refuses to weigh borders without labels, or without an augmentation", () => {
  const recipe: Recipe = { ...RECIPE, loss: BORDERS };
  assertThrows(() => openFeed(SQUARES, recipe, 1), InputError, `the loss "${BORDERS}"`);
  assertThrows(
    () => openFeed(SOURCES, { ...recipe, augmentation: {} }, 1),
    InputError,
    `found none for "${SOURCES[0]!.id}"`,
  );
});
