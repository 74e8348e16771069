import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertRejects,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  buildUNet,
  findLoss,
  findRecipe,
  type History,
  InputError,
  type LossName,
  type Recipe,
  squareAsSource,
  train,
  useEngine,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { squares } from "./squares.ts";

const RECIPE = { ...findRecipe("stretched"), learningRate: 5e-3, batchSize: 2 };

const SETS = { train: squares(10, 1), validation: squares(4, 2) };

/** History without times, which may differ. */
const numbers = (history: History) => history.map(({ seconds: _, ...row }) => row);

async function runs(epochs: number, extra: Partial<Parameters<typeof train>[0]> = {}) {
  assertEquals((await useEngine("wasm")).name, "wasm");
  const model = buildUNet({ filters: 4, seed: 3 });
  const trained = await train({
    model,
    recipe: RECIPE,
    ...SETS,
    seed: 5,
    epochs,
    ...extra,
  });
  const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
  model.dispose();
  return { ...trained, weights };
}

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

/** Everything that a recipe may ask for, on squares of 16 pixels. */
const VARIED: Recipe = {
  ...findRecipe("held-out"),
  input: { ...RECIPE.input, size: 16 },
  learningRate: 5e-3,
  batchSize: 4,
  weightAverage: 0.9,
};
const SOURCES = SETS.train.map((sample) => ({
  ...squareAsSource(sample),
  labels: Int32Array.from(sample.mask),
}));

Deno.test("train() resumes a varied, averaged training with a schedule to the same numbers", () =>
  withFolder(async (folder) => {
    const checkpoints = `${folder}/checkpoints`;
    const extra = { recipe: VARIED, train: SOURCES };
    const through = await runs(3, extra);
    const controller = new AbortController();
    await runs(3, {
      ...extra,
      checkpoints,
      signal: controller.signal,
      onEpoch: ({ length }) => {
        if (length === 2) controller.abort();
      },
    });
    const resumed = await runs(3, { ...extra, checkpoints, resume: true });
    assertEquals(numbers(resumed.history), numbers(through.history));
    assertEquals(resumed.weights, through.weights);
    const rates = through.history.map(({ learning_rate }) => learning_rate!);
    assert(rates[0]! > rates[1]! && rates[1]! > rates[2]!);
    assertAlmostEquals(rates[2]!, 5e-3 * 0.005, 1e-9);
    // The rate at a step depends on how many there are.
    await assertRejects(
      () => runs(5, { ...extra, checkpoints, resume: true }),
      InputError,
      "Expected a checkpoint with recipe",
    );
  }));

Deno.test("train() validates and keeps the averaged weights", async () => {
  const plain = await runs(2, { recipe: { ...RECIPE, patience: null } });
  const recipe: Recipe = { ...RECIPE, patience: null, weightAverage: 0.9 };
  const averaged = await runs(2, { recipe });
  const [own, mean] = [plain.history, averaged.history];
  own.forEach(({ loss }, i) => assertEquals(mean[i]!.loss, loss));
  assert(own.every(({ val_loss }, i) => val_loss !== mean[i]!.val_loss));
  assert(averaged.weights.flat().some((value, i) => value !== plain.weights.flat()[i]));
});

Deno.test("train() never stops early without patience", async () => {
  const recipe: Recipe = { ...RECIPE, learningRate: 0, patience: null };
  const { history, ended } = await runs(5, { recipe });
  assertEquals([history.length, ended], [5, "all epochs"]);
});

for (const name of ["binary cross-entropy", "dice", "focal"] as const) {
  Deno.test(`train() makes the loss small that its recipe names: ${name}`, async () => {
    // Without a step the loss of the epoch is that of the untrained network.
    const recipe: Recipe = { ...RECIPE, loss: name, learningRate: 0, flip: false };
    const { history } = await runs(1, { recipe });
    assertAlmostEquals(history[0]!.loss, untrainedLoss(name), 1e-5);
  });
}

function untrainedLoss(name: LossName): number {
  const model = buildUNet({ filters: 4, seed: 3 });
  const count = SETS.train.length;
  const value = tf.tidy(() => {
    const images = SETS.train.flatMap(({ pixels }) => [...pixels]);
    const masks = SETS.train.flatMap(({ mask }) => [...mask]);
    const input = tf.div(tf.tensor4d(images, [count, 16, 16, 3]), 65535);
    const truth = { masks: tf.tensor4d(masks, [count, 16, 16, 1], "float32") };
    return findLoss(name).compute(truth, model.predict(input) as tf.Tensor)
      .dataSync()[0]!;
  });
  model.dispose();
  return value;
}

Deno.test("train() learns with weighted borders, from labels", async () => {
  const recipe: Recipe = {
    ...RECIPE,
    loss: "border-weighted binary cross-entropy",
    augmentation: { flip: true },
  };
  const { history } = await runs(4, {
    recipe: { ...recipe, input: { ...recipe.input, size: 16 } },
    train: SOURCES,
  });
  assertLess(history[3]!.loss, history[0]!.loss);
  assertLess(history[3]!.val_loss, history[0]!.val_loss);
});

Deno.test("train() refuses whole images for a recipe that does not cut them", async () => {
  await assertRejects(() => runs(1, { train: SOURCES }), InputError, "an augmentation");
});

Deno.test("train() leaves no tensor behind of a varied, averaged training", async () => {
  await runs(1, { recipe: VARIED, train: SOURCES });
  const before = tf.memory().numTensors;
  await runs(2, { recipe: VARIED, train: SOURCES });
  assertEquals(tf.memory().numTensors, before);
});
