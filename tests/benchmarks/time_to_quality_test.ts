import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { loadRecipe, type Recipe } from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { QUALITY_MARKERS } from "./readme.ts";
import { sample } from "./sample_results.ts";
import { type QualityOptions, timeToQuality } from "./time_to_quality.ts";
import { publishQuality, QUALITY_RECIPE } from "./time_to_quality_command.ts";
import { neighboursMeanIoU, toBytes, turnHalf } from "./time_to_quality_files.ts";
import { qualityReport } from "./time_to_quality_report.ts";
import { type Quality, runOf, sideOf, type Told } from "./time_to_quality_results.ts";

/** A training of 10 images an epoch, a minute each, with these scores. */
const told = (...scores: number[]): Told => ({
  words: "A trainer",
  parameters: 5,
  train: 10,
  validation: 3,
  history: scores.map((val_mean_iou, i) => (
    { epoch: i + 1, loss: 1, val_mean_iou, seconds: 60 * (i + 1) }
  )),
});

const side = (...trainings: readonly Told[]) =>
  sideOf(trainings[0]!, trainings.map((one, i) => runOf(one, i + 1, 0.8)));

const quality: Quality = {
  machine: sample.machine,
  target: 0.8,
  architecture: "a-network",
  recipe: "a-recipe",
  epochs: 3,
  precision: "f32",
  train: 10,
  validation: 3,
  karyon: side(told(0.5, 0.8)),
  pytorch: side(told(0.5, 0.7, 0.9)),
  ratio_to_pytorch: 1.5,
};

Deno.test("the first epoch that is good enough gives the time, also if it is just so", () => {
  const run = runOf(told(0.5, 0.8, 0.9), 4, 0.8);
  assertEquals([run.seed, run.epoch, run.minutes], [4, 2, 2]);
  assertAlmostEquals(run.images_per_second, 10 / 60);
  const never = runOf(told(0.5, 0.79), 1, 0.8);
  assertEquals([never.epoch, never.minutes], [null, null]);
});

Deno.test("a seed that does not get there counts as the longest", () => {
  const good = told(0.8), slow = told(0.1, 0.1, 0.8), never = told(0.1);
  assertEquals(side(good, never, slow).minutes, 3);
  assertEquals(side(good, slow).minutes, 2);
  assertEquals(side(good, never).minutes, null);
  assertEquals(side(never, good, never).minutes, null);
});

Deno.test("the report has a column for each side, and says what was not reached", () => {
  const report = qualityReport(quality);
  assert(report.includes("| minutes to a Mean IoU of 0.8 | 2.0 (1.50 x) | 3.0 |"));
  assert(report.includes("| epoch in which it was reached, of 3 | 2 | 3 |"));
  assert(report.includes("| highest Mean IoU until then | 0.8000 | 0.9000 |"));
  const alone = { ...quality, karyon: side(told(0.5)), pytorch: null };
  const short = qualityReport({ ...alone, ratio_to_pytorch: null });
  assert(short.includes("| minutes to a Mean IoU of 0.8 | not reached |\n"));
  assert(short.includes("| epoch in which it was reached, of 3 | – |\n"));
});

Deno.test("published figures leave those of the other benchmarks as they are", () =>
  withFolder(async (folder) => {
    const [readme, results] = [`${folder}/README.md`, `${folder}/results.json`];
    const [start, end] = QUALITY_MARKERS;
    await Deno.writeTextFile(readme, `Before.\n${start}\nold\n${end}\nAfter.\n`);
    await Deno.writeTextFile(results, `{"reading":{"images":7},"quality":{}}`);
    await publishQuality(quality, readme, results);
    const page = await Deno.readTextFile(readme);
    assert(page.includes(`${start}\n\n${qualityReport(quality)}\n\n${end}\nAfter.`));
    const kept = JSON.parse(await Deno.readTextFile(results));
    assertEquals(kept, { reading: { images: 7 }, quality });
  }));

Deno.test("an image turned by half keeps its channels together, and turns back", () => {
  assertEquals(
    turnHalf(Uint8Array.of(1, 2, 3, 4, 5, 6), 3),
    Uint8Array.of(4, 5, 6, 1, 2, 3),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255))), (rgb) => {
      const pixels = Uint8Array.from(rgb.flat());
      assertEquals(turnHalf(turnHalf(pixels, 3), 3), pixels);
    }),
  );
});

Deno.test("values in 8 bits are rounded, and kept in range", () => {
  const values = Float32Array.of(-0.1, 0, 0.4 / 255, 0.6 / 255, 1, 1.5);
  assertEquals(toBytes(values), Uint8Array.of(0, 0, 0, 1, 255, 255));
});

Deno.test("masks beside the next one have the Mean IoU that one counts by hand", () => {
  const left = Uint8Array.of(1, 1, 0, 0), one = Uint8Array.of(1, 0, 0, 0);
  // Nuclei share 1 of 2 pixels, backgrounds 2 of 3, whichever is the prediction.
  assertAlmostEquals(neighboursMeanIoU([left, one]), (1 / 2 + 2 / 3) / 2);
});

Deno.test("the recipe that is timed is for the case study's split and never gives up", async () => {
  const recipe = await loadRecipe(QUALITY_RECIPE);
  assertEquals([recipe.protocol, recipe.patience], ["case-study", null]);
  assert(recipe.augmentation !== undefined);
});

const shortened = async (changes: Partial<Recipe>): Promise<Recipe> => {
  const recipe = await loadRecipe(QUALITY_RECIPE);
  const input = { ...recipe.input, size: 64 };
  return { ...recipe, input, batchSize: 2, epochs: 2, ...changes };
};

const options = async (changes: Partial<QualityOptions>): Promise<QualityOptions> => ({
  source: "synthetic",
  recipe: await shortened({}),
  target: 2,
  engine: "wasm",
  precision: "f32",
  threads: 1,
  limit: 3,
  python: "./no_such_python",
  seeds: 1,
  onProgress: () => {},
  ...changes,
});

Deno.test("a training without a peer ends with the epoch that is good enough", async () => {
  const lines: string[] = [];
  const { karyon, pytorch, ratio_to_pytorch, train } = await timeToQuality(
    await options({ target: 0.01, onProgress: (line) => lines.push(line) }),
  );
  const [run] = karyon.runs;
  assertEquals([train, run!.epoch, run!.history.length], [3, 1, 1]);
  assertAlmostEquals(karyon.minutes! * 60, run!.history[0]!.seconds);
  assertEquals([pytorch, ratio_to_pytorch], [null, null]);
  assertEquals(lines.length, 2);
});

Deno.test("an engine that is not there is named, and not replaced", async () => {
  await assertRejects(
    async () => timeToQuality(await options({ engine: "none" as "wasm" })),
    Error,
    "none",
  );
});

const python = Deno.env.get("KARYON_PYTHON") ?? "python3";

async function hasTorch(): Promise<boolean> {
  const run = new Deno.Command(python, { args: ["-c", "import torch"], stderr: "null" });
  return await run.output().then(({ success }) => success, () => false);
}

Deno.test({
  name: "PyTorch (KARYON_PYTHON) learns the same from the same images",
  ignore: !await hasTorch(),
  fn: async () => {
    const { karyon, pytorch } = await timeToQuality(await options({ python }));
    assertEquals(pytorch!.parameters, karyon.parameters);
    const [own, other] = [karyon, pytorch!].map(({ runs }) => runs[0]!.history);
    assertEquals(other!.length, 2);
    own!.forEach(({ loss, val_mean_iou }, i) => {
      assertAlmostEquals(other![i]!.loss, loss, 0.02);
      assertAlmostEquals(other![i]!.val_mean_iou, val_mean_iou, 0.02);
    });
  },
});
