import { assertEquals, assertRejects } from "@std/assert";
import { crc32 } from "node:zlib";
import sharp from "sharp";
import {
  decodeImageFile,
  decodeImagePortably,
  type Image,
  UnreadableImage,
} from "#karyon";
import { GRAY, GRAY_ALPHA, handPng, PALETTE, RGB, RGBA } from "../hand_png.ts";
import { sharpBitmap } from "./sharp_bitmap.ts";

const parts = ({ data, ...rest }: Image) => ({ ...rest, data: [...data] });

/** Decodes both ways, compares all, and gives the image. */
async function decodeAlike(bytes: Uint8Array, what: string): Promise<Image> {
  const found = await decodeImagePortably(bytes, what, { decodeBitmap: sharpBitmap });
  const expected = await decodeImageFile(bytes, what);
  assertEquals(parts(found.image), parts(expected.image), what);
  assertEquals(found.report, expected.report, what);
  return found.image;
}

/** A copy with a chunk put in after the header. */
function withChunk(png: Uint8Array, type: string, body: readonly number[]): Uint8Array {
  const typed = Uint8Array.from([...new TextEncoder().encode(type), ...body]);
  const chunk = new Uint8Array(8 + typed.length);
  new DataView(chunk.buffer).setUint32(0, body.length);
  chunk.set(typed, 4);
  new DataView(chunk.buffer).setUint32(4 + typed.length, crc32(typed));
  return Uint8Array.from([...png.subarray(0, 33), ...chunk, ...png.subarray(33)]);
}

/** Rows of bytes that repeat late. */
const noise = (rows: number, bytes: number) =>
  Array.from(
    { length: rows },
    (_, y) =>
      Array.from(
        { length: bytes },
        (_, x) => (y * 71 + x * 37 + (x * y) % 13 * 19) % 256,
      ),
  );

Deno.test("a PNG of every colour type and bit depth gives the same pixels as by native code", async () => {
  const kinds = [
    [GRAY, [1, 2, 4, 8, 16], 1],
    [RGB, [8, 16], 3],
    [GRAY_ALPHA, [8, 16], 2],
    [RGBA, [8, 16], 4],
  ] as const;
  for (const [type, depths, channels] of kinds) {
    for (const bits of depths) {
      const rows = noise(7, Math.ceil(9 * bits * channels / 8));
      const image = await decodeAlike(handPng(9, bits, type, rows), `${type} of ${bits}`);
      assertEquals([image.channels, image.depth], [channels, bits === 16 ? 16 : 8]);
    }
  }
});

Deno.test("a PNG with a palette gives the same colours, with and without alpha", async () => {
  for (const bits of [1, 2, 4, 8]) {
    const palette = noise(1, 3 * 2 ** bits)[0]!;
    const rows = noise(5, Math.ceil(11 * bits / 8));
    const plain = await decodeAlike(handPng(11, bits, PALETTE, rows, palette), `${bits}`);
    assertEquals(plain.channels, 3);
    const clear = handPng(11, bits, PALETTE, rows, palette, [0, 90]);
    assertEquals((await decodeAlike(clear, `${bits} with alpha`)).channels, 4);
  }
});

Deno.test("a colour that stands for transparent becomes alpha", async () => {
  for (const bits of [1, 2, 4, 8, 16]) {
    const rows = bits === 16 ? [[0, 1, 0, 2, 1, 1, 0, 1]] : [[0b01100011]];
    const key = bits === 16 ? [0, 1] : bits === 8 ? [0, 0b01100011] : [0, 1];
    const png = withChunk(
      handPng(bits === 16 ? 4 : 8 / bits, bits, GRAY, rows),
      "tRNS",
      key,
    );
    assertEquals((await decodeAlike(png, `gray of ${bits}`)).channels, 2);
  }
  const colors = handPng(3, 8, RGB, [[1, 2, 3, 1, 2, 4, 1, 2, 3]]);
  const { data } = await decodeAlike(
    withChunk(colors, "tRNS", [0, 1, 0, 2, 0, 3]),
    "RGB",
  );
  assertEquals([...data], [1, 2, 3, 0, 1, 2, 4, 255, 1, 2, 3, 0]);
  const one = handPng(1, 8, RGB, [[1, 2, 3]]);
  await decodeAlike(withChunk(one, "tRNS", [0, 1, 0, 2, 0, 3]), "a single pixel");
});

Deno.test("an interlaced PNG gives the same pixels, whatever its bit depth", async () => {
  for (const channels of [1, 2, 3, 4] as const) {
    for (const bits of [8, 16] as const) {
      const values = noise(13, 11 * channels).flat();
      const data = bits === 8
        ? Uint8Array.from(values)
        : Uint16Array.from(values, (v) => v * 257 - v);
      const space = channels < 3
        ? (bits === 16 ? "grey16" : "b-w")
        : bits === 16
        ? "rgb16"
        : "srgb";
      const png = await sharp(data, { raw: { width: 11, height: 13, channels } })
        .toColourspace(space).png({ progressive: true }).toBuffer();
      await decodeAlike(new Uint8Array(png), `${channels} channels of ${bits}`);
    }
  }
  const gray = Uint8Array.from(noise(13, 11).flat(), (value) => value < 128 ? 0 : 255);
  for (const colours of [2, 4, 16]) {
    const png = await sharp(gray, { raw: { width: 11, height: 13, channels: 1 } })
      .toColourspace("b-w").png({ progressive: true, palette: true, colours })
      .toBuffer();
    await decodeAlike(new Uint8Array(png), `a palette of ${colours}`);
  }
});

Deno.test("a PNG is turned as its orientation says; other chunks that are broken do no harm", async () => {
  const png = handPng(3, 8, GRAY, [[1, 2, 3], [4, 5, 6]]);
  const exif = [
    0x49,
    0x49,
    42,
    0,
    8,
    0,
    0,
    0,
    1,
    0,
    0x12,
    1,
    3,
    0,
    1,
    0,
    0,
    0,
    6,
    0,
    0,
    0,
  ];
  const turned = await decodeAlike(
    withChunk(png, "eXIf", [...exif, 0, 0, 0, 0]),
    "turned",
  );
  assertEquals([turned.width, turned.height, ...turned.data], [2, 3, 4, 1, 5, 2, 6, 3]);
  await decodeAlike(withChunk(png, "iCCP", [120, 0, 0, 1, 2, 3]), "a broken profile");
  await decodeAlike(withChunk(png, "pHYs", [1]), "a broken size");
});

Deno.test("a PNG whose pixels end too early is refused", async () => {
  for (const [width, bits] of [[40, 8], [100, 1], [2, 16]] as const) {
    const png = handPng(width, bits, GRAY, [[1, 2, 3]]);
    await assertRejects(
      () => decodeImagePortably(png, "a.png"),
      UnreadableImage,
      "its pixel data is damaged or too short",
    );
  }
});
