import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertRejects,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  buildUNet,
  findLoss,
  findRecipe,
  InputError,
  type LossName,
  type Recipe,
  squareAsSource,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { numbers, RECIPE, runs, SETS } from "./runs.ts";

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
