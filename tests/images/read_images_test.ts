import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { createImage, readImages, writePng } from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { handPng, PALETTE } from "./hand_png.ts";
import { bytesOf, handTiff } from "./hand_tiff.ts";

/** Six files: a plain image, two palettes, two floats, and text. */
async function makeFiles(folder: string): Promise<string[]> {
  const palette = handPng(1, 8, PALETTE, [[0]], [1, 2, 3]);
  const float = (values: number[]) =>
    handTiff({
      width: 2,
      bits: 32,
      format: 3,
      pages: 2,
      data: [bytesOf(values, "setFloat32")],
    });
  await writePng(`${folder}/a.png`, createImage(5, 4, 3));
  await Deno.writeFile(`${folder}/b.png`, palette);
  await Deno.writeTextFile(`${folder}/c.png`, "text");
  await Deno.writeFile(`${folder}/d.png`, palette);
  await Deno.writeFile(`${folder}/e.tif`, float([-1, 1]));
  await Deno.writeFile(`${folder}/f.tif`, float([-2, 2]));
  return ["a.png", "b.png", "c.png", "d.png", "e.tif", "f.tif"].map((name) =>
    `${folder}/${name}`
  );
}

Deno.test("readImages() keeps the order of the paths, however many it reads at once", async () => {
  await withFolder(async (folder) => {
    const paths = await makeFiles(folder);
    for (const ahead of [1, 3, 20]) {
      const reading = readImages(paths, { ahead });
      const read = (await Array.fromAsync(reading)).map(({ path }) => path);
      assertEquals(read, paths.filter((path) => !path.endsWith("c.png")));
      assertEquals(reading.failed.map(({ path }) => path), [`${folder}/c.png`]);
    }
  });
});

Deno.test("readImages() has a row for each file, also for one that failed", async () => {
  await withFolder(async (folder) => {
    const reading = readImages(await makeFiles(folder));
    assertEquals(reading.files(), []);
    await Array.fromAsync(reading);
    const rows = reading.files();
    assertEquals(rows[1], {
      file: `${folder}/b.png`,
      format: "PNG",
      width: 1,
      height: 1,
      channels: "RGB",
      depth: 8,
      conversions: "palette to RGB",
      warnings: "",
      error: null,
    });
    assertEquals(
      rows[2]!["error"],
      'Expected a PNG, JPEG, WebP, GIF, BMP or TIFF image but found text that begins with "text"',
    );
    assertEquals(
      rows[4]!["warnings"],
      "Only the first of 2 pages was read; 1 was left out.",
    );
  });
});

Deno.test("readImages() counts in its summary, conversions without what is each file's own", async () => {
  await withFolder(async (folder) => {
    const reading = readImages(await makeFiles(folder));
    await Array.fromAsync(reading);
    const rows = reading.summary().map(({ what, value, files }) => [what, value, files]);
    assertEquals(rows, [
      ["files", "read", 5],
      ["files", "converted", 4],
      ["files", "with a warning", 2],
      ["files", "failed", 1],
      ["format", "PNG", 3],
      ["format", "TIFF", 2],
      ["channels", "RGB", 3],
      ["channels", "gray", 2],
      ["depth", "8 bits", 3],
      ["depth", "16 bits", 2],
      ["conversion", "32-bit floats to 16 bits", 2],
      ["conversion", "palette to RGB", 2],
    ]);
  });
});

Deno.test("readImages() starts over when it is gone through again, and can be left early", async () => {
  await withFolder(async (folder) => {
    const reading = readImages(await makeFiles(folder));
    for await (const { path } of reading) if (path.endsWith("b.png")) break;
    assertEquals(reading.files().length, 2);
    assertEquals((await Array.fromAsync(reading)).length, 5);
    assertEquals([reading.files().length, reading.failed.length], [6, 1]);
  });
});

Deno.test("readImages() passes its options on, and rejects those that are none", async () => {
  await withFolder(async (folder) => {
    const reading = readImages(await makeFiles(folder), { maxPixels: 10 });
    await Array.fromAsync(reading);
    assertEquals(reading.failed.map(({ path }) => path.at(-5)), ["a", "c"]);
    assertThrows(
      () => readImages([], { ahead: 0 }),
      RangeError,
      "Expected ahead to be an integer greater than 0 but found 0",
    );
    await assertRejects(
      () => Array.fromAsync(readImages([`${folder}/a.png`], { maxPixels: 0 })),
      RangeError,
      "Expected maxPixels",
    );
  });
});

Deno.test("readImages() takes a folder for its images, and one path for itself", async () => {
  await withFolder(async (folder) => {
    const paths = await makeFiles(folder);
    await Deno.writeTextFile(`${folder}/notes.txt`, "text");
    await Deno.mkdir(`${folder}/deeper`);
    const reading = readImages(folder);
    await Array.fromAsync(reading);
    assertEquals(reading.files().map(({ file }) => file), paths);
    const one = await Array.fromAsync(readImages(paths[0]!));
    assertEquals(one.map(({ path }) => path), [paths[0]]);
    const none = readImages(`${folder}/none`);
    await Array.fromAsync(none);
    assertEquals(none.files()[0]!["error"], "Expected an image file but found no file");
  });
});
