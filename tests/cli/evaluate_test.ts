import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { Command, CommanderError } from "commander";
import {
  type CardIntervals,
  type ErrorRow,
  findEvaluation,
  heldOutSplit,
  InputError,
  type KindScores,
  openDataset,
  readStoredModel,
  type ThresholdRow,
  useEngine,
} from "#karyon";
import { addEvaluate } from "../../src/cli/evaluate.ts";
import { image, plain, withOwn } from "../dataset/own/scene.ts";
import { karyon, karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";
import { writeTinyModel } from "../support/tiny_model.ts";

Deno.test("karyon evaluate --split validation --record: scores, intervals, kinds on the card", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const told = await karyonJson(
      ...["evaluate", "--model", folder, "--protocol", "held-out"],
      ...["--split", "validation", "--record", "--engine", "wasm"],
    );
    const dataset = await openDataset("synthetic");
    const { ids } = heldOutSplit(dataset).validation;
    assertEquals([told["images"], told["split"]], [ids.length, "validation"]);
    // The card says nothing of these images: it was trained on others.
    assertEquals(told["exposure"], "unseen");
    const [row] = (await readStoredModel(folder)).card.evaluations!;
    assertEquals(row!.checksum, await dataset.checksum());
    assertEquals([row!.split, row!.protocol, row!.exposure], [
      "validation",
      "held-out",
      "unseen",
    ]);
    assertStringIncludes(row!.engine_words!, "thread");
    assertEquals(row!.intervals, told["intervals"] as CardIntervals);
    assertEquals(row!.kinds, told["kinds"] as KindScores[]);
    const counted = row!.kinds!.reduce((sum, { images }) => sum + images, 0);
    assertEquals(counted, ids.length);
  }));

Deno.test("karyon evaluate says it where the images are not new to the model", async () => {
  const { code, stdout, stderr } = await karyon(
    ...["evaluate", "--model", "unet-synthetic", "--data", "synthetic:1000"],
    ...["--limit", "2", "--engine", "wasm"],
  );
  assertEquals(code, 0);
  assertStringIncludes(
    stderr,
    "unet-synthetic: its best epoch was chosen on these images",
  );
  for (const head of ["average precision [95 %]", "TP/(TP+FP+FN)", "| merged |"]) {
    assertStringIncludes(stdout, head);
  }
});

Deno.test("karyon evaluate --method scores a classical method by held-out", async () => {
  const told = await karyonJson("evaluate", "--method", "otsu", "--limit", "2");
  assertEquals([told["method"], told["protocol"], told["images"]], [
    "otsu",
    "held-out",
    2,
  ]);
  assertEquals([told["model"], told["engine"], told["exposure"]], [
    undefined,
    undefined,
    undefined,
  ]);
  const [all] = told["errors"] as ErrorRow[];
  assertEquals(all!.images, 2);
  assertEquals((told["thresholds"] as ThresholdRow[])[9]!.iou, 0.95);
});

/** Parses in this process, where nothing needs to start. */
function parse(...args: string[]): Promise<unknown> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addEvaluate(program);
  return program.parseAsync(["evaluate", ...args], { from: "user" });
}

Deno.test("karyon evaluate wants a model or a method, and one of them", async () => {
  for (
    const [args, message] of [
      [[], "--model or --method but found neither"],
      [["--method", "otsu", "--model", "unet-small"], "cannot be used with"],
      [["--method", "otsu", "--splitting", "components"], "cannot be used with"],
      [["--method", "magic"], "otsu, adaptive, kmeans, voronoi-otsu"],
    ] as const
  ) {
    await assertRejects(() => parse(...args), CommanderError, message);
  }
});

Deno.test("karyon evaluate scores few images of one's own by held-out, and says how few", () => {
  const files = Object.fromEntries(["a", "b", "c"].flatMap((id) => [
    [`images/${id}.png`, image()],
    [`masks/${id}.png`, plain()],
  ]));
  return withOwn(files, ({ train, test }, data) =>
    withFolder(async (model) => {
      await useEngine("wasm");
      await writeTinyModel(model);
      assertEquals([train.ids.length, test.ids.length], [2, 1]);
      const { code, stdout, stderr } = await karyon(
        ...["evaluate", "--model", model, "--data", data, "--engine", "wasm"],
      );
      assertEquals(code, 0, stderr);
      assertStringIncludes(stderr, "2 of 3 images are in train by a hash of their names");
      assertStringIncludes(stdout, "tiny on 1 test image of own, protocol held-out");
    }));
});

Deno.test("karyon evaluate says of a broken file how to see all", () =>
  withOwn({
    "test/images/a.png": new TextEncoder().encode("no image"),
    "test/masks/a.png": plain(),
  }, async (_, data) => {
    await assertRejects(
      () => parse("--method", "otsu", "--data", data),
      InputError,
      `; run "karyon check ${data}" to see all problems`,
    );
  }));

Deno.test("karyon evaluate --splitting components --record: a row of its own", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const told = await karyonJson(
      ...["evaluate", "--model", folder, "--data", "synthetic:3", "--engine", "wasm"],
      ...["--protocol", "held-out", "--splitting", "components", "--record"],
    );
    const { card } = await readStoredModel(folder);
    const checksum = await (await openDataset("synthetic:3")).checksum();
    const row = findEvaluation(card, "held-out", { checksum }, "components");
    assertEquals(row!.scores["average_precision"], told["average_precision"] as number);
    assertEquals(findEvaluation(card, "held-out", { checksum }), undefined);
  }));

Deno.test("karyon evaluate --record refuses what is no score of a whole set", async () => {
  const limited = ["--record", "--limit", "2"];
  for (const subject of [["--model", "unet-small"], ["--method", "otsu"]]) {
    await assertRejects(
      () => parse(...subject, ...limited),
      InputError,
      "score all images but found --limit",
    );
  }
  await assertRejects(
    () => parse("--model", "unet-small", "--record", "--augment"),
    InputError,
    "as it predicts by itself but found --augment",
  );
});

Deno.test("karyon evaluate --method --record keeps scores of the contest's images alone", async () => {
  await assertRejects(
    () => parse("--method", "otsu", "--record", "--data", "synthetic:3"),
    InputError,
    "2018 Data Science Bowl but found synthetic",
  );
});
