import { assertEquals } from "@std/assert";
import fc from "fast-check";
import sharp from "sharp";
import { decodeImage, encodePng, type Image } from "../../src/images/mod.ts";
import { GRAY, GRAY_ALPHA, handPng, PALETTE, RGB, RGBA } from "./hand_png.ts";
import { anyImage } from "./samples.ts";

function parts({ width, height, channels, depth, alpha, data }: Image) {
  return [width, height, channels, depth, alpha, ...data];
}

Deno.test("decodeImage() gives back what encodePng() took, for all channel counts and depths", async () => {
  await fc.assert(
    fc.asyncProperty(anyImage(), async (image) => {
      assertEquals(await decodeImage(await encodePng(image), "x.png"), image);
    }),
    { numRuns: 200, seed: 1 },
  );
});

Deno.test("decodeImage() keeps every channel of 8 bits of a PNG written by hand", async () => {
  for (
    const [type, channels, row] of [
      [GRAY, 1, [7, 250]],
      [GRAY_ALPHA, 2, [7, 255, 250, 3]],
      [RGB, 3, [1, 2, 3, 250, 251, 252]],
      [RGBA, 4, [1, 2, 3, 255, 250, 251, 252, 0]],
    ] as const
  ) {
    const image = await decodeImage(handPng(2, 8, type, [row, row]), "x.png");
    const alpha = channels === 2 || channels === 4;
    assertEquals(parts(image), [2, 2, channels, 8, alpha, ...row, ...row]);
  }
});

Deno.test("decodeImage() keeps every bit of 16 of a PNG written by hand", async () => {
  for (
    const [type, channels, values] of [
      [GRAY, 1, [258, 65534]],
      [GRAY_ALPHA, 2, [1, 65535, 65534, 3]],
      [RGB, 3, [1, 256, 257, 40000, 40001, 40002]],
      [RGBA, 4, [1, 256, 257, 65535, 40000, 40001, 40002, 1]],
    ] as const
  ) {
    const row = values.flatMap((value) => [value >> 8, value & 255]);
    const image = await decodeImage(handPng(2, 16, type, [row]), "x.png");
    const alpha = channels === 2 || channels === 4;
    assertEquals(parts(image), [2, 1, channels, 16, alpha, ...values]);
    assertEquals(image.data instanceof Uint16Array, true);
  }
});

Deno.test("decodeImage() spreads gray of 1 bit over 0..255", async () => {
  const image = await decodeImage(handPng(8, 1, GRAY, [[0b10100001]]), "x.png");
  assertEquals(parts(image), [8, 1, 1, 8, false, 255, 0, 255, 0, 0, 0, 0, 255]);
});

Deno.test("decodeImage() turns a palette into RGB", async () => {
  const png = handPng(3, 8, PALETTE, [[1, 0, 1]], [9, 8, 7, 200, 100, 50]);
  assertEquals(
    parts(await decodeImage(png, "x.png")),
    [3, 1, 3, 8, false, 200, 100, 50, 9, 8, 7, 200, 100, 50],
  );
});

Deno.test("decodeImage() turns a palette with alpha into RGBA", async () => {
  const values = [255, 0, 0, 255, 0, 255, 0, 0];
  const png = await sharp(Uint8Array.from(values), {
    raw: { width: 2, height: 1, channels: 4 },
  }).png({ palette: true }).toBuffer();
  assertEquals((await sharp(png).metadata()).isPalette, true);
  const image = await decodeImage(png, "x.png");
  assertEquals([image.channels, image.data[3], image.data[7]], [4, 255, 0]);
});

Deno.test("decodeImage() reads TIFF of 8 and 16 bits, gray and RGB, value by value", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyImage().filter(({ alpha }) => !alpha),
      async (image) => {
        const { data, width, height, channels, depth } = image;
        const space = channels === 1
          ? (depth === 16 ? "grey16" : "b-w")
          : depth === 16
          ? "rgb16"
          : "srgb";
        const tiff = await sharp(data, { raw: { width, height, channels } })
          .toColourspace(space).tiff({ compression: "lzw" }).toBuffer();
        assertEquals(await decodeImage(tiff, "x.tif"), image);
      },
    ),
    { numRuns: 60, seed: 2 },
  );
});

Deno.test("decodeImage() reads JPEG, gray as 1 channel and colour as 3, close to what went in", async () => {
  for (const channels of [1, 3] as const) {
    const data = new Uint8Array(32 * 32 * channels).fill(90);
    const jpeg = await sharp(data, { raw: { width: 32, height: 32, channels } })
      .toColourspace(channels === 1 ? "b-w" : "srgb")
      .jpeg({ quality: 95 }).toBuffer();
    const image = await decodeImage(jpeg, "x.jpg");
    assertEquals([image.channels, image.depth, image.alpha], [
      channels,
      8,
      false,
    ]);
    assertEquals(image.data.every((value) => Math.abs(value - 90) <= 1), true);
  }
});

Deno.test("decodeImage() leaves the values alone where the file has a colour profile", async () => {
  const data = Uint8Array.of(10, 200, 30, 240, 20, 90);
  const raw = { width: 2, height: 1, channels: 3 } as const;
  const png = await sharp(data, { raw }).withIccProfile("p3").png().toBuffer();
  assertEquals((await sharp(png).metadata()).hasProfile, true);
  const stored = await sharp(png, { ignoreIcc: true }).raw().toBuffer();
  const image = await decodeImage(png, "x.png");
  assertEquals([...image.data], [...stored]);
});
