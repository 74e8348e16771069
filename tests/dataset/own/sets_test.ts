import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { InputError, openDataset } from "#karyon";
import { splitByName } from "../../../src/dataset/own/split_by_name.ts";
import { withFolder } from "../../support/temporary.ts";
import { writeFiles } from "../../support/contest_layout.ts";
import {
  codes,
  image,
  LABELS,
  labelsOf,
  nucleus,
  PIECES,
  plain,
  withOwn,
} from "./scene.ts";

const idsOf = (sets: readonly { name: string; ids: readonly string[] }[]) =>
  sets.map(({ name, ids }) => `${name}: ${ids.join(" ")}`);

Deno.test("folders called after sets are the sets, around images and masks or in them", async () => {
  const layouts = [
    (set: string, id: string) => [`${set}/images/${id}.png`, `${set}/masks/${id}.png`],
    (set: string, id: string) => [`images/${set}/${id}.png`, `masks/${set}/${id}.png`],
    (set: string, id: string) => [`my/${set}/${id}.png`, `my/${set}_masks/${id}.png`],
  ];
  for (const layout of layouts) {
    const files: Record<string, Promise<Uint8Array>> = {};
    for (
      const [set, id] of [["Train", "a"], ["val", "b"], ["test", "c"], ["test", "d"]]
    ) {
      const [one, mask] = layout(set!, id!);
      files[one!] = image();
      files[mask!] = plain();
    }
    await withOwn(files, async (dataset) => {
      assertEquals(idsOf(dataset.sets), ["train: a", "test: c d", "validation: b"]);
      assertEquals(dataset.problems, []);
      assertEquals(await labelsOf(dataset), {
        a: PIECES,
        b: PIECES,
        c: PIECES,
        d: PIECES,
      });
      assertEquals(dataset.test, dataset.sets[1]);
    });
  }
});

Deno.test("validation is the test set where there is none", () =>
  withOwn({ "train/a.png": image(), "valid/b.png": image() }, (dataset) => {
    assertEquals(idsOf(dataset.sets), ["train: a", "validation: b"]);
    assertEquals(dataset.test.name, "validation");
  }));

Deno.test("images beside test/ are the training set", () =>
  withOwn(
    {
      "images/a.png": image(),
      "masks/a.png": plain(),
      "test/images/b.png": image(),
      "test/masks/b.png": plain(),
    },
    (dataset) => {
      assertEquals(idsOf(dataset.sets), ["train: a", "test: b"]);
      assertEquals(dataset.problems, []);
    },
  ));

Deno.test("images beside train/ and test/ are in no set, and that is told", () =>
  withOwn(
    { "train/a.png": image(), "test/b.png": image(), "c.png": image() },
    (dataset) => {
      assertEquals(idsOf(dataset.sets), ["train: a", "test: b"]);
      const [problem] = dataset.problems;
      assertEquals([problem!.code, problem!.severity], ["layout", "warning"]);
      assertMatch(problem!.message, /1: c\.png beside them/);
    },
  ));

Deno.test("a table beside the sets serves all of them", () =>
  withOwn({
    "train/a.png": image(),
    "test/b.png": image(),
    "codes.csv": `ImageId,EncodedPixels\na,${codes(1)}\nb,${codes(3)}\nc,1 1\n`,
  }, async (dataset) => {
    const only = (n: number) => LABELS.map((label) => label === n ? 1 : 0);
    assertEquals(await labelsOf(dataset), { a: only(1), b: only(3) });
    assertEquals(
      dataset.problems.map(({ set, code, message }) => [set, code, message]),
      [["", "no image", "Expected an image for each ImageId but found none for 1: c"]],
    );
  }));

Deno.test("without such folders a hash of the names splits, and the description says so", () => {
  const files: Record<string, Promise<Uint8Array>> = {};
  for (let i = 0; i < 10; i++) files[`train/im${i}.png`] = image();
  return withOwn(files, ({ description, train, test, pairing }) => {
    assertMatch(
      description,
      new RegExp(`${train.ids.length} in train, ${test.ids.length} in test, split by`),
    );
    assertEquals(
      [...train.ids, ...test.ids].sort(),
      [...Array(10).keys()].map((i) => `im${i}`),
    );
    assertEquals(pairing!.map((row) => row["without_mask"]), [
      train.ids.length,
      test.ids.length,
    ]);
  });
});

Deno.test("splitByName() gives a fifth to test, and what is added moves nothing", () => {
  const images = Array.from({ length: 2000 }, (_, i) => ({ id: `image ${i}` }));
  const { train, test } = splitByName(images);
  // Within five standard deviations, 17.9, of 400.
  assertEquals(Math.abs(test.length - 400) < 90, true);
  assertEquals(train.length + test.length, 2000);
  const fewer = splitByName(images.slice(0, 500));
  assertEquals(fewer.test, test.filter(({ id }) => Number(id.slice(6)) < 500));
});

Deno.test("splitByName() leaves no set empty where there are two images", () => {
  for (let i = 0; i < 20; i++) {
    const { train, test } = splitByName([{ id: `a${i}` }, { id: `b${i}` }]);
    assertEquals([train.length, test.length], [1, 1]);
  }
  const { train, test } = splitByName([{ id: "alone" }]);
  assertEquals(train.length + test.length, 1);
});

Deno.test("a folder that is laid out in no known way is refused with what there is", () =>
  withFolder(async (folder) => {
    await writeFiles(folder, { "notes.txt": "x", "masks/a.png": await nucleus(1) });
    const error = await assertRejects(
      () => openDataset(folder),
      InputError,
      "a_mask.png",
    );
    assertMatch(error.message, /but found no image among masks\/a\.png, notes\.txt$/);
    await assertRejects(
      () => openDataset(`${folder}/notes.txt`),
      InputError,
      "notes.txt: Expected a readable zip",
    );
  }));

Deno.test("a broken table is refused with its name", () =>
  withFolder(async (folder) => {
    await writeFiles(folder, {
      "a.png": await image(),
      "codes.csv": "ImageId,EncodedPixels\na,1 2,3\n",
    });
    await assertRejects(
      () => openDataset(folder),
      InputError,
      "codes.csv: Expected a CSV",
    );
  }));
