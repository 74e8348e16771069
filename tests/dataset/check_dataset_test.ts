import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkDataset, createImage, encodePng, type Image, openDataset } from "#karyon";
import { contestFiles, SOLUTION, writeFiles } from "../support/contest_layout.ts";
import { withFolder } from "../support/temporary.ts";
import { IMAGES } from "./looks.ts";
import { codesOf, madeUpDataset, sampleOf } from "./made_up_dataset.ts";

const [a, b, c, d] = IMAGES as [Image, Image, Image, Image];

Deno.test("checkDataset() counts what a set holds", async () => {
  const dark = createImage(4, 2, 4);
  dark.data.fill(255).set([1, 2, 3, 0]);
  const { usable, sets, problems } = await checkDataset(madeUpDataset({
    train: {
      a: { ...sampleOf(createImage(4, 2, 1)) },
      b: sampleOf(dark, 4),
      c: sampleOf(createImage(2, 4, 3, 16), 1),
    },
    test: { d: { image: createImage(8, 1, 2) } },
  }));
  assertEquals([usable, problems], [true, []]);
  assertEquals(sets["train"], {
    images: 3,
    unreadable: 0,
    channels: { rgba: 1, rgb: 1, gray: 1 },
    gray_in_rgb: 1,
    alpha_used: 1,
    sizes: { "4x2": 2, "2x4": 1 },
    depths: { 8: 2, 16: 1 },
    masks: 3,
    nuclei: 7,
    foreground: { mean: 7 / 24, least: 1 / 8, most: 1 / 2 },
    conversions: {},
    notes: [],
  });
  assertEquals(sets["test"]!.channels, {
    "rgba": 0,
    "rgb": 0,
    "gray": 0,
    "gray-alpha": 1,
  });
  assertEquals([sets["test"]!.foreground, sets["test"]!.masks], [null, 0]);
});

Deno.test("checkDataset() passes on what sets and data set say of their files", async () => {
  const message = "Expected whole bytes but found half of them";
  const pairing = {
    set: "",
    id: "",
    code: "no image",
    severity: "warning",
    message: "a mask is alone",
  } as const;
  const { usable, sets, problems } = await checkDataset(madeUpDataset({
    train: {
      a: sampleOf(a),
      b: { code: "unreadable", severity: "error", message, path: "b.png" },
    },
  }, { problems: [pairing] }));
  assertEquals(usable, false);
  assertEquals(problems, [
    pairing,
    {
      set: "train",
      id: "b",
      code: "unreadable",
      severity: "error",
      message,
      path: "b.png",
    },
  ]);
  assertEquals([sets["train"]!.images, sets["train"]!.unreadable], [1, 1]);
});

Deno.test("a mask without background is an error, one without a nucleus a warning", async () => {
  const { usable, problems } = await checkDataset(madeUpDataset({
    train: {
      all: sampleOf(a, a.width * a.height),
      nothing: sampleOf(b, 0),
      almost: sampleOf(c, 1),
    },
  }));
  assertEquals(
    problems.map(({ id, code, severity }) => [id, code, severity]),
    [["all", "all foreground", "error"], ["nothing", "all background", "warning"]],
  );
  assertEquals(usable, false);
});

Deno.test("masks that a whole set lacks are one problem where the set expects them", async () => {
  const lacks = (id: string, path: string) =>
    ({
      set: "train",
      id,
      code: "no mask",
      severity: "error",
      message: "Expected a mask but found none",
      path,
    }) as const;
  const dataset = madeUpDataset({ train: { a: { image: a }, b: { image: b } } });
  const expecting = {
    ...dataset.train,
    inspect: async (id: string) => ({
      ...await dataset.train.inspect(id),
      problems: [lacks(id, `${id}.png`)],
    }),
  };
  const { problems } = await checkDataset({ ...dataset, sets: [expecting] });
  assertEquals(codesOf(problems), ["train : no mask"]);
  assertStringIncludes(problems[0]!.message, "any of 2 images");
  assertEquals("path" in problems[0]!, false);

  // The same in the data set's own words is not said twice.
  const { path: _, ...summary } = { ...lacks("", ""), message: "1 has no mask" };
  const one = { ...dataset, sets: [expecting], problems: [summary] };
  assertEquals((await checkDataset({ ...one })).problems, problems);
  assertEquals(codesOf((await checkDataset(one, { limit: 1 })).problems), [
    "train a: no mask",
  ]);

  const { problems: none, sets } = await checkDataset(dataset);
  assertEquals([none, sets["train"]!.notes], [[], ["2 images have no mask"]]);
});

Deno.test("what reading did to files is counted in notes", async () => {
  const report = {
    name: "x",
    format: "TIFF",
    conversions: ["palette to RGB"],
    warnings: ["3 more pages were left out."],
  } as const;
  const { sets } = await checkDataset(madeUpDataset({
    train: {
      a: { image: a, report },
      b: { image: b, report: { ...report, warnings: [] } },
    },
  }));
  assertEquals(sets["train"]!.conversions, { "palette to RGB": 2 });
  assertEquals(sets["train"]!.notes, [
    "2 images have no mask",
    "2 files: palette to RGB",
    "1 file: 3 more pages were left out.",
  ]);
});

Deno.test("checkDataset() tells how far it is, hands samples on, and keeps to a limit", async () => {
  const told: string[] = [], handed: string[] = [];
  const { sets } = await checkDataset(
    madeUpDataset({
      train: { a: sampleOf(a), b: sampleOf(b), c: sampleOf(c) },
      test: { d: sampleOf(d) },
    }),
    {
      limit: 2,
      onProgress: (done, total, note) => told.push(`${done}/${total} ${note}`),
      onSample: (set, { id }) => handed.push(`${set} ${id}`),
    },
  );
  assertEquals(told, ["1/3 train", "2/3 train", "3/3 test"]);
  assertEquals(handed, ["train a", "train b", "test d"]);
  assertEquals([sets["train"]!.images, sets["test"]!.images], [2, 1]);
});

Deno.test("checkDataset() lists every problem of the files in a folder", () =>
  withFolder(async (folder) => {
    const files = await contestFiles();
    const [image, one, two] = Object.values(files) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const gray = createImage(4, 3, 1);
    const empty = await encodePng(gray);
    gray.data.fill(90, 0, 2).fill(200, 2, 4);
    const odd = await encodePng(gray);
    const wide = await encodePng(createImage(5, 3, 1));
    await writeFiles(folder, {
      "stage1_train/empty/images/empty.png": image,
      "stage1_train/empty/masks/1.png": empty,
      "stage1_train/empty/masks/2.png": two,
      "stage1_train/half/images/half.png": image.slice(0, -30),
      "stage1_train/half/masks/1.png": one,
      "stage1_train/overlap/images/overlap.png": image,
      "stage1_train/overlap/masks/1.png": one,
      "stage1_train/overlap/masks/2.png": odd,
      "stage1_train/wide/images/wide.png": image,
      "stage1_train/wide/masks/1.png": wide,
      "stage1_test/xyz/images/xyz.png": image,
      "stage1_solution.csv": SOLUTION,
    });
    const dataset = await openDataset(folder);
    const { usable, problems } = await checkDataset(dataset);
    await dataset.close();
    assertEquals(usable, false);
    assertEquals(codesOf(problems), [
      "train empty: empty mask",
      "train half: unreadable",
      "train overlap: mask values",
      "train overlap: overlapping nuclei",
      "train wide: size mismatch",
      "train overlap: duplicate",
      "train wide: duplicate",
      "test xyz: duplicate",
    ]);
    const paths = problems.map(({ path }) => path?.replace(`${folder}/`, ""));
    assertEquals(paths.slice(0, 5), [
      "stage1_train/empty/masks/1.png",
      "stage1_train/half/images/half.png",
      "stage1_train/overlap/masks/2.png",
      "stage1_train/overlap/masks",
      "stage1_train/wide/masks/1.png",
    ]);
  }));
