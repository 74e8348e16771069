import { assertEquals, assertRejects } from "@std/assert";
import {
  DEFAULT_SPLITTING,
  InputError,
  readStoredModel,
  recordSplitting,
  type SplittingChoice,
  useEngine,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { CARD, writeTinyModel } from "../support/tiny_model.ts";

const choice = (
  method: "components" | "distance",
  value: number,
): SplittingChoice => ({
  splitting: DEFAULT_SPLITTING[method],
  measured: [
    { metric: "average_precision", definition: "chosen", value, split: "val", n: 4 },
  ],
});

Deno.test("recordSplitting() writes settings and what chose them, in place of earlier ones", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const path = `${folder}/card.json`;
    const dice = { metric: "dice", definition: "by hand", value: 0.8 };
    const scored = [{
      protocol: "held-out",
      data: "none",
      checksum: "none",
      split: "test",
      engine: "cpu",
      scores: { images: 1 },
    }];
    await Deno.writeTextFile(
      path,
      JSON.stringify({ ...CARD, metrics: [dice], evaluations: scored }),
    );
    await recordSplitting(folder, choice("components", 0.3));
    const returned = await recordSplitting(folder, choice("distance", 0.4));
    const { card } = await readStoredModel(folder);
    assertEquals(card, returned);
    assertEquals(card, {
      ...CARD,
      splitting: DEFAULT_SPLITTING.distance,
      metrics: [dice, ...choice("distance", 0.4).measured],
    });
    assertEquals(card.threshold, DEFAULT_SPLITTING.distance.threshold);
    // Scores of nuclei that were told apart in another way are gone.
    assertEquals(card.evaluations, undefined);
    // A reader finds it where the threshold is.
    const keys = Object.keys(JSON.parse(await Deno.readTextFile(path)));
    assertEquals(keys.indexOf("splitting"), keys.indexOf("threshold") + 1);
  }));

Deno.test("recordSplitting() refuses a folder without a model, and leaves nothing there", () =>
  withFolder(async (folder) => {
    const record = () => recordSplitting(folder, choice("distance", 0.4));
    await assertRejects(record, InputError, "model.json");
    assertEquals([...Deno.readDirSync(folder)], []);
  }));
