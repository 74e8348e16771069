import { assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import { deflateSync } from "node:zlib";
import { decodeImageFile, type Image, InputError, lossyKind } from "#karyon";
import { bytesOf, type HandTiff, handTiff } from "./hand_tiff.ts";

const decode = (tiff: HandTiff, exact = false) =>
  decodeImageFile(handTiff(tiff), "a.tif", { exact });

const parts = ({ width, height, channels, depth, alpha, data }: Image) => [
  [width, height, channels, depth, alpha],
  [...data],
];

const DEEP = [7, 4095, 256, 65534, 0, 32768];
const deep = {
  width: 3,
  height: 2,
  bits: 16,
  data: [bytesOf(DEEP, "setUint16")],
} satisfies HandTiff;

Deno.test("a TIFF of 16 bits keeps every value: little- and big-endian, BigTIFF, Deflate", async () => {
  const bigEndian = [bytesOf(DEEP, "setUint16", true)];
  const files: HandTiff[] = [
    deep,
    { ...deep, bigEndian: true, data: bigEndian },
    { ...deep, bigTiff: true },
    { ...deep, bigTiff: true, bigEndian: true, data: bigEndian },
    { ...deep, tags: { 259: [8] }, data: [new Uint8Array(deflateSync(deep.data[0]!))] },
  ];
  for (const file of files) {
    const { image, report } = await decode(file);
    assertEquals(parts(image), [[3, 2, 1, 16, false], DEEP]);
    assertEquals(report, {
      name: "a.tif",
      format: "TIFF",
      conversions: [],
      warnings: [],
    });
  }
});

Deno.test("a TIFF in tiles, in planes, or with LZW or PackBits keeps every value", async () => {
  const tile = new Uint8Array(16 * 16).map((_, i) => i);
  const tiled = await decode({
    width: 3,
    height: 2,
    tags: { 322: [16], 323: [16] },
    data: [tile],
  });
  assertEquals([...tiled.image.data], [0, 1, 2, 16, 17, 18]);
  const planes = [[1, 2], [3, 4], [5, 6]].map((plane) => Uint8Array.from(plane));
  const planar = await decode({
    width: 2,
    channels: 3,
    photometric: 2,
    tags: { 284: [2] },
    data: planes,
  });
  assertEquals([...planar.image.data], [1, 3, 5, 2, 4, 6]);
  const packed = await decode({
    width: 4,
    tags: { 259: [32773] },
    data: [Uint8Array.of(0xfe, 9, 0, 8)], // three times 9, then 8 as it is
  });
  assertEquals([...packed.image.data], [9, 9, 9, 8]);
  const values = Uint16Array.from({ length: 40 * 30 }, (_, i) => i * 31);
  const lzw = await sharp(values, { raw: { width: 40, height: 30, channels: 1 } })
    .toColourspace("grey16").tiff({
      compression: "lzw",
      tile: true,
      predictor: "horizontal",
    })
    .toBuffer();
  assertEquals((await decodeImageFile(lzw, "a.tif")).image.data, values);
});

Deno.test("a TIFF of few bits, a palette, or 0 for white is converted and says so", async () => {
  const oneBit: HandTiff = { width: 4, bits: 1, data: [Uint8Array.of(0b01100000)] };
  const spread = await decode(oneBit);
  assertEquals([...spread.image.data], [0, 255, 255, 0]);
  assertEquals(spread.report.conversions, ["1 bit to 8 bits"]);
  const white = await decode({ ...oneBit, photometric: 0 });
  assertEquals([...white.image.data], [255, 0, 0, 255]);
  assertEquals(white.report.conversions, [
    "1 bit to 8 bits",
    "0 for white to 0 for black",
  ]);
  const deepWhite = await decode({ ...deep, photometric: 0 });
  assertEquals([...deepWhite.image.data], DEEP.map((value) => 65535 - value));
  const colormap = [0, 65535, 257, 514, 0, 0].flatMap((value, i) =>
    i % 2 === 1 ? [value, ...Array(254).fill(0)] : [value]
  );
  const palette = await decode({
    width: 2,
    photometric: 3,
    tags: { 320: colormap },
    data: [Uint8Array.of(1, 0)],
  });
  assertEquals(parts(palette.image), [[2, 1, 3, 8, false], [255, 2, 0, 0, 1, 0]]);
  assertEquals(palette.report.conversions, ["palette to RGB"]);
});

Deno.test("signed integers keep their distances: shifted where one is below 0", async () => {
  const signed = (values: number[]): HandTiff => ({
    width: values.length,
    bits: 16,
    format: 2,
    data: [bytesOf(values, "setInt16")],
  });
  const shifted = await decode(signed([-32768, -1, 0, 32767]));
  assertEquals([...shifted.image.data], [0, 32767, 32768, 65535]);
  assertEquals(shifted.report.conversions, ["signed to unsigned 16 bits: 32768 added"]);
  const kept = await decode(signed([0, 5, 32767]), true);
  assertEquals([...kept.image.data], [0, 5, 32767]);
  await assertRejects(
    () => decode(signed([-1, 5]), true),
    InputError,
    "found a TIFF with values below 0",
  );
  const bytes = await decode({ width: 2, format: 2, data: [Uint8Array.of(128, 127)] });
  assertEquals(parts(bytes.image), [[2, 1, 1, 8, false], [0, 255]]);
});

Deno.test("32 bits become 16: whole numbers as they are, shares of 1 and others spread", async () => {
  const float = (values: number[]): HandTiff => ({
    width: values.length,
    bits: 32,
    format: 3,
    data: [bytesOf(values, "setFloat32")],
  });
  const whole = await decode(float([0, 300, 65535]), true);
  assertEquals(parts(whole.image), [[3, 1, 1, 16, false], [0, 300, 65535]]);
  assertEquals(whole.report.conversions, [
    "32-bit floats to 16 bits: every value is kept",
  ]);
  const shares = await decode(float([0.25, 0.5, 1]));
  assertEquals([...shares.image.data], [16384, 32768, 65535]);
  const counts = await decode(float([-1.5, 0, 2.5]));
  assertEquals([...counts.image.data], [0, 24576, 65535]);
  assertEquals(counts.report.conversions, [
    "32-bit floats to 16 bits: 0 stands for -1.5, 65535 for 2.5",
  ]);
  assertEquals([...(await decode(float([0.3, 0.3, 0.3]))).image.data], [
    19661,
    19661,
    19661,
  ]);
  assertEquals([...(await decode(float([2.5, 2.5]))).image.data], [0, 0]);
  await assertRejects(
    () => decode(float([-1.5, 2]), true),
    InputError,
    "values from -1.5 to 2, which 16 bits cannot hold",
  );
  const labels = { width: 2, bits: 32, data: [bytesOf([0, 70], "setUint32")] };
  assertEquals([...(await decode(labels, true)).image.data], [0, 70]);
  const large = {
    width: 2,
    bits: 32,
    format: 2,
    data: [bytesOf([-70000, 0], "setInt32")],
  };
  assertEquals([...(await decode(large)).image.data], [0, 65535]);
  const rgb = await decode({
    ...float([0.2, 0.4, 1]),
    width: 1,
    channels: 3,
    photometric: 2,
  });
  assertEquals(parts(rgb.image), [[1, 1, 3, 16, false], [13107, 26214, 65535]]);
});

Deno.test("channels that a TIFF says nothing about are read with a warning", async () => {
  const three = { width: 2, channels: 3, data: [Uint8Array.of(1, 2, 3, 4, 5, 6)] };
  const taken = await decode(three);
  assertEquals(parts(taken.image), [[2, 1, 3, 8, false], [1, 2, 3, 4, 5, 6]]);
  assertEquals(taken.report.warnings.length, 1);
  const deepThree = await decode({
    bits: 16,
    channels: 3,
    data: [bytesOf([1, 256, 3], "setUint16")],
  });
  assertEquals([...deepThree.image.data], [1, 256, 3]);
  const two = { channels: 2, data: [Uint8Array.of(7, 9)] };
  assertEquals((await decode(two)).report.warnings, [
    "The file does not say what its channel 2 is; it was taken for alpha.",
  ]);
  const alpha = await decode({ ...two, tags: { 338: [2] } });
  assertEquals(alpha.report.warnings, []);
  assertEquals(parts(alpha.image), [[1, 1, 2, 8, true], [7, 9]]);
});

Deno.test("of several pages the first is read, and the others are counted", async () => {
  const three = await decode({ ...deep, pages: 3 });
  assertEquals([...three.image.data], DEEP);
  assertEquals(three.report.warnings, [
    "Only the first of 3 pages was read; 2 were left out.",
  ]);
  assertEquals((await decode({ ...deep, pages: 2 })).report.warnings, [
    "Only the first of 2 pages was read; 1 was left out.",
  ]);
});

Deno.test("lossyKind() finds JPEG, also inside WebP and TIFF", async () => {
  const raw = { raw: { width: 16, height: 16, channels: 3 as const } };
  const picture = sharp(new Uint8Array(768).fill(90), raw);
  assertEquals(lossyKind(await picture.clone().jpeg().toBuffer()), "JPEG");
  assertEquals(lossyKind(await picture.clone().webp().toBuffer()), "lossy WebP");
  assertEquals(
    lossyKind(await picture.clone().webp({ lossless: true }).toBuffer()),
    undefined,
  );
  assertEquals(
    lossyKind(await picture.clone().tiff({ compression: "jpeg" }).toBuffer()),
    "TIFF with JPEG inside",
  );
  assertEquals(lossyKind(handTiff(deep)), undefined);
  assertEquals(lossyKind(await picture.clone().png().toBuffer()), undefined);
});
