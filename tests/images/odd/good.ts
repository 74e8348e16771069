import sharp from "sharp";
import { handBmp } from "../hand_bmp.ts";
import { GRAY, GRAY_ALPHA, handPng, PALETTE, RGB } from "../hand_png.ts";
import { bytesOf, handTiff } from "../hand_tiff.ts";
import { exactly, type OddRecipe } from "./odd_file.ts";

type Holds = Required<OddRecipe>["holds"];

const good = (
  name: string,
  bytes: Uint8Array,
  [width, height]: readonly [number, number],
  channels: Holds["channels"],
  data: readonly number[],
  rest: Partial<Holds> = {},
): OddRecipe => ({
  name,
  bytes: new Uint8Array(bytes),
  expected: "good",
  holds: { width, height, channels, depth: 8, data, ...rest },
});

const DEEP = [7, 4095, 65534, 0];
const deep = { width: 2, height: 2, bits: 16, data: [bytesOf(DEEP, "setUint16")] };
const depth = 16;

/** Odd files that are whole, each with the values that it must give. */
export async function goodFiles(): Promise<OddRecipe[]> {
  const flat = (values: number[], size: number) =>
    sharp(Uint8Array.from(Array(size * size).fill(values).flat()), {
      raw: { width: size, height: size, channels: values.length as 1 | 3 },
    });
  const interlaced = sharp(Uint16Array.from(DEEP), {
    raw: { width: 2, height: 2, channels: 1 },
  }).toColourspace("grey16").png({ progressive: true }).toBuffer();
  const frames = sharp(Uint8Array.of(9, 8, 7, 200, 0, 0), {
    raw: { width: 1, height: 2, channels: 3, pageHeight: 1 },
  });
  const mask = flat([255], 8).toColourspace("b-w").jpeg({ quality: 100 }).toBuffer();
  return [
    good("gray.png", handPng(2, 8, GRAY, [[7, 250]]), [2, 1], 1, [7, 250]),
    good("gray_alpha.png", handPng(1, 8, GRAY_ALPHA, [[7, 3]]), [1, 1], 2, [7, 3]),
    good("png_named.tif", handPng(1, 8, RGB, [[1, 2, 3]]), [1, 1], 3, [1, 2, 3]),
    good("interlaced.png", await interlaced, [2, 2], 1, DEEP, { depth }),
    good("bits.png", handPng(4, 1, GRAY, [[0b10100000]]), [4, 1], 1, [255, 0, 255, 0], {
      conversions: ["1 bit to 8 bits"],
    }),
    good(
      "palette.png",
      handPng(2, 8, PALETTE, [[1, 0]], [9, 8, 7, 6, 5, 4]),
      [2, 1],
      3,
      [6, 5, 4, 9, 8, 7],
      { conversions: ["palette to RGB"] },
    ),
    good(
      "palette_alpha.png",
      handPng(2, 8, PALETTE, [[1, 0]], [9, 8, 7, 6, 5, 4], [255, 30]),
      [2, 1],
      4,
      [6, 5, 4, 30, 9, 8, 7, 255],
      { conversions: ["palette to RGBA"] },
    ),
    good("animation.gif", await frames.gif().toBuffer(), [1, 1], 4, [9, 8, 7, 255], {
      conversions: ["palette to RGBA"],
      warnings: ["Only the first of 2 frames was read; 1 was left out."],
    }),
    good("photo.webp", await flat([90, 50, 20], 16).webp().toBuffer(), [16, 16], 3, [
      ...Array(256).fill([90, 50, 20]).flat(),
    ], { tolerance: 6 }),
    good(
      "cmyk.jpg",
      await flat([150, 120, 100], 8).toColourspace("cmyk").jpeg({ quality: 100 })
        .toBuffer(),
      [8, 8],
      3,
      Array(64).fill([150, 120, 100]).flat(),
      { tolerance: 15, conversions: ["CMYK to RGB"] },
    ),
    {
      ...good("mask.jpg", await mask, [8, 8], 1, Array(64).fill(255), { tolerance: 1 }),
      asMask: exactly(
        "Expected a mask as PNG or TIFF but found JPEG, which alters values",
      ),
    },
    good("plain.bmp", handBmp(1, 1, 24, [[3, 2, 1]]), [1, 1], 3, [1, 2, 3]),
    good("deep.tif", handTiff(deep), [2, 2], 1, DEEP, { depth }),
    good(
      "big_endian.tif",
      handTiff({
        ...deep,
        bigEndian: true,
        bigTiff: true,
        data: [bytesOf(DEEP, "setUint16", true)],
      }),
      [2, 2],
      1,
      DEEP,
      { depth },
    ),
    good("pages.tif", handTiff({ ...deep, pages: 5 }), [2, 2], 1, DEEP, {
      depth,
      warnings: ["Only the first of 5 pages was read; 4 were left out."],
    }),
    good(
      "turned.tif",
      handTiff({ width: 2, tags: { 274: [6] }, data: [Uint8Array.of(4, 5)] }),
      [1, 2],
      1,
      [4, 5],
      { conversions: ["orientation tag applied: turned by 90 degrees clockwise"] },
    ),
    good(
      "white.tif",
      handTiff({ width: 2, photometric: 0, data: [Uint8Array.of(0, 5)] }),
      [2, 1],
      1,
      [255, 250],
      { conversions: ["0 for white to 0 for black"] },
    ),
    good(
      "signed.tif",
      handTiff({ width: 2, bits: 16, format: 2, data: [bytesOf([-1, 1], "setInt16")] }),
      [2, 1],
      1,
      [32767, 32769],
      { depth, conversions: ["signed to unsigned 16 bits: 32768 added"] },
    ),
    good(
      "float.tif",
      handTiff({ width: 2, bits: 32, format: 3, data: [bytesOf([-2, 3], "setFloat32")] }),
      [2, 1],
      1,
      [0, 65535],
      { depth, conversions: ["32-bit floats to 16 bits: 0 stands for -2, 65535 for 3"] },
    ),
  ];
}
