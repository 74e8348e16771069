import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertRejects,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  type Batch,
  batches,
  buildUNet,
  InputError,
  NUCLEUS_MAPS,
  type Recipe,
  squareAsSource,
  train,
  useEngine,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { numbers, RECIPE, runs, SETS } from "./runs.ts";

Deno.test("train() learns, and keeps the weights of the best epoch", async () => {
  const { history, bestEpoch, ended } = await runs(12);
  assertEquals(history.length, 12);
  assertEquals(ended, "all epochs");
  assertLess(history.at(-1)!.val_loss, history[0]!.val_loss);
  const best = history[bestEpoch - 1]!.val_mean_iou;
  history.forEach(({ val_mean_iou }) => assert(val_mean_iou <= best));
  assertGreater(best, 0.8);
  const { weights } = await runs(bestEpoch);
  assertEquals((await runs(12)).weights, weights);
});

Deno.test("train() gives the same numbers twice, others for another seed", async () => {
  const [a, b, c] = [await runs(2), await runs(2), await runs(2, { seed: 6 })];
  assertEquals([numbers(a.history), a.weights], [numbers(b.history), b.weights]);
  assert(a.history[1]!.val_loss !== c.history[1]!.val_loss);
});

Deno.test("train() resumes to the same numbers and weights", () =>
  withFolder(async (folder) => {
    const checkpoints = `${folder}/checkpoints`;
    const through = await runs(4);
    await runs(2, { checkpoints });
    const resumed = await runs(4, { checkpoints, resume: true });
    assertEquals(numbers(resumed.history), numbers(through.history));
    assertEquals(resumed.weights, through.weights);
    assertEquals([...Deno.readDirSync(checkpoints)].map(({ name }) => name), [
      "epoch-0004",
    ]);
  }));

Deno.test("train() loses at most the epoch in which it is stopped, and changes no number", () =>
  withFolder(async (folder) => {
    const checkpoints = `${folder}/checkpoints`;
    const through = await runs(3);
    const controller = new AbortController();
    const stopped = await runs(3, {
      checkpoints,
      signal: controller.signal,
      onBatch: (done, _total, note) => {
        if (note!.startsWith("epoch 2") && done > 3) controller.abort();
      },
    });
    assertEquals([stopped.history.length, stopped.ended], [1, "stopped"]);
    const resumed = await runs(3, { checkpoints, resume: true });
    assertEquals(numbers(resumed.history), numbers(through.history));
    assertEquals(resumed.weights, through.weights);
  }));

Deno.test("train() passes over a checkpoint that was being written", () =>
  withFolder(async (folder) => {
    const checkpoints = `${folder}/checkpoints`;
    await runs(1, { checkpoints });
    await Deno.mkdir(`${checkpoints}/epoch-0002.part`);
    await Deno.writeTextFile(`${checkpoints}/epoch-0002.part/state.json`, "{");
    const resumed = await runs(2, { checkpoints, resume: true });
    assertEquals(numbers(resumed.history), numbers((await runs(2)).history));
  }));

Deno.test("train() refuses to resume another training, or from a broken checkpoint", () =>
  withFolder(async (folder) => {
    const checkpoints = `${folder}/checkpoints`;
    await runs(1, { checkpoints });
    await assertRejects(
      () => runs(2, { checkpoints, resume: true, seed: 9 }),
      InputError,
      "seed 9 but found 5",
    );
    // The same names, but other pixels.
    const [first, ...rest] = SETS.train;
    const other = { ...first!, pixels: first!.pixels.map((value) => value + 1) };
    await assertRejects(
      () => runs(2, { checkpoints, resume: true, train: [other, ...rest] }),
      InputError,
      "Expected a checkpoint with train",
    );
    await Deno.truncate(`${checkpoints}/epoch-0001/weights.bin`, 10);
    await assertRejects(
      () => runs(2, { checkpoints, resume: true }),
      InputError,
      "epoch-0001",
    );
  }));

Deno.test("train() stops early when the validation loss does not fall", async () => {
  const recipe = { ...RECIPE, learningRate: 0, patience: 2 };
  const { history, ended } = await runs(9, { recipe });
  assertEquals([history.length, ended], [3, "early stopping"]);
});

Deno.test("train() refuses an empty set", async () => {
  await assertRejects(() => runs(1, { validation: [] }), InputError, "10 and 0");
});

Deno.test("train() learns borders and distances beside the mask", async () => {
  await useEngine("wasm");
  const before = tf.memory().numTensors;
  const recipe: Recipe = {
    ...RECIPE,
    input: { ...RECIPE.input, size: 16 },
    maps: NUCLEUS_MAPS,
    augmentation: { flip: true },
  };
  const labelled = SETS.train.map((one) => ({
    ...squareAsSource(one),
    labels: Int32Array.from(one.mask),
  }));
  const model = buildUNet({ filters: 4, seed: 3, maps: NUCLEUS_MAPS });
  const sets = { train: labelled, validation: SETS.validation };
  const { history } = await train({ model, recipe, ...sets, seed: 5, epochs: 8 });
  const first = history[0]!, last = history.at(-1)!;
  assertLess(last.loss, 0.8 * first.loss);
  assertGreater(last.val_mean_iou, 0.7);
  // Where the network sees nuclei it sees depth, and no borders: each is alone.
  const maps = tf.tidy(() => {
    const [{ images }] = [...batches(SETS.validation, { batchSize: 4 })] as [Batch];
    const output = model.predict(images) as tf.Tensor;
    images.dispose();
    return output.reshape([-1, 3]).arraySync() as number[][];
  });
  const mean = (pixels: readonly number[][], map: number) =>
    pixels.reduce((sum, pixel) => sum + pixel[map]!, 0) / pixels.length;
  const inside = maps.filter(([nucleus]) => nucleus! > 0.5);
  const outside = maps.filter(([nucleus]) => nucleus! <= 0.5);
  assertGreater(mean(inside, 2), 2 * mean(outside, 2));
  assertLess(mean(maps, 1), 0.3);
  model.dispose();
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("train() leaves no tensor behind", async () => {
  await runs(1);
  const before = tf.memory().numTensors;
  await runs(2);
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("train() says that it diverged, and keeps no such epoch", () =>
  withFolder(async (folder) => {
    const recipe = { ...RECIPE, learningRate: NaN };
    await assertRejects(
      () => runs(3, { recipe, checkpoints: `${folder}/checkpoints` }),
      Error,
      "diverged",
    );
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names, []);
  }));
