import { assert, assertEquals } from "@std/assert";
import { outputsOf, run, textOf } from "../notebook/made_up.ts";

const PREPARE = `
  import { buildUNet, findRecipe, trainInBackground, useEngine } from "#karyon";
  import { squares } from "./tests/training/squares.ts";
  await useEngine("wasm");
  const model = buildUNet({ filters: 2, seed: 3 });
  const stop = new AbortController();
  const epochs = [];
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
`;

const BEGIN = `
  const training = trainInBackground({
    model,
    recipe: { ...findRecipe("stretched"), batchSize: 2, patience: 1e9 },
    train: squares(10, 1),
    validation: squares(4, 2),
    seed: 5,
    epochs: 1e6,
    signal: stop.signal,
    onEpoch: (history) => { epochs.push(history.length); },
  });
`;

Deno.test("a notebook trains in the background, goes on with other cells and stops it", async () => {
  const { ok, error, notebook } = await run([
    PREPARE,
    BEGIN,
    `while (epochs.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
     console.log("a cell ran");`,
    `stop.abort();
     const { ended, history } = await training;
     clearInterval(timer);
     console.log(ended, history.length === epochs.length, ticks > 20);
     model.dispose();`,
  ], { timeoutSeconds: 60 });
  assert(ok, error?.message);
  assertEquals(outputsOf(notebook).map(textOf), [
    "",
    "",
    "a cell ran\n",
    "stopped true true\n",
  ]);
});
