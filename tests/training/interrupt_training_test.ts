import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { buildUNet, findRecipe, INTERRUPT, trainInBackground, useEngine } from "#karyon";
import { squares } from "./squares.ts";

Deno.test("trainInBackground() ends at the stop button and keeps what was learned", async () => {
  await useEngine("wasm");
  const model = buildUNet({ filters: 4, seed: 3 });
  const batchesAfter: number[] = [];
  let pressed = false;
  const { history, ended } = await trainInBackground({
    model,
    recipe: { ...findRecipe("stretched"), patience: null, batchSize: 2 },
    train: squares(4, 1),
    validation: squares(2, 2),
    seed: 5,
    epochs: 500,
    engine: "wasm",
    onBatch: (done) => {
      if (pressed) batchesAfter.push(done);
    },
    onEpoch: ({ length }) => {
      if (length !== 2) return;
      pressed = true;
      dispatchEvent(new Event(INTERRUPT, { cancelable: true }));
    },
  });
  assertEquals(ended, "stopped");
  assertGreater(history.length, 1);
  assertLess(history.length, 10);
  assertEquals(batchesAfter, []);
  model.dispose();
});
