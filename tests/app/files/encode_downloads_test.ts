import { assertEquals, assertThrows } from "@std/assert";
import { unzipSync } from "fflate";
import { join } from "node:path";
import {
  createImage,
  decodeImage,
  type Image,
  labelNuclei,
  measureNuclei,
  nucleusColumns,
} from "#karyon";
import { encodeDownloads, zipFiles } from "../../../src/app/files/mod.ts";
import { DOWNLOADS } from "../../../src/app/segmenter.ts";
import { writeFormat } from "../../../src/cli/predict_formats.ts";
import { withFolder } from "../../support/temporary.ts";

/** Dots and a ring on a slope of gray, measured. */
function nucleiOf(image: Image, pixelSize?: number) {
  const { width, height, channels } = image;
  const mask = new Uint8Array(width * height);
  for (let i = 0; i < mask.length; i++) {
    const x = i % width, y = Math.floor(i / width);
    const far = Math.hypot(x % 13 - 6, y % 13 - 6);
    mask[i] = far < 4.5 && (far > 2 || x < 20) ? 1 : 0;
    for (let c = 0; c < channels; c++) {
      image.data[i * channels + c] = (x * 5 + y * 3 + c * 40) *
        (image.depth === 16 ? 50 : 1);
    }
  }
  const labels = labelNuclei(mask, width, height);
  const scale = pixelSize === undefined ? {} : { pixelSize };
  return {
    image,
    mask,
    labels,
    rows: measureNuclei(labels, image, scale),
    columns: nucleusColumns(image, scale),
    scale,
  };
}

Deno.test("encodeDownloads() gives the files of karyon predict: the same pixels, the same text", async () => {
  const cases = [
    [createImage(40, 27, 1), undefined],
    [createImage(40, 27, 3), 0.25],
    [createImage(40, 27, 1, 16), undefined],
    [createImage(3, 2, 4), undefined], // without a nucleus
  ] as const;
  for (const [drawn, pixelSize] of cases) {
    const { scale, columns, ...nuclei } = nucleiOf(drawn, pixelSize);
    const rows = nuclei.rows.map((row) => ({ ...row }));
    const files = encodeDownloads(
      { ...nuclei, rows, columns, name: "my cells.tif" },
      DOWNLOADS,
    );
    await withFolder(async (out) => {
      for (const [i, format] of DOWNLOADS.entries()) {
        const found = { out, name: "my cells", ...nuclei, ...scale };
        const { path } = await writeFormat(format, found);
        const { name, bytes } = files[i]!;
        assertEquals(name, path);
        const written = await Deno.readFile(join(out, path));
        if (!path.endsWith(".png")) {
          assertEquals(
            new TextDecoder().decode(bytes),
            new TextDecoder().decode(written),
          );
          continue;
        }
        assertEquals(await decodeImage(bytes, name), await decodeImage(written, path));
      }
    });
  }
});

Deno.test("encodeDownloads() gives what was asked for, with types, and refuses other sizes", () => {
  const { scale: _, ...nuclei } = nucleiOf(createImage(20, 20, 1));
  const rows = nuclei.rows.map((row) => ({ ...row }));
  const files = encodeDownloads({ ...nuclei, rows, name: "a.png" }, ["csv", "mask"]);
  assertEquals(files.map(({ name, type }) => [name, type]), [
    ["a.nuclei.csv", "text/csv"],
    ["a.mask.png", "image/png"],
  ]);
  const wrong = { ...nuclei, rows, name: "a.png", mask: new Uint8Array(3) };
  assertThrows(
    () => encodeDownloads(wrong, ["mask"]),
    RangeError,
    "mask to hold 400 values",
  );
});

Deno.test("encodeDownloads() puts more labels than a PNG holds into a TIFF", async () => {
  const rows = Array.from({ length: 65_536 }, (_, i) => ({ label: i + 1 }));
  const labels = Int32Array.of(0, 3, 65_535);
  const image = createImage(3, 1, 1);
  const nuclei = { image, name: "a", mask: new Uint8Array(3), labels, columns: [] };
  const [tiff] = encodeDownloads({ ...nuclei, rows }, ["labels"]);
  assertEquals([tiff!.name, tiff!.type], ["a.labels.tif", "image/tiff"]);
  assertEquals([...(await decodeImage(tiff!.bytes, "a.tif")).data], [0, 3, 65_535]);
  const [png] = encodeDownloads({ ...nuclei, rows: rows.slice(1) }, ["labels"]);
  assertEquals(png!.name, "a.labels.png");
});

Deno.test("zipFiles() keeps every file, packs text, and numbers names that come again", () => {
  const text = (words: string) => new TextEncoder().encode(words);
  const zip = zipFiles([
    { name: "a.nuclei.csv", type: "text/csv", bytes: text("label\n".repeat(100)) },
    { name: "ä.mask.png", type: "image/png", bytes: text("x".repeat(50)) },
    { name: "a.nuclei.csv", type: "text/csv", bytes: text("other") },
  ]);
  assertEquals([zip.name, zip.type], ["karyon.zip", "application/zip"]);
  const sizes: number[] = [];
  const files = unzipSync(zip.bytes, { filter: ({ size }) => sizes.push(size) > 0 });
  assertEquals(Object.entries(files).map(([name, bytes]) => [name, bytes.length]), [
    ["a.nuclei.csv", 600],
    ["ä.mask.png", 50],
    ["a (2).nuclei.csv", 5],
  ]);
  assertEquals(sizes[0]! < 60 && sizes[1] === 50, true, `${sizes}`);
  assertEquals(zipFiles([], "none.zip").name, "none.zip");
});
