import { assert, assertEquals } from "@std/assert";
import sharp from "sharp";
import { decodeImageFile, type Image } from "#karyon";
import { bytesOf, handTiff } from "./hand_tiff.ts";
import { GRAY, handPng, PALETTE, RGB } from "./hand_png.ts";

const parts = ({ width, height, channels, depth, alpha, data }: Image) => [
  [width, height, channels, depth, alpha],
  [...data],
];

const raw = (width: number, height: number, channels: 1 | 3 | 4, values: number[]) =>
  sharp(Uint8Array.from(values), { raw: { width, height, channels } });

Deno.test("a plain PNG is reported without conversions and warnings", async () => {
  const { report } = await decodeImageFile(handPng(2, 8, RGB, [[1, 2, 3, 4, 5, 6]]), "a");
  assertEquals(report, { name: "a", format: "PNG", conversions: [], warnings: [] });
});

Deno.test("palettes and few bits of a PNG are reported", async () => {
  const conversions = async (png: Uint8Array) =>
    (await decodeImageFile(png, "a.png")).report.conversions;
  assertEquals(await conversions(handPng(8, 1, GRAY, [[7]])), ["1 bit to 8 bits"]);
  assertEquals(await conversions(handPng(4, 2, GRAY, [[7]])), ["2 bits to 8 bits"]);
  assertEquals(
    await conversions(handPng(1, 8, PALETTE, [[1]], [1, 2, 3, 4, 5, 6])),
    ["palette to RGB"],
  );
  const clear = await raw(2, 1, 4, [255, 0, 0, 255, 0, 255, 0, 0]).png({ palette: true })
    .toBuffer();
  assertEquals(await conversions(clear), ["palette to RGBA"]);
});

/** What each orientation makes of the 2 x 3 picture 1 2 / 3 4 / 5 6. */
const TURNED = [
  [2, 3, [1, 2, 3, 4, 5, 6]],
  [2, 3, [2, 1, 4, 3, 6, 5]],
  [2, 3, [6, 5, 4, 3, 2, 1]],
  [2, 3, [5, 6, 3, 4, 1, 2]],
  [3, 2, [1, 3, 5, 2, 4, 6]],
  [3, 2, [5, 3, 1, 6, 4, 2]],
  [3, 2, [6, 4, 2, 5, 3, 1]],
  [3, 2, [2, 4, 6, 1, 3, 5]],
] as const;

Deno.test("the orientation tag is applied and reported, all eight of them", async () => {
  for (const [i, [width, height, values]] of TURNED.entries()) {
    const tiff = handTiff({
      width: 2,
      height: 3,
      tags: { 274: [i + 1] },
      data: [Uint8Array.of(1, 2, 3, 4, 5, 6)],
    });
    const { image, report } = await decodeImageFile(tiff, "a.tif");
    assertEquals(parts(image), [[width, height, 1, 8, false], [...values]], `${i + 1}`);
    assertEquals(report.conversions.length, i === 0 ? 0 : 1);
  }
});

Deno.test("the orientation tag of 16 bits is applied; ignored where that is asked for", async () => {
  const values = [1, 300, 5000, 65535];
  const tiff = handTiff({
    width: 4,
    bits: 16,
    tags: { 274: [6] },
    data: [bytesOf(values, "setUint16")],
  });
  const turned = await decodeImageFile(tiff, "a.tif");
  assertEquals(parts(turned.image), [[1, 4, 1, 16, false], values]);
  assertEquals(turned.report.conversions, [
    "orientation tag applied: turned by 90 degrees clockwise",
  ]);
  const kept = await decodeImageFile(tiff, "a.tif", { orientation: "ignore" });
  assertEquals(parts(kept.image), [[4, 1, 1, 16, false], values]);
  assertEquals(kept.report.conversions, []);
  assertEquals(kept.report.warnings, [
    "The orientation tag is ignored: to be turned by 90 degrees clockwise.",
  ]);
});

Deno.test("the orientation tag of a photograph is applied", async () => {
  const values = Array.from(
    { length: 16 * 8 },
    (_, i) => Array(3).fill(i < 64 ? 20 : 220),
  );
  const jpeg = await raw(16, 8, 3, values.flat()).withMetadata({ orientation: 8 })
    .jpeg({ quality: 100 }).toBuffer();
  const { image } = await decodeImageFile(jpeg, "a.jpg");
  assertEquals([image.width, image.height], [8, 16]);
  // Turned by 270 degrees clockwise, the dark upper half lies at the left.
  assert(image.data[0]! < 30 && image.data[7 * 3]! > 210);
});

Deno.test("a CMYK JPEG becomes RGB, close to the colours that went in", async () => {
  const jpeg = await raw(16, 16, 3, Array(256).fill([150, 120, 100]).flat())
    .toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer();
  assertEquals((await sharp(jpeg).metadata()).space, "cmyk");
  const { image, report } = await decodeImageFile(jpeg, "a.jpg");
  assertEquals([image.channels, report.conversions], [3, ["CMYK to RGB"]]);
  [150, 120, 100].forEach((value, c) => assert(Math.abs(image.data[c]! - value) < 15));
});

Deno.test("WebP without loss keeps its values; WebP with loss comes close", async () => {
  const values = [10, 20, 30, 255, 40, 50, 60, 7];
  const webp = await raw(2, 1, 4, values).webp({ lossless: true, exact: true })
    .toBuffer();
  const { image, report } = await decodeImageFile(webp, "a.webp");
  assertEquals(parts(image), [[2, 1, 4, 8, true], values]);
  assertEquals(report, { name: "a.webp", format: "WebP", conversions: [], warnings: [] });
  const flat = await raw(16, 16, 3, Array(768).fill(90)).webp().toBuffer();
  const { data } = (await decodeImageFile(flat, "a.webp")).image;
  assert(data.every((value) => Math.abs(value - 90) <= 3));
});

Deno.test("of an animation the first frame is read, and the others are counted", async () => {
  const frames = [[9, 8, 7], [200, 0, 0], [0, 0, 200]].flat();
  const animation = sharp(Uint8Array.from(frames), {
    raw: { width: 1, height: 3, channels: 3, pageHeight: 1 },
  });
  const gif = await decodeImageFile(await animation.clone().gif().toBuffer(), "a.gif");
  assertEquals([gif.image.width, gif.image.height], [1, 1]);
  assertEquals([...gif.image.data.slice(0, 3)], [9, 8, 7]);
  const webp = await animation.clone().webp({ lossless: true }).toBuffer();
  for (const { report } of [gif, await decodeImageFile(webp, "a.webp")]) {
    assertEquals(report.warnings, [
      "Only the first of 3 frames was read; 2 were left out.",
    ]);
  }
});

Deno.test("an interlaced PNG of 16 bits is read value by value", async () => {
  const values = Uint16Array.from({ length: 20 * 20 }, (_, i) => i * 160);
  const png = await sharp(values, { raw: { width: 20, height: 20, channels: 1 } })
    .toColourspace("grey16").png({ progressive: true }).toBuffer();
  assertEquals(png[28], 1); // the header's interlace method
  assertEquals((await decodeImageFile(png, "a.png")).image.data, values);
});

Deno.test("a JPEG with garbage among its pixels is read with a warning", async () => {
  const noise = Array.from({ length: 48 * 48 * 3 }, (_, i) => (i * i * 31) % 251);
  const jpeg = new Uint8Array(await raw(48, 48, 3, noise).jpeg().toBuffer());
  jpeg.fill(0xd0, jpeg.length / 2, jpeg.length / 2 + 20);
  jpeg.fill(0xff, jpeg.length / 2, jpeg.length / 2 + 1);
  const { image, report } = await decodeImageFile(jpeg, "a.jpg");
  assertEquals([image.width, image.height], [48, 48]);
  assertEquals(report.warnings, [
    "The JPEG is damaged, yet it could be read: look at it.",
  ]);
});
