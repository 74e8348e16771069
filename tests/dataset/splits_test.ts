import { assertEquals, assertThrows } from "@std/assert";
import {
  BAD_IMAGE,
  caseStudySplit,
  createImage,
  type Dataset,
  heldOutSplit,
  InputError,
  openDataset,
  parseSplitList,
  type Split,
  type SplitList,
} from "#karyon";
import { madeUpDataset } from "./made_up_dataset.ts";

const LIST = parseSplitList(
  await Deno.readTextFile(new URL("../../data/splits/dsb2018.json", import.meta.url)),
  "dsb2018.json",
);

const sample = { image: createImage(1, 1, 1) };
const samples = (ids: readonly string[]) =>
  Object.fromEntries(ids.map((id) => [id, sample]));
const numbered = (count: number) =>
  samples(Array.from({ length: count }, (_, i) => `image ${i}`));

const contest = (train: readonly string[]) =>
  madeUpDataset({ train: samples(train), test: { x: sample } }, { name: "dsb2018" });

const listed = (list: SplitList) => [
  ...list.train,
  ...list.validation,
  ...list.excluded.map(({ id }) => id),
];

const idsOf = ({ train, validation, test }: Split) =>
  [train, validation, test].map((part) => part?.ids);

Deno.test("caseStudySplit() is train less the bad image, and all of test", () => {
  const dataset = madeUpDataset({
    train: samples(["a", BAD_IMAGE, "b"]),
    test: { c: sample },
  });
  const { name, train, validation } = caseStudySplit(dataset);
  assertEquals([name, [...train.ids].sort(), validation.ids], [
    "case-study",
    ["a", "b"],
    ["c"],
  ]);
  assertEquals([train.set.name, validation.set.name], ["train", "test"]);
});

Deno.test("the contest's list covers 670 images once each, 15 % of them to validate", () => {
  const all = listed(LIST);
  assertEquals([all.length, new Set(all).size], [670, 670]);
  assertEquals(all.every((id) => /^[0-9a-f]{64}$/.test(id)), true);
  const used = LIST.train.length + LIST.validation.length;
  assertEquals(LIST.validation.length, Math.round(0.15 * used));
  const bad = LIST.excluded.find(({ id }) => id === BAD_IMAGE);
  assertEquals(bad?.reason, "bad masks");
});

Deno.test("heldOutSplit() of the contest's set is its list; test stays the test", () => {
  const split = heldOutSplit(contest(listed(LIST)));
  assertEquals(split.name, "held-out");
  assertEquals(idsOf(split), [LIST.train, LIST.validation, ["x"]]);
  assertEquals(
    [split.train, split.validation, split.test!].map(({ set }) => set.name),
    ["train", "train", "test"],
  );
});

for (
  const [name, ids, words] of [
    ["one more", ["new", ...listed(LIST)], "1 that the list does not name: new"],
    ["other", ["new"], "670 that the set does not have: "],
    ["fewer", listed(LIST).slice(1), `that the set does not have: ${LIST.train[0]}`],
  ] as const
) {
  Deno.test(`heldOutSplit() refuses the contest's set with ${name} images`, () => {
    assertThrows(() => heldOutSplit(contest(ids)), InputError, words);
  });
}

Deno.test("heldOutSplit() takes another list, which must fit", () => {
  const dataset = madeUpDataset({ train: samples(["a", "b", "c"]), test: { d: sample } });
  const list = {
    ...LIST,
    train: ["c"],
    validation: ["a"],
    excluded: [{ id: "b", reason: "" }],
  };
  assertEquals(idsOf(heldOutSplit(dataset, list)), [["c"], ["a"], ["d"]]);
  assertThrows(
    () => heldOutSplit(dataset, { ...list, validation: ["a", "c"] }),
    InputError,
    "1 named twice: c",
  );
});

Deno.test("heldOutSplit() of one's own data uses its validation set", () => {
  const dataset = madeUpDataset({
    train: numbered(3),
    test: { t: sample },
    validation: { v: sample },
  });
  const { train, validation, test } = heldOutSplit(dataset);
  assertEquals([train.ids.length, validation.ids, test?.ids], [3, ["v"], ["t"]]);
  assertEquals(validation.set.name, "validation");
});

/** As a folder without `test/` opens: validation stands in for it. */
function withoutTest(train: ReturnType<typeof samples>): Dataset {
  const made = madeUpDataset({ train, validation: samples(["v", "w"]) });
  const [first, , validation] = made.sets;
  return { ...made, test: validation!, sets: [first!, validation!] };
}

Deno.test("heldOutSplit() keeps all of train where validation stands in for test", () => {
  const dataset = withoutTest(numbered(7));
  const split = heldOutSplit(dataset);
  assertEquals(idsOf(split), [dataset.train.ids, ["v", "w"], undefined]);
  assertEquals(split.validation.set, dataset.test);
});

Deno.test("heldOutSplit() needs no training images where there is a validation set", () => {
  assertEquals(idsOf(heldOutSplit(withoutTest({}))), [[], ["v", "w"], undefined]);
});

Deno.test("heldOutSplit() says what to do where there is a test set alone", () => {
  const test = samples(["t"]);
  const words = "at least 2 images of train to split but found 0";
  const { message } = assertThrows(
    () => heldOutSplit(madeUpDataset({ test })),
    InputError,
    `${words}: put images to validate on into a folder validation/`,
  );
  // Drawn images lie in no folder.
  const drawn = assertThrows(
    () => heldOutSplit(madeUpDataset({ test }, { name: "synthetic" })),
    InputError,
    words,
  );
  assertEquals(message.startsWith(drawn.message), true);
  assertEquals(drawn.message.endsWith(words), true);
});

Deno.test("heldOutSplit() of other data takes 15 %, one at least, the same each time", () => {
  for (const [count, expected] of [[2, 1], [7, 1], [20, 3], [100, 15]] as const) {
    const dataset = madeUpDataset({ train: numbered(count) });
    const split = heldOutSplit(dataset);
    assertEquals(split.validation.ids.length, expected);
    assertEquals(
      [...split.train.ids, ...split.validation.ids].sort(),
      [...dataset.train.ids],
    );
    assertEquals(idsOf(heldOutSplit(dataset)), idsOf(split));
  }
  assertThrows(
    () => heldOutSplit(madeUpDataset({ train: numbered(1) })),
    InputError,
    "at least 2 images of train to split but found 1",
  );
});

Deno.test("both protocols' parts of the synthetic set are apart and cover it", async () => {
  const dataset = await openDataset();
  for (const split of [caseStudySplit(dataset), heldOutSplit(dataset)]) {
    const parts = idsOf(split).flatMap((ids) => ids ?? []);
    assertEquals(parts.toSorted(), [...dataset.train.ids, ...dataset.test.ids].sort());
    assertEquals(new Set(parts).size, parts.length);
  }
});

for (
  const [text, words] of [
    ["{", "Expected JSON"],
    ["null", 'a list of ids "train" but found undefined'],
    ['{"train": ["a"], "validation": [1]}', '"validation" but found object'],
  ] as const
) {
  Deno.test(`parseSplitList() refuses ${text}`, () => {
    assertThrows(() => parseSplitList(text, "list.json"), InputError, words);
  });
}
