import { assertEquals, assertThrows } from "@std/assert";
import {
  buildUNetPlusPlus,
  InputError,
  layerTable,
  type NetworkNormalization,
  useEngine,
} from "#karyon";
import {
  assertAllLearn,
  assertGradientsAreSlopes,
  assertKeepsSize,
  assertSeeded,
  assertSurvivesSaving,
  convolutionWeights,
} from "./checks.ts";

/** The paper's figure, block by block. */
function expectedParameters(
  filters: number,
  depth: number,
  heads: number,
  normalization: NetworkNormalization,
): number {
  // A bias becomes a scale, an offset, a mean and a variance.
  const extra = normalization === "batch" ? 3 : 0;
  let sum = heads * (filters + 1);
  for (let row = 0; row <= depth; row++) {
    const own = filters * 2 ** row;
    for (let column = 0; row + column <= depth; column++) {
      const above = row === 0 ? 3 : own / 2;
      const taken = column === 0 ? above : own * (column + 1);
      sum += convolutionWeights(3, taken, own) + convolutionWeights(3, own, own) +
        2 * extra * own;
      if (column > 0) sum += convolutionWeights(2, 2 * own, own);
    }
  }
  return sum;
}

for (
  const [filters, depth, deepSupervision, normalization] of [
    [2, 1, false, "none"],
    [2, 3, false, "batch"],
    [4, 3, true, "none"],
    [2, 4, true, "batch"],
  ] as const
) {
  const options = { filters, depth, deepSupervision, normalization };
  Deno.test(`buildUNetPlusPlus() counts its parameters for ${JSON.stringify(options)}`, async () => {
    await useEngine("wasm");
    const model = buildUNetPlusPlus(options);
    assertEquals(
      model.countParams(),
      expectedParameters(filters, depth, deepSupervision ? depth : 1, normalization),
    );
    model.dispose();
  });

  Deno.test(`buildUNetPlusPlus() learns with all weights for ${JSON.stringify(options)}`, async () => {
    await useEngine("wasm");
    const model = buildUNetPlusPlus(options);
    assertAllLearn(model, 32);
    assertGradientsAreSlopes(model, 32);
    model.dispose();
  });
}

Deno.test("buildUNetPlusPlus() keeps sizes, is seeded and survives saving", async () => {
  await useEngine("wasm");
  const build = (seed: number) =>
    buildUNetPlusPlus({
      filters: 2,
      seed,
      normalization: "batch",
      deepSupervision: true,
    });
  const model = build(3);
  assertKeepsSize(model, [8, 24]);
  await assertSurvivesSaving(model, 16);
  assertSeeded(build);
  model.dispose();
});

Deno.test("buildUNetPlusPlus() connects blocks as the paper's figure shows", async () => {
  await useEngine("wasm");
  const model = buildUNetPlusPlus({ filters: 2 });
  const inputs = new Map(layerTable(model, 16).map((row) => [row.name, row.inputs]));
  assertEquals(inputs.get("skip_0_3"), [
    "block_0_0_b",
    "block_0_1_b",
    "block_0_2_b",
    "up_0_3",
  ]);
  assertEquals(inputs.get("up_0_3"), ["block_1_2_b"]);
  assertEquals(inputs.get("nucleus"), ["block_0_3_b"]);
  model.dispose();
});

Deno.test("buildUNetPlusPlus() leaves the second convolution of each block out", async () => {
  await useEngine("wasm");
  const full = buildUNetPlusPlus({ filters: 2, depth: 2 });
  const short = buildUNetPlusPlus({ filters: 2, depth: 2, convolutions: 1 });
  // Three blocks of 2 filters, two of 4, one of 8.
  const saved = 3 * convolutionWeights(3, 2, 2) + 2 * convolutionWeights(3, 4, 4) +
    convolutionWeights(3, 8, 8);
  assertEquals(full.countParams() - short.countParams(), saved);
  assertKeepsSize(short, [8, 12]);
  assertAllLearn(short, 16);
  await assertSurvivesSaving(short, 16);
  full.dispose();
  short.dispose();
});

Deno.test("buildUNetPlusPlus() refuses bad options by name", () => {
  const convolutions = 3 as 2;
  assertThrows(() => buildUNetPlusPlus({ convolutions }), InputError, "convolutions");
  assertThrows(() => buildUNetPlusPlus({ depth: 0 }), InputError, "depth");
  assertThrows(() => buildUNetPlusPlus({ filters: 1.5 }), InputError, "filters");
  const normalization = "soup" as NetworkNormalization;
  assertThrows(() => buildUNetPlusPlus({ normalization }), InputError, "none, batch");
});
