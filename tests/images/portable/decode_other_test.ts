import { assert, assertEquals } from "@std/assert";
import sharp, { type Sharp } from "sharp";
import { decodeImageFile, decodeImagePortably, type Image } from "#karyon";
import { handBmp } from "../hand_bmp.ts";
import { sharpBitmap } from "./sharp_bitmap.ts";

const parts = ({ data, ...rest }: Image) => ({ ...rest, data: [...data] });

/** Decodes both ways and compares all. */
async function decodeAlike(bytes: Uint8Array, what: string): Promise<Image> {
  const expected = await decodeImageFile(bytes, what);
  const found = await decodeImagePortably(bytes, what, { decodeBitmap: sharpBitmap });
  assertEquals(parts(found.image), parts(expected.image), what);
  assertEquals(found.report, expected.report, what);
  return found.image;
}

const WIDTH = 23, HEIGHT = 14;

function picture(channels: 1 | 3 | 4) {
  const length = WIDTH * HEIGHT * channels;
  const data = Uint8Array.from({ length }, (_, i) => (i * 37 + (i >> 5) * 13) % 256);
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels } });
}

const bytesOf = async (image: Sharp) => new Uint8Array(await image.toBuffer());

Deno.test("a JPEG or WebP is turned as its orientation says, and its decoder is not told", async () => {
  for (let orientation = 1; orientation <= 8; orientation++) {
    const tagged = picture(3).withMetadata({ orientation });
    const files = {
      "a.jpg": await bytesOf(tagged.clone().jpeg()),
      "a.webp": await bytesOf(tagged.clone().webp({ lossless: true })),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const { width } = await decodeAlike(bytes, name);
      assertEquals(width, orientation >= 5 ? HEIGHT : WIDTH);
      await decodeImagePortably(bytes, name, {
        decodeBitmap: async (given, ...rest) => {
          assertEquals((await sharp(given).metadata()).orientation ?? 1, 1);
          return await sharpBitmap(given, ...rest);
        },
      });
    }
  }
});

Deno.test("JPEG, WebP, GIF and BMP have the channels that their headers say", async () => {
  const channels = async (image: Sharp, name: string) =>
    (await decodeAlike(await bytesOf(image), name)).channels;
  assertEquals(await channels(picture(1).toColourspace("b-w").jpeg(), "gray.jpg"), 1);
  assertEquals(await channels(picture(3).jpeg({ progressive: true }), "rgb.jpg"), 3);
  assertEquals(await channels(picture(3).webp(), "lossy.webp"), 3);
  assertEquals(await channels(picture(4).webp({ quality: 60 }), "lossy_alpha.webp"), 4);
  assertEquals(await channels(picture(3).webp({ lossless: true }), "rgb.webp"), 3);
  assertEquals(await channels(picture(4).webp({ lossless: true }), "alpha.webp"), 4);
  assertEquals(await channels(picture(3).gif(), "opaque.gif"), 3);
  assertEquals(await channels(picture(4).gif(), "alpha.gif"), 4);
  const palette = [7, 7, 7, 0, 200, 200, 200, 0];
  const bmp = async (bytes: Uint8Array) => (await decodeAlike(bytes, "a.bmp")).channels;
  assertEquals(await bmp(handBmp(2, 1, 8, [[0, 1]], palette)), 1);
  assertEquals(await bmp(handBmp(2, 1, 8, [[0, 1]], [1, ...palette.slice(1)])), 3);
  assertEquals(await bmp(handBmp(1, 1, 24, [[1, 2, 3]])), 3);
});

Deno.test("of an animation the frames that are left out are counted", async () => {
  const data = Uint8Array.from({ length: 4 * 12 * 3 }, (_, i) => i);
  const frames = sharp(data, {
    raw: { width: 4, height: 12, channels: 3, pageHeight: 4 },
  });
  await decodeAlike(await bytesOf(frames.clone().gif()), "a.gif");
  await decodeAlike(await bytesOf(frames.clone().webp({ lossless: true })), "a.webp");
});

Deno.test("a decoder is told whether alpha matters, and its warning is passed on", async () => {
  for (const channels of [3, 4] as const) {
    const bytes = await bytesOf(picture(channels).webp({ lossless: true }));
    const { report } = await decodeImagePortably(bytes, "a.webp", {
      decodeBitmap: async (given, type, hasAlpha) => {
        assertEquals([type, hasAlpha], ["image/webp", channels === 4]);
        return { ...await sharpBitmap(given, type, hasAlpha), warning: "Look at it." };
      },
    });
    assert(report.warnings.includes("Look at it."));
  }
});
