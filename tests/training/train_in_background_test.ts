import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertRejects,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  buildUNet,
  findRecipe,
  type History,
  InputError,
  train,
  trainInBackground,
  type TrainInBackgroundOptions,
  useEngine,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { squares } from "./squares.ts";

const RECIPE = { ...findRecipe("stretched"), learningRate: 5e-3, batchSize: 2 };
const SETS = { train: squares(10, 1), validation: squares(4, 2) };

/** History without times, which may differ. */
const numbers = (history: History) => history.map(({ seconds: _, ...row }) => row);

async function runs(
  how: typeof trainInBackground,
  extra: Partial<TrainInBackgroundOptions> = {},
) {
  await useEngine("wasm");
  const model = buildUNet({ filters: 4, seed: 3 });
  const options = { model, recipe: RECIPE, ...SETS, seed: 5, epochs: 3 };
  try {
    const { history, ...trained } = await how({ ...options, ...extra });
    const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
    return { history: numbers(history), ...trained, weights };
  } finally {
    model.dispose();
  }
}

Deno.test("trainInBackground() gives the numbers and weights of train(), bit by bit", async () => {
  assertEquals(await runs(trainInBackground), await runs(train));
});

Deno.test("trainInBackground() resumes what train() began, to the same numbers", () =>
  withFolder(async (folder) => {
    const checkpoints = `${folder}/checkpoints`;
    const through = await runs(train);
    await runs(train, { checkpoints, epochs: 1 });
    const from: number[] = [];
    const resumed = await runs(trainInBackground, {
      checkpoints,
      resume: true,
      onResume: (epoch) => from.push(epoch),
    });
    assertEquals(resumed, through);
    assertEquals(from, [1]);
  }));

Deno.test("trainInBackground() lets timers fire while it computes, and tells how far it is", async () => {
  const told: string[] = [], lengths: number[] = [], engines: string[] = [];
  let ticks = 0, first = 0;
  const timer = setInterval(() => void ticks++, 1);
  await runs(trainInBackground, {
    // One batch of many images: in the main thread no timer fires while it lasts.
    train: squares(400, 1),
    recipe: { ...RECIPE, batchSize: 400 },
    epochs: 2,
    engine: "wasm",
    onEngine: ({ name }) => void engines.push(name),
    onBatch: (done, total, note) => {
      first ||= ticks;
      told.push(`${done} of ${total}: ${note}`);
    },
    onEpoch: (history) => void lengths.push(history.length),
  });
  clearInterval(timer);
  assertGreater(first, 20);
  assertEquals(engines, ["wasm"]);
  assertEquals(lengths, [1, 2]);
  assertEquals(told.length, 2);
  assert(told[0]!.startsWith("400 of 400: epoch 1, loss 0."));
});

Deno.test("trainInBackground() stops when asked and keeps the best weights", async () => {
  const controller = new AbortController();
  const stopped = await runs(trainInBackground, {
    signal: controller.signal,
    epochs: 500,
    onEpoch: ({ length }) => {
      if (length === 2) controller.abort();
    },
  });
  assertEquals([stopped.history.length, stopped.ended], [2, "stopped"]);
  const { weights } = await runs(train, { epochs: stopped.bestEpoch });
  assertEquals(stopped.weights, weights);
});

Deno.test("trainInBackground() stops within an epoch, and gives the weights back as they were", async () => {
  const controller = new AbortController();
  let batches = 0;
  const stopped = await runs(trainInBackground, {
    signal: controller.signal,
    train: squares(1000, 1),
    onBatch: () => {
      if (++batches === 3) controller.abort();
    },
  });
  assertEquals([stopped.history, stopped.bestEpoch, stopped.ended], [[], 0, "stopped"]);
  // Of 500; a busy machine may hear of the third a few batches late.
  assertLess(batches, 100);
  assertEquals(stopped.weights, (await runs(train, { epochs: 0 })).weights);
});

Deno.test("trainInBackground() waits for onEpoch, and throws what it throws", async () => {
  const steps: string[] = [];
  const draw = async () => {
    steps.push("begun");
    await new Promise((resolve) => setTimeout(resolve, 30));
    steps.push("drawn");
  };
  await runs(trainInBackground, { epochs: 2, onEpoch: draw });
  assertEquals(steps, ["begun", "drawn", "begun", "drawn"]);
  const refuse = () => Promise.reject(new InputError("Expected paper"));
  await assertRejects(
    () => runs(trainInBackground, { onEpoch: refuse }),
    InputError,
    "Expected paper",
  );
});

Deno.test("trainInBackground() throws what train() throws, and leaves the network alone", async () => {
  await useEngine("wasm");
  const model = buildUNet({ filters: 2 });
  const before = model.getWeights().map((weight) => [...weight.dataSync()]);
  const options = { model, recipe: RECIPE, ...SETS, seed: 5, epochs: 1 };
  await assertRejects(
    () => trainInBackground({ ...options, validation: [] }),
    InputError,
    "10 and 0",
  );
  await assertRejects(
    () => trainInBackground({ ...options, engine: "steam" }),
    InputError,
    "the engine",
  );
  const recipe = { ...RECIPE, learningRate: NaN };
  await assertRejects(
    () => trainInBackground({ ...options, recipe, epochs: 3 }),
    Error,
    "diverged",
  );
  assertEquals(model.getWeights().map((weight) => [...weight.dataSync()]), before);
  model.dispose();
});

Deno.test("trainInBackground() leaves no tensor behind", async () => {
  await runs(trainInBackground, { epochs: 1 });
  const before = tf.memory().numTensors;
  await runs(trainInBackground, { epochs: 1 });
  assertEquals(tf.memory().numTensors, before);
});
