import { assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import {
  createImage,
  hashDistance,
  type Image,
  perceptualHash,
  seededRandom,
} from "#karyon";
import { hashOrientations } from "../../src/dataset/perceptual_hash.ts";
import {
  correlate,
  makeThumbnail,
  orient,
  THUMBNAIL_SIZE,
} from "../../src/dataset/thumbnail.ts";
import { changed, IMAGES, nearBlack } from "./looks.ts";

const bitsOf = ([low, high]: readonly [number, number]) =>
  [low, high].flatMap((word) =>
    [...word.toString(2).padStart(32, "0")].reverse().map(Number)
  );

/** 32 x 32 random levels: sixteen of them, so that cutting off 1 % cuts nothing off. */
function noise(seed: number): Image {
  const random = seededRandom(seed);
  const image = createImage(32, 32, 1);
  image.data.forEach((_, i) => image.data[i] = 16 * Math.floor(16 * random()));
  return image;
}

Deno.test("perceptualHash() has the bits of the cosine transform as its definition says", () => {
  for (const seed of [1, 2, 3]) {
    const { data } = noise(seed);
    const frequencies: number[] = [];
    for (let v = 1; v <= 8; v++) {
      for (let u = 1; u <= 8; u++) {
        let sum = 0;
        data.forEach((value, i) => {
          const x = i % 32, y = Math.floor(i / 32);
          sum += value * Math.cos(Math.PI / 32 * (x + 0.5) * u) *
            Math.cos(Math.PI / 32 * (y + 0.5) * v);
        });
        frequencies.push(sum);
      }
    }
    const sorted = frequencies.toSorted((a, b) => a - b);
    const median = (sorted[31]! + sorted[32]!) / 2;
    assertEquals(
      bitsOf(perceptualHash(noise(seed))),
      frequencies.map((value) => value > median ? 1 : 0),
    );
  }
});

for (
  const [name, change, most] of [
    ["JPEG of quality 20", (pixels) => pixels.jpeg({ quality: 20 }), 8],
    ["half its size", (pixels) => pixels.resize(128, 128, { fit: "fill" }).png(), 6],
    ["another aspect", (pixels) => pixels.resize(400, 300, { fit: "fill" }).png(), 6],
    ["half as bright", (pixels) => pixels.linear(0.5, 0).png(), 4],
    ["brighter, with less contrast", (pixels) => pixels.linear(0.6, 60).png(), 4],
    ["blurred", (pixels) => pixels.blur(2).png(), 6],
  ] satisfies [string, Parameters<typeof changed>[1], number][]
) {
  Deno.test(`perceptualHash() stays nearly the same for an image as ${name}`, async () => {
    for (const image of IMAGES) {
      const distance = hashDistance(
        perceptualHash(image),
        perceptualHash(await changed(image, change)),
      );
      assertLessOrEqual(distance, most);
    }
  });
}

Deno.test("perceptualHash() stays nearly the same when 22 gray levels are left", () => {
  for (const image of IMAGES) {
    const distance = hashDistance(
      perceptualHash(image),
      perceptualHash(nearBlack(image)),
    );
    assertLessOrEqual(distance, 8);
  }
});

Deno.test("perceptualHash() differs in about half of its bits between images", () => {
  const hashes = [1, 2, 3, 4, 5, 6].map((seed) => perceptualHash(noise(seed)));
  hashes.forEach((a, i) => {
    for (const b of hashes.slice(i + 1)) assertGreater(hashDistance(a, b), 16);
  });
});

Deno.test("perceptualHash() is the same for gray, RGB, RGBA and 16 bits", () => {
  const gray = noise(4);
  for (const [channels, depth] of [[3, 8], [4, 8], [1, 16], [2, 16]] as const) {
    const other = createImage(32, 32, channels, depth);
    other.data.forEach((_, i) => {
      const isAlpha = other.alpha && i % channels === channels - 1;
      const value = gray.data[Math.floor(i / channels)]!;
      other.data[i] = isAlpha ? i % 256 : value * (depth === 16 ? 257 : 1);
    });
    assertEquals(perceptualHash(other), perceptualHash(gray));
  }
});

Deno.test("hashOrientations() gives the hashes of the turned and mirrored thumbnails", () => {
  for (const image of [noise(5), ...IMAGES]) {
    const thumbnail = makeThumbnail(image);
    hashOrientations(thumbnail).forEach((hash, orientation) => {
      const [turned] = hashOrientations(orient(thumbnail, orientation));
      // Values that are equal but for rounding may fall on either side of the median.
      assertLessOrEqual(hashDistance(hash, turned!), 2);
    });
  }
});

Deno.test("hashDistance() counts the bits that differ", () => {
  const word = fc.nat({ max: 2 ** 32 - 1 });
  fc.assert(fc.property(word, word, word, word, (a, b, c, d) => {
    const [one, other] = [bitsOf([a, b]), bitsOf([c, d])];
    const different = one.filter((bit, i) => bit !== other[i]).length;
    assertEquals(hashDistance([a, b], [c, d]), different);
  }));
});

Deno.test("makeThumbnail() has mean 0 and standard deviation 1, of any size", () => {
  const sizes = fc.record({
    width: fc.integer({ min: 2, max: 90 }),
    height: fc.integer({ min: 2, max: 90 }),
  });
  fc.assert(
    fc.property(sizes, ({ width, height }) => {
      const image = createImage(width, height, 1);
      image.data.forEach((_, i) => image.data[i] = (i * 37) % 200);
      const thumbnail = makeThumbnail(image);
      const sum = thumbnail.reduce((all, value) => all + value, 0);
      assertEquals(thumbnail.length, THUMBNAIL_SIZE ** 2);
      assertLessOrEqual(Math.abs(sum / thumbnail.length), 1e-3);
      assertLessOrEqual(Math.abs(correlate(thumbnail, thumbnail) - 1), 1e-3);
    }),
    { numRuns: 40 },
  );
});

Deno.test("makeThumbnail() of 2 x 2 pixels shows four squares", () => {
  const image = createImage(2, 2, 1);
  image.data.set([0, 255, 255, 0]);
  const thumbnail = makeThumbnail(image);
  const at = (x: number, y: number) => Math.round(thumbnail[y * 32 + x]!);
  assertEquals([at(0, 0), at(15, 15), at(16, 0), at(31, 15)], [-1, -1, 1, 1]);
  assertEquals([at(0, 16), at(15, 31), at(16, 16), at(31, 31)], [1, 1, -1, -1]);
});

Deno.test("an even image correlates with nothing", () => {
  const even = makeThumbnail(createImage(40, 50, 3));
  assertEquals(new Set(even), new Set([0]));
  assertEquals(correlate(even, makeThumbnail(noise(6))), 0);
});
