import { assertEquals, assertStringIncludes } from "@std/assert";
import sharp from "sharp";
import {
  drawSyntheticSample,
  encodePng,
  type Image,
  readImage,
  readLabels,
  readMask,
} from "#karyon";
import { karyon, karyonIn, karyonJson } from "../support/command.ts";
import { outcomeLines } from "../../src/cli/predict.ts";
import { withFolder } from "../support/temporary.ts";
import { recordOf } from "./predict_support.ts";

/** One drawn image, in the forms in which files come. */
async function writeImages(folder: string): Promise<Record<string, Image>> {
  const { image } = drawSyntheticSample(1, 1);
  const png = await encodePng(image);
  const base = () => sharp(png).removeAlpha();
  await Deno.writeFile(`${folder}/rgba.png`, png);
  await base().png().toFile(`${folder}/rgb.png`);
  await base().toColourspace("b-w").png().toFile(`${folder}/gray.png`);
  await base().toColourspace("grey16").tiff({ compression: "none" }).toFile(
    `${folder}/gray16.tif`,
  );
  await base().jpeg().toFile(`${folder}/photo.jpg`);
  await base().resize(161, 519, { fit: "fill" }).png().toFile(`${folder}/narrow.png`);
  await base().resize(5, 3, { fit: "fill" }).png().toFile(`${folder}/tiny.png`);
  const images: Record<string, Image> = {};
  for (const { name } of Deno.readDirSync(folder)) {
    images[name.split(".")[0]!] = await readImage(`${folder}/${name}`);
  }
  return images;
}

Deno.test("karyon predict writes mask, labels, overlay and table of each image's own size", () =>
  withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/in`);
    const images = await writeImages(`${folder}/in`);
    const out = `${folder}/out`;
    const result = await karyonJson("predict", `${folder}/in`, "--out", out);
    assertEquals([result["images"], result["failed"]], [7, []]);
    let nuclei = 0;
    for (const [stem, { width, height }] of Object.entries(images)) {
      const mask = await readMask(`${out}/${stem}.mask.png`);
      const labels = await readLabels(`${out}/${stem}.labels.png`);
      const overlay = await readImage(`${out}/${stem}.overlay.png`);
      for (const file of [mask, labels, overlay]) {
        assertEquals([file.width, file.height], [width, height], stem);
      }
      assertEquals(mask.mask, Uint8Array.from(labels.labels, (label) => label ? 1 : 0));
      const raw = await readImage(`${out}/${stem}.mask.png`);
      assertEquals(new Set(raw.data).isSubsetOf(new Set([0, 255])), true);
      const [header, ...rows] = (await Deno.readTextFile(`${out}/${stem}.nuclei.csv`))
        .trim()
        .split("\n");
      assertStringIncludes(header!, "label,area,");
      assertEquals(
        rows.length,
        labels.labels.reduce((most, label) => Math.max(most, label), 0),
      );
      nuclei += rows.length;
    }
    assertEquals(result["nuclei"], nuclei);
    assertEquals(nuclei > 20, true);
  }));

/** A TIFF whose one directory stands in it a second time, as that of a page 2. */
function withSecondPage(tiff: Uint8Array): Uint8Array {
  const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset);
  const start = viewOf(tiff).getUint32(4, true);
  const end = start + 2 + 12 * viewOf(tiff).getUint16(start, true);
  const second = tiff.length + tiff.length % 2;
  const both = new Uint8Array(second + end + 4 - start);
  both.set(tiff);
  both.set(tiff.subarray(start, end), second);
  viewOf(both).setUint32(end, second, true);
  return both;
}

Deno.test("karyon predict reports broken images at its end, as a failure or not", () =>
  withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/in`);
    const png = await encodePng(drawSyntheticSample(1, 0).image);
    await Deno.writeFile(`${folder}/in/a.png`, png);
    await Deno.writeFile(`${folder}/in/b.png`, png.subarray(0, 500));
    const tiff = await sharp(png).extend({ right: 9 }).tiff().toBuffer();
    await Deno.writeFile(`${folder}/in/c.tif`, withSecondPage(new Uint8Array(tiff)));
    const args = ["predict", `${folder}/in`, "--out", `${folder}/out`, "--json"];
    const first = await karyon(...args);
    assertEquals(first.code, 1);
    assertStringIncludes(first.stderr, "in/b.png");
    assertStringIncludes(first.stderr, "1 of 3 images could not be done");
    const { images, failed } = JSON.parse(first.stdout);
    assertEquals([images, failed.length, failed[0].path], [2, 1, `${folder}/in/b.png`]);
    const warning = "in/c.tif: Only the first of 2 pages was read; 1 was left out.";
    assertStringIncludes(JSON.parse(first.stdout).warnings.join(), warning);

    // What is done stays done and is reported as before; b.png is tried again.
    const skipped = await karyon(...args, "--skip-broken");
    assertEquals(skipped.code, 0);
    const again = JSON.parse(skipped.stdout);
    assertEquals([again.images, again.resumed, again.failed.length], [2, 2, 1]);
    assertStringIncludes(skipped.stderr, warning);
  }));

Deno.test("karyon predict leads to its page where there is something to see", () => {
  const done = [recordOf("a"), { ...recordOf("b"), nuclei: 1 }];
  const at = { page: "out/index.html", seconds: 1.26 };
  assertEquals(outcomeLines({ asked: 3, done }, at), [
    "2 of 3 images, 3 nuclei, after 1.3 s",
    "Look through them in out/index.html",
  ]);
  const [one] = outcomeLines({ asked: 1, done: done.slice(1) }, at);
  assertEquals(one, "1 of 1 image, 1 nucleus, after 1.3 s");
  assertEquals(outcomeLines({ asked: 2, done: [] }, at), [
    "0 of 2 images, 0 nuclei, after 1.3 s",
  ]);
});

Deno.test("karyon sees paths from the folder in which a person stands", () =>
  withFolder(async (folder) => {
    await Deno.writeFile(
      `${folder}/a.png`,
      await encodePng(drawSyntheticSample(1, 0).image),
    );
    const ended = await karyonIn(folder, "predict", "a.png", "--out", "results");
    assertEquals(ended.code, 0);
    assertStringIncludes(ended.stdout, "1 of 1 image, ");
    assertEquals((await Deno.stat(`${folder}/results/a.mask.png`)).isFile, true);
  }));
