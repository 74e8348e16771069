import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import sharp from "sharp";
import { decodeImage, encodeLabelPng, encodeLabelTiff, InputError } from "#karyon";

const LABELS = Int32Array.of(0, 1, 2, 300, 65535, 0);

/** What libtiff, which is not ours, reads. */
async function readTiff(tiff: Uint8Array) {
  const { data, info } = await sharp(tiff)
    .toColourspace("b-w")
    .raw({ depth: "double" })
    .toBuffer({ resolveWithObject: true });
  return {
    size: [info.width, info.height, info.channels],
    values: [...new Float64Array(new Uint8Array(data).buffer)],
  };
}

Deno.test("encodeLabelPng() keeps every label, gray and of 16 bits", async () => {
  const { data, width, height, channels, depth } = await decodeImage(
    await encodeLabelPng(LABELS, 3, 2),
    "labels.png",
  );
  assertEquals([...data], [...LABELS]);
  assertEquals([width, height, channels, depth], [3, 2, 1, 16]);
});

Deno.test("encodeLabelPng() refuses what 16 bits cannot hold, and another size", async () => {
  for (const label of [-1, 65536]) {
    await assertRejects(
      () => encodeLabelPng(Int32Array.of(label), 1, 1),
      InputError,
      `Expected labels in 0..65535, as a 16-bit PNG holds, but found ${label}`,
    );
  }
  await assertRejects(() => encodeLabelPng(LABELS, 3, 3), RangeError, "9 values");
});

Deno.test("encodeLabelTiff() writes 16 bits where they suffice, and 32 for more nuclei", async () => {
  const small = encodeLabelTiff(LABELS, 3, 2);
  assertEquals((await decodeImage(small, "labels.tif")).data, Uint16Array.from(LABELS));
  assertEquals((await sharp(small).metadata()).depth, "ushort");
  const many = Int32Array.of(0, 65536, 1, 2 ** 31 - 1);
  const large = encodeLabelTiff(many, 2, 2);
  assertEquals((await sharp(large).metadata()).depth, "uint");
  assertEquals(await readTiff(large), { size: [2, 2, 1], values: [...many] });
});

Deno.test("encodeLabelTiff() packs rows into strips, of which the last may be short", async () => {
  const [width, height] = [1000, 203];
  const labels = Int32Array.from({ length: width * height }, (_, i) => i % 65521);
  const tiff = encodeLabelTiff(labels, width, height);
  assertEquals((await decodeImage(tiff, "labels.tif")).data, Uint16Array.from(labels));
  assert(tiff.length < labels.length * 2);
});

Deno.test("encodeLabelTiff() writes rows longer than a strip, and the same bytes again", async () => {
  const labels = new Int32Array(140_000 * 2).fill(7, 140_000);
  const tiff = encodeLabelTiff(labels, 140_000, 2);
  assertEquals((await decodeImage(tiff, "labels.tif")).data, Uint16Array.from(labels));
  assertEquals(encodeLabelTiff(labels, 140_000, 2), tiff);
});

Deno.test("encodeLabelTiff() refuses labels below 0 and another size", () => {
  assertThrows(
    () => encodeLabelTiff(Int32Array.of(1, -5), 2, 1),
    InputError,
    "Expected labels from 0 on but found -5",
  );
  assertThrows(() => encodeLabelTiff(LABELS, 2, 2), RangeError, "4 values but found 6");
  assertThrows(() => encodeLabelTiff(new Int32Array(0), 0, 0), RangeError, "width");
});
