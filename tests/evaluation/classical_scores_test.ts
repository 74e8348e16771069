import { assertEquals, assertRejects } from "@std/assert";
import {
  classicalMethods,
  type ClassicalScores,
  DSB2018_CHECKSUM,
  InputError,
  readClassicalScores,
  recordClassicalScores,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";

const scoresOf = (method: string, average_precision: number): ClassicalScores => ({
  method,
  description: "by hand",
  protocol: "held-out",
  data: "two images",
  checksum: "abc",
  split: "test",
  scores: { images: 2, average_precision },
  intervals: { average_precision: [0.1, 0.9] },
  kinds: [{
    kind: "white on black",
    images: 1,
    ...{ mean_iou: 0.5, foreground_iou: 0.5, dice: 0.6, average_precision },
    intervals: {},
  }],
});

Deno.test("recordClassicalScores() sorts by method and replaces scores of the same images", () =>
  withFolder(async (folder) => {
    const path = `${folder}/scores/classical.json`;
    const validation = { ...scoresOf("otsu", 0.4), split: "validation" };
    const rows = [scoresOf("otsu", 0.1), scoresOf("kmeans", 0.2), validation];
    for (const row of [...rows, scoresOf("otsu", 0.3)]) {
      assertEquals(await recordClassicalScores(row, path), path);
    }
    assertEquals(await readClassicalScores(path), [
      scoresOf("kmeans", 0.2),
      scoresOf("otsu", 0.3),
      validation,
    ]);
  }));

Deno.test("readClassicalScores() finds nothing where nothing was recorded", () =>
  withFolder(async (folder) => {
    assertEquals(await readClassicalScores(`${folder}/none.json`), []);
  }));

Deno.test("readClassicalScores() names a broken file and what is wrong with it", () =>
  withFolder(async (folder) => {
    const path = `${folder}/broken.json`;
    const row = scoresOf("otsu", 0.3);
    for (
      const [text, message] of [
        ["{", "Expected the scores of classical methods but found"],
        ["{}", "Expected a list of scores to be Array but found Object"],
        [
          JSON.stringify([{ ...row, scores: { images: "two" } }]),
          'Expected 0.scores.images to be number but found "two"',
        ],
        [
          JSON.stringify([row, { ...row, intervals: { dice: [0.1] } }]),
          "Expected 1.intervals.dice.1 to be number but found undefined",
        ],
      ] as const
    ) {
      await Deno.writeTextFile(path, text);
      const error = await assertRejects(() => readClassicalScores(path), InputError);
      assertEquals(
        error.message.slice(0, path.length + 2 + message.length),
        [
          path,
          message,
        ].join(": "),
      );
    }
    // What cannot be read is not overwritten either.
    await assertRejects(() => recordClassicalScores(row, path), InputError, path);
  }));

Deno.test("the project's file holds every classical method on the contest's test images", async () => {
  const rows = await readClassicalScores();
  assertEquals(rows.map(({ method }) => method), Object.keys(classicalMethods).sort());
  for (const { method, description, protocol, checksum, split, scores, kinds } of rows) {
    assertEquals([protocol, checksum, split], ["held-out", DSB2018_CHECKSUM, "test"]);
    assertEquals(
      description,
      classicalMethods[method as keyof typeof classicalMethods].description,
    );
    const images = kinds.reduce((sum, kind) => sum + kind.images, 0);
    assertEquals([scores["images"], images], [65, 65]);
  }
});
