import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { openDataset } from "#karyon";
import { withFolder } from "../../support/temporary.ts";
import { zipOf } from "../../support/zips.ts";
import {
  codes,
  gray,
  image,
  LABELS,
  labelsOf,
  nucleus,
  PIECES,
  plain,
  readAll,
  tiff16,
  withOwn,
} from "./scene.ts";

type Files = Record<string, Uint8Array | string | Promise<Uint8Array>>;

const nuclei = (folder: string): Files => ({
  [`${folder}/x1.png`]: nucleus(1),
  [`${folder}/x2.png`]: nucleus(2),
  [`${folder}/x3.png`]: nucleus(3),
});

const rows = (id: string, more = "") =>
  [1, 2, 3].map((n) => `${id},${codes(n)}${more}\n`).join("");

/** Forms that keep nuclei apart, each with the images `a` and `b`. */
const APART: Record<string, () => Files> = {
  "label images in labels/": () => ({
    "images/a.png": image(),
    "images/b.png": image(),
    "labels/a.png": gray(LABELS),
    "labels/b.tif": tiff16(LABELS.map((label) => label * 300)),
  }),
  "label images named so, in one folder": () => ({
    "a.png": image(),
    "a_labels.png": gray(LABELS, { depth: 16 }),
    "b.png": image(),
    "b-label.png": gray(LABELS.map((label) => label * 7)),
  }),
  "folders as the contest has them": () => ({
    "a/images/a.png": image(),
    ...nuclei("a/masks"),
    "b/images/b.png": image(),
    ...nuclei("b/masks"),
  }),
  "a folder of masks for each name": () => ({
    "images/a.png": image(),
    "images/b.png": image(),
    ...nuclei("masks/a"),
    ...nuclei("masks/b"),
  }),
  "a table with sizes and usage": () => ({
    "images/a.png": image(),
    "images/b.png": image(),
    "solution.csv": "ImageId,EncodedPixels,Height,Width,Usage\n" +
      rows("a", ",3,4,Public") + rows("b", ",3,4,Private"),
  }),
  "a table without sizes, with other columns, of file names": () => ({
    "a.png": image(),
    "b.png": image(),
    "rle.csv": "\ufeffimageid,EncodedPixels\r\n" + rows("a.png") + rows("b"),
  }),
  "folders with image.png and labels.png": () => ({
    "a/image.png": image(),
    "a/labels.png": gray(LABELS),
    "b/image.png": image(),
    "b/labels.png": gray(LABELS),
  }),
  "forms mixed": () => ({
    "images/a.png": image(),
    "images/b.png": image(),
    ...nuclei("masks/a"),
    "labels/b.png": gray(LABELS),
  }),
};

/** Forms in which nuclei that touch are one. */
const MERGED: Record<string, () => Files> = {
  "plain masks in masks/": () => ({
    "images/a.jpg": image(),
    "images/b.png": image(),
    "masks/a.png": plain(),
    "masks/b.tif": tiff16(LABELS.map((label) => label > 0 ? 65535 : 0)),
  }),
  "plain masks named so, in one folder": () => ({
    "a.png": image(),
    "a_mask.png": plain(),
    "b.png": image(),
    "b.gt.png": gray(LABELS.map((label) => Math.min(label, 1))),
  }),
  "masks whose names tell it again": () => ({
    "images/img_a.png": image(),
    "images/img_b.png": image(),
    "annotations/mask_a.png": plain(),
    "annotations/MASK_B.png": plain(),
  }),
};

for (const [form, files] of Object.entries(APART)) {
  Deno.test(`own images, ${form}: labels are read as they are`, () =>
    withOwn(files(), async (dataset) => {
      assertEquals(dataset.problems, []);
      assertEquals(await labelsOf(dataset), { a: LABELS, b: LABELS });
      assertEquals(dataset.name, "own");
    }));
}

for (const [form, files] of Object.entries(MERGED)) {
  Deno.test(`own images, ${form}: each connected piece is a nucleus`, () =>
    withOwn(files(), async (dataset) => {
      assertEquals(dataset.problems, []);
      assertEquals(Object.values(await labelsOf(dataset)), [PIECES, PIECES]);
      for (const { mask } of (await readAll(dataset)).values()) {
        assertEquals([...mask!], LABELS.map((label) => Math.min(label, 1)));
      }
    }));
}

Deno.test("own images without masks are opened, with one warning a set", () =>
  withOwn({ "a.png": image(), "b.png": image() }, async (dataset) => {
    assertEquals(await labelsOf(dataset), { a: null, b: null });
    const found = dataset.problems.map(({ code, severity, id }) => [code, severity, id]);
    assertEquals(found, [["no mask", "warning", ""], ["no mask", "warning", ""]]);
    const { problems } = await dataset.train.inspect(dataset.train.ids[0]!);
    assertEquals(problems, []);
  }));

Deno.test("own images of 16 bits keep their depth and get a range", () =>
  withOwn({
    "a.tif": tiff16([...LABELS].map((label) => label * 1000)),
    "b.png": image(),
  }, async (dataset) => {
    const samples = await readAll(dataset);
    const { image: read, range, report } = samples.get("a")!;
    assertEquals([read.depth, Math.max(...read.data)], [16, 3000]);
    assert(range!.black < range!.white && range!.white <= 3000);
    assertEquals(report!.format, "TIFF");
    assertEquals(samples.get("b")!.range, undefined);
  }));

Deno.test("a zip of own images reads as its folder, with the same checksum", () =>
  withOwn(
    APART["label images in labels/"]!(),
    (dataset, folder) =>
      withFolder(async (beside) => {
        const files: Record<string, Uint8Array> = {};
        for (
          const name of ["images/a.png", "images/b.png", "labels/a.png", "labels/b.tif"]
        ) {
          files[name] = await Deno.readFile(`${folder}/${name}`);
        }
        await Deno.writeFile(`${beside}/set.zip`, await zipOf(files, { compress: true }));
        const zipped = await openDataset(`${beside}/set.zip`);
        assertEquals(await labelsOf(zipped), { a: LABELS, b: LABELS });
        assertEquals(await zipped.checksum(), await dataset.checksum());
        await zipped.close();

        await Deno.writeFile(`${folder}/labels/a.png`, await gray(PIECES));
        const changed = await openDataset(folder);
        assertNotEquals(await changed.checksum(), await dataset.checksum());
      }),
  ));

Deno.test("what systems and Karyon leave beside images is passed over", () =>
  withOwn({
    "a.png": image(),
    "a.labels.png": gray(LABELS),
    "a.mask.png": plain(),
    "a.overlay.png": image(),
    "a.nuclei.csv": "label,area\n1,3\n",
    ".DS_Store": "x",
    ".thumbs/a.png": image(),
    "__MACOSX/._a.png": "x",
    "Thumbs.db": "x",
    "notes.csv": "date,stain\n1,2\n",
    "b.png": image(),
    "b.mask.png": plain(),
  }, async (dataset) => {
    assertEquals(dataset.problems, []);
    assertEquals(await labelsOf(dataset), { a: LABELS, b: PIECES });
  }));
