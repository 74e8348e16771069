import { assertEquals, assertGreaterOrEqual, assertRejects } from "@std/assert";
import { Command, CommanderError } from "commander";
import {
  type Card,
  type CardSplitting,
  InputError,
  readStoredModel,
  useEngine,
} from "#karyon";
import { addTune } from "../../src/cli/tune.ts";
import { image, plain, withOwn } from "../dataset/own/scene.ts";
import { karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";
import { CARD, writeTinyModel } from "../support/tiny_model.ts";

/** A model that sees every pixel, trained by the protocol as its card claims. */
async function writeModelOf(protocol: string, folder: string): Promise<void> {
  await useEngine("wasm");
  await writeTinyModel(folder);
  const card: Card = {
    ...CARD,
    input: { ...CARD.input, fit: "native" },
    training: { ...CARD.training, protocol },
  };
  await Deno.writeTextFile(`${folder}/card.json`, JSON.stringify(card));
}

// One image in the test set, which the protocol case-study validates on.
const SMALL = ["--data", "synthetic:3", "--engine", "wasm"];

Deno.test("karyon tune writes what it chose into the card, and what that scored", () =>
  withFolder(async (folder) => {
    await writeModelOf("case-study", folder);
    const told = await karyonJson("tune", folder, ...SMALL);
    assertEquals([told["images"], told["recorded"]], [1, true]);
    assertEquals(told["split"], "case-study validation");
    const best = told["average_precision"] as number;
    // Connected pieces were tried too.
    assertGreaterOrEqual(best, told["components_average_precision"] as number);
    const { card } = await readStoredModel(folder);
    assertEquals(card.splitting, told["splitting"] as CardSplitting);
    const rows = card.metrics.map((
      { metric, value, split, n },
    ) => [metric, value, split, n]);
    assertEquals(rows, [
      ["foreground_iou", told["foreground_iou"], "case-study validation", 1],
      ["average_precision", best, "case-study validation", 1],
    ]);
  }));

Deno.test("karyon tune --limit leaves the card as it is, and says so", () =>
  withFolder(async (folder) => {
    await writeModelOf("held-out", folder);
    const before = await Deno.readTextFile(`${folder}/card.json`);
    // Held-out validates on 15 % of 14 training images.
    const told = await karyonJson(
      ...["tune", folder, "--data", "synthetic:14", "--engine", "wasm", "--limit", "1"],
    );
    assertEquals([told["split"], told["images"], told["recorded"]], [
      "held-out validation",
      1,
      false,
    ]);
    assertEquals(await Deno.readTextFile(`${folder}/card.json`), before);
  }));

/** Parses in this process, where nothing needs to start. */
function parse(...args: string[]): Promise<unknown> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addTune(program);
  return program.parseAsync(["tune", ...args], { from: "user" });
}

Deno.test("karyon tune refuses a card that does not say what it was validated on", () =>
  withFolder(async (folder) => {
    await writeModelOf("by eye", folder);
    await assertRejects(
      () => parse(folder, ...SMALL),
      InputError,
      `${folder}/card.json: Expected a model that was trained by case-study or held-out but found by eye`,
    );
  }));

/** Two images of one's own in a folder called after a set, and none else. */
const inFolder = (set: string) => ({
  [`${set}/images/a.png`]: image(),
  [`${set}/masks/a.png`]: plain(),
  [`${set}/images/b.png`]: image(),
  [`${set}/masks/b.png`]: plain(),
});

Deno.test("karyon tune chooses on one's own validation/, without images to train on", () =>
  withOwn(inFolder("validation"), (_, data) =>
    withFolder(async (folder) => {
      await writeModelOf("held-out", folder);
      const told = await karyonJson("tune", folder, "--data", data, "--engine", "wasm");
      assertEquals([told["split"], told["images"]], ["held-out validation", 2]);
    })));

Deno.test("karyon tune says what to do where one's own images are all in test/", () =>
  withOwn(inFolder("test"), (_, data) =>
    withFolder(async (folder) => {
      await writeModelOf("held-out", folder);
      await assertRejects(
        () => parse(folder, "--data", data, "--engine", "wasm"),
        InputError,
        "put images to validate on into a folder validation/",
      );
    })));

Deno.test("karyon tune wants a model and data, and at least one image", async () => {
  for (
    const [args, message] of [
      [["unet-small"], "--data"],
      [["--data", "synthetic"], "model"],
      [["unet-small", ...SMALL, "--limit", "0"], "--limit to be a whole number"],
    ] as const
  ) {
    await assertRejects(() => parse(...args), CommanderError, message);
  }
});
