import { assert, assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import {
  decodeImageFile,
  decodeImagePortably,
  type Image,
  UnreadableImage,
} from "#karyon";
import { bytesOf, type HandTiff, handTiff } from "../hand_tiff.ts";

const parts = ({ data, ...rest }: Image) => ({ ...rest, data: [...data] });

/** Decodes both ways, and compares all; values may be `tolerance` apart. */
async function decodeAlike(
  bytes: Uint8Array,
  what: string,
  tolerance = 0,
): Promise<void> {
  const { image: found, report } = await decodeImagePortably(bytes, what);
  const { image: expected, report: expectedReport } = await decodeImageFile(bytes, what);
  if (tolerance === 0) assertEquals(parts(found), parts(expected), what);
  else {
    const { data, ...rest } = found;
    const { data: others, ...expectedRest } = expected;
    assertEquals({ ...rest, length: data.length }, {
      ...expectedRest,
      length: others.length,
    });
    let worst = 0;
    data.forEach((value, i) => worst = Math.max(worst, Math.abs(value - others[i]!)));
    assert(worst <= tolerance, `${what}: ${worst}`);
  }
  assertEquals(report, expectedReport, what);
}

const WIDTH = 37, HEIGHT = 21;

function picture(channels: 1 | 2 | 3 | 4, bits: 8 | 16) {
  const length = WIDTH * HEIGHT * channels;
  const value = (_: unknown, i: number) => (i * 7919 + (i >> 4) * 13) % 2 ** bits;
  const data = bits === 8
    ? Uint8Array.from({ length }, value)
    : Uint16Array.from({ length }, value);
  const isGray = channels < 3;
  const space = bits === 16 ? (isGray ? "grey16" : "rgb16") : isGray ? "b-w" : "srgb";
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels } }).toColourspace(
    space,
  );
}

Deno.test("a TIFF gives the same pixels as by native code: LZW, Deflate, PackBits; strips, tiles; BigTIFF", async () => {
  const tile = { tile: true, tileWidth: 16, tileHeight: 16 };
  const forms = [
    { compression: "none" },
    { compression: "none", ...tile },
    { compression: "lzw", predictor: "none" },
    { compression: "lzw", predictor: "horizontal", ...tile },
    { compression: "deflate", predictor: "horizontal" },
    { compression: "deflate", predictor: "none", bigtiff: true, ...tile },
    { compression: "packbits", bigtiff: true },
    { compression: "packbits", ...tile },
  ] as const;
  for (const channels of [1, 2, 3, 4] as const) {
    for (const bits of [8, 16] as const) {
      for (const form of forms) {
        const tiff = await picture(channels, bits).tiff(form).toBuffer();
        const what = `${channels} channels of ${bits}, ${JSON.stringify(form)}`;
        await decodeAlike(new Uint8Array(tiff), what);
      }
    }
  }
});

Deno.test("a TIFF with JPEG inside is hardly off, with coarse colours some levels", async () => {
  const smooth = Uint8Array.from({ length: 48 * 32 * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % 48, y = Math.floor(i / 144);
    return 128 + 90 * Math.sin(x / 9 + i % 3) * Math.cos(y / 7);
  });
  for (const [quality, tolerance] of [[95, 2], [80, 12]] as const) {
    for (const tile of [false, true]) {
      const tiff = await sharp(smooth, { raw: { width: 48, height: 32, channels: 3 } })
        .tiff({ compression: "jpeg", quality, tile, tileWidth: 16, tileHeight: 16 })
        .toBuffer();
      await decodeAlike(new Uint8Array(tiff), `quality ${quality}, ${tile}`, tolerance);
    }
  }
  const gray = await picture(1, 8).tiff({ compression: "jpeg", quality: 90 }).toBuffer();
  await decodeAlike(new Uint8Array(gray), "gray", 2);
});

Deno.test("a TIFF of few bits, planes, a palette or 0 for white gives the same pixels", async () => {
  for (const bitdepth of [1, 2, 4] as const) {
    for (const miniswhite of [false, true]) {
      const tiff = await picture(1, 8)
        .tiff({ compression: "deflate", predictor: "none", bitdepth, miniswhite })
        .toBuffer();
      await decodeAlike(new Uint8Array(tiff), `${bitdepth} bits, ${miniswhite}`);
    }
  }
  const planes = [[1, 2], [3, 4], [5, 6]].map((plane) => Uint8Array.from(plane));
  const planar = {
    width: 2,
    channels: 3,
    photometric: 2,
    tags: { 284: [2] },
    data: planes,
  };
  await decodeAlike(handTiff(planar), "planes");
  const deepWhite = { width: 2, bits: 16, photometric: 0 };
  await decodeAlike(
    handTiff({ ...deepWhite, data: [bytesOf([7, 65000], "setUint16")] }),
    "deep white",
  );
  for (
    const colors of [[0, 65535, 257, 514, 0, 0], [0, 300, 0, 300, 0, 300], [
      9,
      8,
      7,
      6,
      5,
      4,
    ]]
  ) {
    const colormap = colors.flatMap((value, i) =>
      i % 2 === 1 ? [value, ...Array(254).fill(0)] : [value]
    );
    const palette: HandTiff = {
      width: 2,
      photometric: 3,
      tags: { 320: colormap },
      data: [Uint8Array.of(1, 0)],
    };
    await decodeAlike(handTiff(palette), `palette ${colors}`);
  }
});

Deno.test("a TIFF of signed integers, of 32 bits, or with channels that it does not name gives the same pixels", async () => {
  const signed = (values: number[], bits: 8 | 16): HandTiff => ({
    width: values.length,
    bits,
    format: 2,
    data: [bits === 16 ? bytesOf(values, "setInt16") : Uint8Array.from(values)],
  });
  const float = (values: number[]): HandTiff => ({
    width: values.length,
    bits: 32,
    format: 3,
    data: [bytesOf(values, "setFloat32")],
  });
  const files: Record<string, HandTiff> = {
    "below 0": signed([-32768, -1, 0, 32767], 16),
    "not below 0": signed([0, 5, 32767], 16),
    "bytes": signed([128, 127], 8),
    "shares": float([0.25, 0.5, 1]),
    "whole": float([0, 300, 65535]),
    "spread": float([-1.5, 0, 2.5]),
    "one value": float([2.5, 2.5]),
    "RGB": { ...float([0.2, 0.4, 1]), width: 1, channels: 3, photometric: 2 },
    "labels": { width: 2, bits: 32, data: [bytesOf([0, 70], "setUint32")] },
    "large": { width: 2, bits: 32, format: 2, data: [bytesOf([-70000, 0], "setInt32")] },
    "three": { width: 2, channels: 3, data: [Uint8Array.of(1, 2, 3, 4, 5, 6)] },
    "two": { channels: 2, data: [Uint8Array.of(7, 9)] },
    "alpha": { channels: 2, tags: { 338: [2] }, data: [Uint8Array.of(7, 9)] },
    "white and alpha": { channels: 2, photometric: 0, data: [Uint8Array.of(10, 20)] },
    "three, white": { channels: 3, photometric: 0, data: [Uint8Array.of(10, 20, 30)] },
    "pages": { pages: 3, data: [Uint8Array.of(7)] },
  };
  for (const [what, file] of Object.entries(files)) {
    await decodeAlike(handTiff(file), what);
  }
  for (let orientation = 1; orientation <= 8; orientation++) {
    const data = [Uint8Array.of(1, 2, 3, 4, 5, 6)];
    const turned = handTiff({ width: 3, height: 2, tags: { 274: [orientation] }, data });
    await decodeAlike(turned, `orientation ${orientation}`);
  }
});

Deno.test("colours that were multiplied by alpha are divided by it", async () => {
  const data = [Uint8Array.of(60, 30, 0, 120, 0, 0, 0, 0, 9, 8, 7, 255)];
  const rgba = { width: 3, channels: 4, photometric: 2, tags: { 338: [1] }, data };
  await decodeAlike(handTiff(rgba), "premultiplied", 1);
});

Deno.test("a TIFF that native code alone reads is refused with a way on", async () => {
  const data = [Uint8Array.of(1, 2, 3, 4)];
  const files: [HandTiff, string][] = [
    [{ channels: 4, photometric: 5, data }, "in CMYK colours: save it"],
    [{ bits: 1, tags: { 259: [4] }, data }, "compressed by method 4: save it"],
    [{ bits: 16, format: 4, data }, "of values without a type"],
    [{ bits: 1, tags: { 266: [2] }, data }, "with bits in reverse order"],
    [{ bits: 2, channels: 3, photometric: 2, data }, "of 3 channels of less than 8 bits"],
    [
      { tags: { 322: [65535], 323: [65535] }, data },
      "in tiles of more than 8,192 x 8,192",
    ],
    [{ tags: { 279: [0] }, data }, "that does not tell how long its strips are"],
  ];
  for (const [file, words] of files) {
    const error = await assertRejects(
      () => decodeImagePortably(handTiff(file), "a.tif"),
      UnreadableImage,
      words,
    );
    assertEquals(error.code, "unsupported");
  }
});
