import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { findRecipe, InputError, loadRecipe, parseRecipe, recipes } from "#karyon";
import { withFolder } from "../support/temporary.ts";

const HELD_OUT = findRecipe("held-out");
const FOLDER = new URL("../../src/training/recipes/", import.meta.url);

Deno.test("every file in recipes/ is a recipe by its own name, and goes through JSON unchanged", async () => {
  const files = (await Array.fromAsync(Deno.readDir(FOLDER))).map(({ name }) => name);
  assertEquals(
    files.toSorted(),
    Object.keys(recipes).map((name) => `${name}.json`).toSorted(),
  );
  for (const file of files) {
    const json = JSON.parse(await Deno.readTextFile(new URL(file, FOLDER)));
    const recipe = parseRecipe(json, file);
    assertEquals(`${recipe.name}.json`, file);
    assertEquals(recipe, json);
    assertEquals(parseRecipe(JSON.parse(JSON.stringify(recipe))), recipe);
  }
});

Deno.test("the recipe case-study is as published", () => {
  const { input, loss, learningRate, batchSize, patience, augmentation, schedule } =
    findRecipe("case-study");
  assertEquals(input, { size: 256, normalization: "none" });
  assertEquals([loss, learningRate, batchSize], ["binary cross-entropy", 1e-3, 4]);
  assertEquals([patience, augmentation, schedule], [20, undefined, undefined]);
});

Deno.test("findRecipe() says which there are", () => {
  const { message } = assertThrows(() => findRecipe("soup"), InputError, "soup");
  for (const name of Object.keys(recipes)) assertStringIncludes(message, name);
});

const varied = (augmentation: unknown) => ({ ...HELD_OUT, augmentation });

for (
  const [value, words] of [
    [{ ...HELD_OUT, epoch: 3 }, "without epoch"],
    [varied({ flips: true }), "without augmentation.flips"],
    [{ ...HELD_OUT, epochs: "3" }, 'epochs of the recipe to be number but found "3"'],
    [{ ...HELD_OUT, epochs: 0 }, "epochs of the recipe to be >=1 but found 0"],
    [{ ...HELD_OUT, epochs: 1.5 }, "to be a whole number but found 1.5"],
    [{ ...HELD_OUT, learningRate: 0 }, "learningRate of the recipe to be >0"],
    [{ ...HELD_OUT, learningRate: Infinity }, "a finite number but found Infinity"],
    [{ ...HELD_OUT, learningRate: NaN }, "found NaN"],
    [{ ...HELD_OUT, name: "" }, "to be a name"],
    [{ ...HELD_OUT, weightAverage: 1 }, "weightAverage of the recipe to be <1"],
    [{ ...HELD_OUT, balance: 2 }, "balance of the recipe to be <=1 but found 2"],
    [{ ...HELD_OUT, loss: "soup" }, '"dice"'],
    [
      { ...HELD_OUT, maps: ["border"] },
      "maps of the recipe to be nucleus alone or nucleus,border,distance",
    ],
    [{ ...HELD_OUT, maps: ["depth"] }, "maps.0 of the recipe to be"],
    [{ ...HELD_OUT, protocol: "mine" }, '"held-out"'],
    [{ ...HELD_OUT, input: { size: 256 } }, "input.normalization in the recipe"],
    [{ ...HELD_OUT, schedule: { kind: "stairs" } }, '"one-cycle"'],
    [
      { ...HELD_OUT, schedule: { kind: "cosine", warmup: 2, final: 0 } },
      "schedule.warmup",
    ],
    [varied({ zoom: [0, 1] }), "augmentation.zoom.0 of the recipe to be >0 but found 0"],
    [varied({ zoom: [2, 1] }), "the lower to the higher number but found [2,1]"],
    [varied({ zoom: [1] }), "augmentation.zoom.1"],
    [varied({ zoom: [1, 2, 3] }), "augmentation.zoom.2"],
    [varied({ zoom: 2 }), "augmentation.zoom of the recipe to be Array but found 2"],
    [varied({ stretch: 0.5 }), "augmentation.stretch of the recipe to be >=1"],
    [varied({ rotate: -3 }), "augmentation.rotate of the recipe to be >=0"],
    [varied({ elastic: { share: 1, sigma: 8, grid: 1 } }), "augmentation.elastic.grid"],
    [varied({ gray: {} }), "augmentation.gray.share in the recipe but found none"],
    [varied({ gray: { share: 2 } }), "augmentation.gray.share of the recipe to be <=1"],
    [varied({ noise: { share: 1, range: [-1, 1] } }), "augmentation.noise.range.0"],
    [varied({ blur: { share: 1, range: [0, 1] } }), "augmentation.blur.range.0"],
    [7, "a recipe to be Object but found 7"],
    [null, "found null"],
  ] as const
) {
  Deno.test(`parseRecipe() refuses by name: ${words}`, () => {
    const { message } = assertThrows(() => parseRecipe(value, "mine.json"), InputError);
    assertStringIncludes(message, "mine.json: Expected ");
    assertStringIncludes(message, words);
  });
}

Deno.test("loadRecipe() reads a name, or a file of one's own", () =>
  withFolder(async (folder) => {
    assertEquals(await loadRecipe("held-out"), HELD_OUT);
    const path = `${folder}/mine.json`, mine = { ...HELD_OUT, name: "mine", epochs: 2 };
    await Deno.writeTextFile(path, JSON.stringify(mine));
    assertEquals(await loadRecipe(path), mine);
  }));

Deno.test("loadRecipe() names a file that is missing, no JSON, or no recipe", () =>
  withFolder(async (folder) => {
    await assertRejects(() => loadRecipe("soup"), InputError, "soup");
    const path = `${folder}/mine.json`;
    const missing = await assertRejects(() => loadRecipe(path), InputError, path);
    assert(missing.cause instanceof Deno.errors.NotFound);
    for (const [text, words] of [["{", "JSON"], ['{"name": 1}', "name"]] as const) {
      await Deno.writeTextFile(path, text);
      const { message } = await assertRejects(() => loadRecipe(path), InputError, path);
      assertStringIncludes(message, words);
    }
  }));
