import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { Command, CommanderError } from "commander";
import { findRecipe, InputError } from "#karyon";
import { addTrain } from "../../src/cli/train.ts";
import { image, plain, withOwn } from "../dataset/own/scene.ts";
import { karyon, karyonJson, startKaryon } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";

const QUICK = ["train", "--filters", "2", "--limit", "4", "--seed", "7"];

async function numbersOf(folder: string) {
  const history = JSON.parse(await Deno.readTextFile(`${folder}/history.json`));
  const rows = history.map(({ seconds: _, ...row }: { seconds: number }) => row);
  return [rows, await Deno.readFile(`${folder}/weights.bin`)];
}

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

/** Parses in this process, where nothing is trained. */
function parse(...args: string[]): Promise<unknown> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addTrain(program);
  return program.parseAsync([...QUICK, ...args], { from: "user" });
}

Deno.test("karyon train, killed in its second epoch and resumed, changes no number", () =>
  withFolder(async (folder) => {
    const through = `${folder}/through`, killed = `${folder}/killed`;
    const result = await karyonJson(...QUICK, "--epochs", "3", "--out", through);
    assertEquals([result["model"], result["epochs"]], [through, 3]);
    // A shortened training must not look like the recipe's hundred epochs.
    const card = JSON.parse(await Deno.readTextFile(`${through}/card.json`));
    assertEquals([card.recipe.epochs, card.training.epochs], [3, 3]);
    assertEquals(card.training.ended, "all epochs");

    const child = startKaryon(...QUICK, "--epochs", "3", "--out", killed);
    while (!await exists(`${killed}/checkpoints/epoch-0001/state.json`)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill("SIGKILL");
    await child.status;
    assertEquals(await exists(`${killed}/model.json`), false);

    await assertRejects(
      () => parse("--epochs", "3", "--out", killed),
      InputError,
      "--resume",
    );

    await karyonJson(...QUICK, "--epochs", "3", "--out", killed, "--resume");
    assertEquals(await numbersOf(killed), await numbersOf(through));
  }));

Deno.test("karyon train, asked to stop, keeps the best weights as a model", () =>
  withFolder(async (folder) => {
    const out = `${folder}/model`;
    const child = startKaryon(...QUICK, "--epochs", "500", "--out", out);
    while (!await exists(`${out}/checkpoints/epoch-0001/state.json`)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill("SIGINT");
    assertEquals((await child.status).code, 0);
    const { training } = JSON.parse(await Deno.readTextFile(`${out}/card.json`));
    assertEquals(training.ended, "stopped");
    const scores = await karyonJson("evaluate", "--model", out, "--limit", "1");
    assertEquals(scores["images"], 1);
  }));

for (
  const [args, words, exit] of [
    [["--recipe", "soup"], "case-study, case-study-tuned, stretched", 2],
    [["--data", "/nowhere"], "/nowhere", 1],
  ] as const
) {
  Deno.test(`karyon train ${args.join(" ")} is refused by name`, () =>
    withFolder(async (folder) => {
      const { code, stderr } = await karyon(
        ...QUICK,
        ...args,
        "--out",
        `${folder}/model`,
      );
      assertEquals(code, exit);
      assertStringIncludes(stderr, words);
      assertEquals(await exists(`${folder}/model/model.json`), false);
    }));
}

for (
  const [args, words] of [
    [["--architecture", "tower"], "unet"],
    [["--epochs", "many"], "--epochs"],
    [["--engine", "steam"], "wasm, cpu"],
  ] as const
) {
  Deno.test(`karyon train ${args.join(" ")} is wrong use`, () =>
    withFolder(async (folder) => {
      const out = `${folder}/model`;
      await assertRejects(() => parse(...args, "--out", out), CommanderError, words);
      assertEquals(await exists(out), false);
    }));
}

Deno.test("karyon train --resume leaves a finished model without checkpoints alone", () =>
  withFolder(async (folder) => {
    const out = `${folder}/model`;
    await karyonJson(...QUICK, "--epochs", "1", "--out", out);
    await Deno.remove(`${out}/checkpoints`, { recursive: true });
    const before = await Deno.readFile(`${out}/weights.bin`);
    await assertRejects(
      () => parse("--epochs", "2", "--out", out, "--resume"),
      InputError,
      "finished model",
    );
    assertEquals(await Deno.readFile(`${out}/weights.bin`), before);
  }));

Deno.test("karyon train --resume refuses to begin anew, which leaving it out does", () =>
  withFolder(async (folder) => {
    const out = `${folder}/nothere`;
    const refuses = () =>
      assertRejects(
        () => parse("--out", out, "--resume"),
        InputError,
        `${out}: Expected checkpoints to go on from but found none: leave --resume out to begin`,
      );
    await refuses();
    assertEquals(await exists(out), false);
    // What a first epoch leaves that was cut while it was written.
    await Deno.mkdir(`${out}/checkpoints/epoch-0001.part`, { recursive: true });
    await refuses();
    await assertRejects(
      () => parse("--out", out, "--engine", "cpu", "--data", "/nowhere"),
      InputError,
      "/nowhere",
    );
    await Deno.mkdir(`${out}/checkpoints/epoch-0001`);
    await assertRejects(
      () => parse("--out", out),
      InputError,
      "an empty folder but found checkpoints: add --resume",
    );
  }));

Deno.test("karyon train validates on validation/, or says that its protocol does not", () => {
  const pair = (set: string, id: string) => ({
    [`${set}/images/${id}.png`]: image(),
    [`${set}/masks/${id}.png`]: plain(),
  });
  const files = {
    ...pair("train", "a"),
    ...pair("validation", "b"),
    ...pair("test", "c"),
  };
  return withOwn(files, async (_, folder) => {
    const args = [...QUICK, "--epochs", "1", "--data", folder, "--no-cache"];
    const words = "--protocol held-out chooses it on validation";
    const told = await karyon(...args, "--out", `${folder}/one`);
    assertEquals(told.code, 0, told.stderr);
    assertStringIncludes(
      told.stderr,
      `case-study chooses the best epoch on test; ${words}`,
    );
    await Deno.remove(`${folder}/one`, { recursive: true });
    const out = `${folder}/two`;
    const silent = await karyon(...args, "--out", out, "--protocol", "held-out");
    assertEquals(silent.stderr.includes(words), false, silent.stderr);
    const { training } = JSON.parse(await Deno.readTextFile(`${out}/card.json`));
    assertEquals([training.train_images, training.validation_images], [1, 1]);
    assertEquals(training.data.includes("1 in train, 1 in test, 1 in validation"), true);
  });
});

Deno.test("karyon train takes a recipe of one's own, and its card holds it", () =>
  withFolder(async (folder) => {
    const { augmentation, ...heldOut } = findRecipe("held-out");
    const mine = {
      ...heldOut,
      name: "mine",
      description: "small squares",
      input: { ...heldOut.input, size: 32 },
      epochs: 2,
      drawn: 3,
      augmentation: { ...augmentation, zoom: [0.2, 0.4] },
    };
    const path = `${folder}/mine.json`, out = `${folder}/model`;
    await Deno.writeTextFile(path, JSON.stringify(mine));
    const result = await karyonJson(...QUICK, "--recipe", path, "--out", out);
    assertEquals(result["epochs"], 2);
    const card = JSON.parse(await Deno.readTextFile(`${out}/card.json`));
    assertEquals({ ...card.recipe, input: mine.input }, mine);
    assertEquals([card.input.size, card.input.fit], [32, "native"]);
    // Four of the set, as the limit says, and three drawn beside them.
    assertEquals(card.training.train_images, 7);

    await Deno.writeTextFile(path, JSON.stringify({ ...mine, epochs: 0 }));
    await assertRejects(
      () => parse("--recipe", path, "--out", `${folder}/other`, "--engine", "cpu"),
      InputError,
      `${path}: Expected epochs of the recipe`,
    );
  }));
