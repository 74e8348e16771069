import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { type Card, createImage, type Dataset, InputError } from "#karyon";
import {
  adviceOnFew,
  advisingSet,
  exposureOfPart,
  imagesOf,
} from "../../src/cli/evaluate_images.ts";
import { madeUpDataset } from "../dataset/made_up_dataset.ts";
import { CARD } from "../support/tiny_model.ts";

const numbered = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${i}`, { image: createImage(1, 1, 1) }]),
  );

const folders = madeUpDataset({
  train: numbered(3),
  test: numbered(4),
  validation: numbered(5),
});

/** As a folder without `test/` opens: validation stands in for it. */
const withoutTest: Dataset = { ...folders, test: folders.sets[2]! };

const cardOf = (protocol: string, data = "none"): Card => ({
  ...CARD,
  training: { ...CARD.training, checksum: "abc", protocol, data },
});

Deno.test("images of a validation set that stands in for test are called validation", () => {
  for (
    const [dataset, asked, name, count] of [
      [folders, "test", "test", 4],
      [folders, "validation", "validation", 5],
      [withoutTest, "test", "validation", 5],
      [withoutTest, "validation", "validation", 5],
    ] as const
  ) {
    const part = imagesOf(dataset, asked);
    assertEquals([part.name, part.ids.length], [name, count]);
  }
});

Deno.test("a model chose on validation/ by held-out, or where there was no test/", () => {
  for (
    const [dataset, asked, protocol, expected] of [
      [folders, "test", "case-study", "chosen on"],
      [folders, "test", "held-out", "unseen"],
      [folders, "validation", "case-study", "unseen"],
      [folders, "validation", "held-out", "chosen on"],
      [withoutTest, "test", "case-study", "chosen on"],
      [withoutTest, "test", "held-out", "chosen on"],
      [madeUpDataset({ train: numbered(9) }), "validation", "case-study", "trained on"],
      [madeUpDataset({ train: numbered(9) }), "validation", "held-out", "chosen on"],
    ] as const
  ) {
    const part = imagesOf(dataset, asked), card = cardOf(protocol);
    const words = `${protocol}, ${asked} of ${dataset.sets.length} sets`;
    assertEquals(exposureOfPart(card, dataset, part, "abc"), expected, words);
    assertEquals(exposureOfPart(card, dataset, part, "other"), "unseen", words);
  }
});

const byHash = (train: number, test: number): Dataset => ({
  ...madeUpDataset({ train: numbered(train), test: numbered(test) }),
  description: "Own images of mine, split by a fixed hash of their names",
});

Deno.test("few images that a hash chose are said to be few, with what to do", () => {
  const adviceOn = (dataset: Dataset, card?: Card) =>
    adviceOnFew(dataset, imagesOf(dataset, "test"), card);
  assertEquals(
    adviceOn(byHash(7, 1), cardOf("held-out")),
    "Note: 7 of 8 images are in train by a hash of their names; put all into a folder test/ to score all.",
  );
  assertStringIncludes(adviceOn(byHash(1, 1))!, "1 of 2 images is in train");
  assertStringIncludes(adviceOn(byHash(40, 9))!, "40 of 49 images are in train");
  const silent = [
    adviceOn(byHash(40, 10)),
    adviceOn(byHash(0, 1)),
    // Sets that a person made are meant as they are.
    adviceOn(madeUpDataset({ train: numbered(7), test: numbered(1) })),
    // What trained a model is not to be scored by it.
    adviceOn(byHash(7, 1), cardOf("held-out", byHash(7, 1).description)),
    adviceOnFew(byHash(7, 1), imagesOf(byHash(7, 1), "validation"), undefined),
  ];
  assertEquals(silent, silent.map(() => undefined));
});

Deno.test("advisingSet() adds to errors of files, and to no others", async () => {
  const failing = (error: Error) =>
    advisingSet({ ...folders.train, read: () => Promise.reject(error) }, "mine");
  await assertRejects(
    () => failing(new InputError("Expected a PNG", { path: "mine/a.png" })).read("a"),
    InputError,
    'mine/a.png: Expected a PNG; run "karyon check mine" to see all problems',
  );
  const { message } = await assertRejects(() => failing(new TypeError("no")).read("a"));
  assertEquals(message, "no");
  const { id } = await advisingSet(folders.train, "mine").read("0");
  assertEquals(id, "0");
});
