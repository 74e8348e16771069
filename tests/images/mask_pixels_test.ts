import { crc32, deflateSync } from "node:zlib";
import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import {
  createImage,
  decodeImage,
  decodeMaskPixels,
  encodePng,
  InputError,
} from "#karyon";
import { GRAY, handPng, RGBA } from "./hand_png.ts";

/** A gray PNG of 8 bits whose lines are filtered as the first number of each says. */
function filteredPng(lines: readonly (readonly number[])[]): Uint8Array {
  const png = handPng(lines[0]!.length - 1, 8, GRAY, lines.map((line) => line.slice(1)));
  return withPixelData(png, deflateSync(Uint8Array.from(lines.flat())));
}

/** The PNG with other compressed lines, in as many chunks as there are pieces. */
function withPixelData(png: Uint8Array, ...pieces: Uint8Array[]): Uint8Array {
  const chunks = pieces.flatMap((piece) => {
    const typed = Uint8Array.of(73, 68, 65, 84, ...piece);
    const numbers = new DataView(new ArrayBuffer(8));
    numbers.setUint32(0, piece.length);
    numbers.setUint32(4, crc32(typed));
    const bytes = new Uint8Array(numbers.buffer);
    return [...bytes.subarray(0, 4), ...typed, ...bytes.subarray(4)];
  });
  return Uint8Array.from([...png.subarray(0, 33), ...chunks, ...png.subarray(-12)]);
}

const dataOf = async (bytes: Uint8Array) => (await decodeMaskPixels(bytes, "a.png")).data;

Deno.test("each of PNG's filters is undone, by values worked out by hand", async () => {
  const bytes = filteredPng([
    [0, 10, 20, 250],
    [1, 1, 2, 3], // left: 1, 1+2, 3+3
    [2, 5, 255, 1], // above, wrapping around: 1+5, 3+255, 6+1
    [3, 1, 1, 1], // half of left and above: 1+3, 1+(4+2>>1), 1+(4+7>>1)
    [4, 1, 1, 1], // Paeth: above 4, then of 5, 4, 4 the 5, then of 6, 6, 4 the 6
  ]);
  assertEquals([...await dataOf(bytes)], [
    ...[10, 20, 250],
    ...[1, 3, 6],
    ...[6, 2, 7],
    ...[4, 4, 6],
    ...[5, 6, 7],
  ]);
});

Deno.test("filters on the first line find zeros above it", async () => {
  for (const [filter, expected] of [[2, [5, 5, 5]], [3, [5, 7, 8]], [4, [5, 10, 15]]]) {
    const bytes = filteredPng([[filter as number, 5, 5, 5]]);
    assertEquals([...await dataOf(bytes)], expected);
  }
});

Deno.test("masks are decoded to the pixels that decodeImage() gives", async () => {
  const line = (width: number) =>
    fc.tuple(
      fc.integer({ min: 0, max: 4 }),
      fc.array(fc.integer({ min: 0, max: 255 }), { minLength: width, maxLength: width }),
    ).map(([filter, values]) => [filter, ...values]);
  const lines = fc.integer({ min: 1, max: 9 }).chain((width) =>
    fc.array(line(width), { minLength: 1, maxLength: 9 })
  );
  await fc.assert(
    fc.asyncProperty(lines, async (lines) => {
      const bytes = filteredPng(lines);
      const { data, width, height } = await decodeImage(bytes, "a.png");
      const found = await decodeMaskPixels(bytes, "a.png");
      assertEquals([...found.data], [...data]);
      assertEquals([found.width, found.height, found.channels], [width, height, 1]);
    }),
    { seed: 1, numRuns: 60 },
  );
});

Deno.test("pixel data in several chunks is read as one", async () => {
  const png = handPng(2, 8, GRAY, [[1, 2], [3, 4]]);
  const packed = deflateSync(Uint8Array.of(0, 9, 8, 0, 7, 6));
  const bytes = withPixelData(png, packed.subarray(0, 3), packed.subarray(3));
  assertEquals([...await dataOf(bytes)], [9, 8, 7, 6]);
});

Deno.test("masks of other kinds are decoded all the same", async () => {
  const bits = await decodeMaskPixels(handPng(8, 1, GRAY, [[0b10100000]]), "bits.png");
  assertEquals([...bits.data], [255, 0, 255, 0, 0, 0, 0, 0]);
  const rgba = await decodeMaskPixels(handPng(1, 8, RGBA, [[1, 2, 3, 255]]), "rgba.png");
  assertEquals([[...rgba.data], rgba.channels], [[1, 2, 3, 255], 4]);
  const deep = createImage(2, 1, 1, 16);
  deep.data.set([0, 40000]);
  assertEquals([...await dataOf(await encodePng(deep))], [0, 40000]);
});

Deno.test("a broken mask is refused with decodeImage()'s own words", async () => {
  const whole = handPng(3, 8, GRAY, [[1, 2, 3], [4, 5, 6]]);
  const flipped = whole.slice();
  flipped[45]! ^= 255;
  const broken = {
    "cut.png": whole.subarray(0, whole.length - 20),
    "no end.png": whole.subarray(0, whole.length - 12),
    "flipped.png": flipped,
    "filter 5.png": filteredPng([[0, 1, 2], [5, 1, 2]]),
    "short.png": withPixelData(whole, deflateSync(Uint8Array.of(0, 1, 2, 3))),
    "text.png": new TextEncoder().encode("no image"),
    "nothing.png": new Uint8Array(),
  };
  for (const [name, bytes] of Object.entries(broken)) {
    const words = await decodeImage(bytes, name).then(() => "", (error) => error.message);
    assertEquals(words.startsWith(`${name}: Expected `), true, name);
    const refusal = await assertRejects(() => decodeMaskPixels(bytes, name), InputError);
    assertEquals(refusal.message, words);
  }
});

Deno.test("a limit on pixels holds for masks too", async () => {
  const bytes = handPng(3, 8, GRAY, [[1, 2, 3]]);
  await assertRejects(
    () => decodeMaskPixels(bytes, "a.png", { maxPixels: 2 }),
    InputError,
    "a.png: Expected a PNG",
  );
  assertEquals((await decodeMaskPixels(bytes, "a.png", { maxPixels: 3 })).width, 3);
});
