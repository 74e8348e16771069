import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import sharp from "sharp";
import { InputError } from "../../src/base/mod.ts";
import { augmentationChart } from "../../src/charts/mod.ts";
import { createImage } from "../../src/images/mod.ts";

/** Even gray, much darker than white, with a nucleus of one pixel in nine. */
const IMAGE = createImage(3, 3, 3);
IMAGE.data.fill(40);
const ITEM = {
  title: "darker",
  image: IMAGE,
  mask: Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0),
};

async function paintedPixels(svg: string): Promise<number[][]> {
  const [, url] = svg.match(/base64,([\w+/=]+)/)!;
  const pixels = await sharp(Uint8Array.fromBase64(url!)).removeAlpha().raw().toBuffer();
  return Array.from({ length: pixels.length / 3 }, (_, i) => [
    ...pixels.subarray(3 * i, 3 * i + 3),
  ]);
}

Deno.test("augmentationChart() shows brightness as it is, and outlines of the nuclei", async () => {
  const rows = [{ title: "Colour", items: [ITEM] }];
  const { svg, caption, alt } = await augmentationChart(rows, { split: "train" });
  const gray = [40, 40, 40];
  assertEquals(await paintedPixels(svg), [
    ...Array(4).fill(gray),
    [255, 220, 0],
    ...Array(4).fill(gray),
  ]);
  assertStringIncludes(caption, "train (n = 1) in 1 square,");
  assertStringIncludes(alt, "Colour: darker");
});

Deno.test("augmentationChart() takes sixteen bits and images without a mask", async () => {
  const image = createImage(2, 1, 1, 16);
  image.data.set([0, 65535]);
  const rows = [{ title: "Colour", items: [{ title: "deep", image }] }];
  const { svg } = await augmentationChart(rows, { split: "train" });
  assertEquals(await paintedPixels(svg), [[0, 0, 0], [255, 255, 255]]);
});

Deno.test("augmentationChart() draws a large square no larger than it is shown", async () => {
  const image = createImage(512, 512, 3);
  const rows = [{ title: "Shape", items: [{ title: "whole", image }] }];
  const { svg } = await augmentationChart(rows, { split: "train" });
  const { length } = await paintedPixels(svg);
  assertEquals(length <= 160 * 160, true);
});

Deno.test("augmentationChart() refuses what it cannot draw, by name", async () => {
  const chart = (rows: Parameters<typeof augmentationChart>[0]) =>
    augmentationChart(rows, { split: "train" });
  await assertRejects(() => chart([]), InputError, "augmentationChart: Expected a table");
  await assertRejects(
    () => chart([{ title: "Shape", items: [] }]),
    InputError,
    "augmentationChart: Expected items",
  );
  await assertRejects(
    () => chart([{ title: "Shape", items: [{ ...ITEM, mask: new Uint8Array(4) }] }]),
    InputError,
    'the mask of "darker" to hold 9 pixels but found 4',
  );
});
