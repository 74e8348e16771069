/** What holds of every network that has a name. */
import { architectures, useEngine } from "#karyon";
import {
  assertAllLearn,
  assertDraws,
  assertGradientsAreSlopes,
  assertKeepsLegalSizes,
  assertLeavesNothing,
  assertMeasured,
  assertSeeded,
  assertSurvivesSaving,
  assertTakesAnyImage,
} from "./checks.ts";

for (const [name, { build, multiple }] of Object.entries(architectures)) {
  const side = 2 * multiple;
  const make = (seed = 1) => build({ filters: 4, seed });

  Deno.test(`${name} gives a map of the size of any image that it takes`, async () => {
    await useEngine("wasm");
    const model = make();
    assertKeepsLegalSizes(model, multiple);
    await assertTakesAnyImage(model, multiple);
    model.dispose();
  });

  Deno.test(`${name} learns with every weight, and its seed decides them`, async () => {
    await useEngine("wasm");
    const model = make();
    assertAllLearn(model, side);
    assertGradientsAreSlopes(model, side);
    assertSeeded(make);
    model.dispose();
  });

  Deno.test(`${name} predicts the same after saving and loading`, async () => {
    await useEngine("wasm");
    const model = make();
    await assertSurvivesSaving(model, side);
    model.dispose();
  });

  Deno.test(`${name} is gone when it is disposed`, async () => {
    await useEngine("wasm");
    assertLeavesNothing(make, side);
  });

  Deno.test(`${name} is measured and drawn`, async () => {
    await useEngine("wasm");
    const model = make();
    assertMeasured(model, side);
    assertDraws(model, side);
    model.dispose();
  });
}
