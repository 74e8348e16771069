/** One small training, for the tests of `train()`. */
import { assertEquals } from "@std/assert";
import { buildUNet, findRecipe, type History, train, useEngine } from "#karyon";
import { squares } from "./squares.ts";

export const RECIPE = { ...findRecipe("stretched"), learningRate: 5e-3, batchSize: 2 };

export const SETS = { train: squares(10, 1), validation: squares(4, 2) };

/** History without times, which may differ. */
export const numbers = (history: History) => history.map(({ seconds: _, ...row }) => row);

/** A training of a small network on small squares. */
export async function runs(
  epochs: number,
  extra: Partial<Parameters<typeof train>[0]> = {},
) {
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
