import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { seededRandom } from "#karyon";
import { addNoise, blurSquare } from "../../../src/dataset/augmentation/texture.ts";

/** A black square with one white point, or three of different colours. */
function point(size: number, x: number, y: number): Float32Array {
  const pixels = new Float32Array(3 * size * size);
  pixels.fill(1, 3 * (size * y + x), 3 * (size * y + x) + 3);
  return pixels;
}

Deno.test("blurSquare() keeps what is even, up to the edges", () => {
  const pixels = new Float32Array(3 * 9 * 9).map((_, i) => [0.2, 0.5, 0.9][i % 3]!);
  blurSquare(pixels, 9, 2.5);
  pixels.forEach((value, i) => assertAlmostEquals(value, [0.2, 0.5, 0.9][i % 3]!, 1e-5));
});

Deno.test("blurSquare() spreads a point as the normal density does", () => {
  const size = 31, middle = 15, sigma = 1.5;
  const pixels = point(size, middle, middle);
  blurSquare(pixels, size, sigma);
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0, spread = 0;
    for (let i = channel; i < pixels.length; i += 3) {
      const x = Math.floor(i / 3) % size, y = Math.floor(i / 3 / size);
      const density =
        Math.exp(-((x - middle) ** 2 + (y - middle) ** 2) / (2 * sigma ** 2)) /
        (2 * Math.PI * sigma ** 2);
      // Cut off at three standard deviations, which holds 99.7 % along each side.
      assertAlmostEquals(pixels[i]!, density, 1e-3);
      sum += pixels[i]!;
      spread += pixels[i]! * (x - middle) ** 2;
    }
    assertAlmostEquals(sum, 1, 1e-5);
    assertAlmostEquals(spread, sigma ** 2, 0.1);
  }
});

Deno.test("blurSquare() goes on level beyond the edges, so that nothing darkens there", () => {
  const size = 8, pixels = new Float32Array(3 * size * size);
  // Two halves, left black and right white: rows stay alike, the far ends too.
  pixels.forEach((_, i) => pixels[i] = Math.floor(i / 3) % size < 4 ? 0 : 1);
  blurSquare(pixels, size, 0.5);
  for (let y = 0; y < size; y++) {
    const row = Array.from({ length: size }, (_, x) => pixels[3 * (size * y + x)]!);
    assertAlmostEquals(row[0]!, 0, 1e-6);
    assertAlmostEquals(row[7]!, 1, 1e-6);
    assert(row[3]! > 0.05 && row[3]! < 0.5);
    assertAlmostEquals(row[3]! + row[4]!, 1, 1e-5);
  }
});

Deno.test("addNoise() spreads as its sigma says, alike in all channels", () => {
  const pixels = new Float32Array(3 * 100 * 100).fill(0.5), sigma = 0.05;
  addNoise(pixels, sigma, seededRandom(1));
  let sum = 0, squares = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    assertEquals([pixels[i + 1], pixels[i + 2]], [pixels[i], pixels[i]]);
    sum += pixels[i]! - 0.5;
    squares += (pixels[i]! - 0.5) ** 2;
  }
  const count = pixels.length / 3;
  assertLess(Math.abs(sum / count), 5 * sigma / Math.sqrt(count));
  assertAlmostEquals(Math.sqrt(squares / count), sigma, 5 * sigma / Math.sqrt(2 * count));
});

Deno.test("addNoise() cuts off at 0 and 1, and without sigma adds nothing", () => {
  const pixels = new Float32Array(3000).map((_, i) => i % 2);
  addNoise(pixels, 2, seededRandom(1));
  assert(pixels.every((value) => value >= 0 && value <= 1));
  assert(pixels.some((value) => value > 0 && value < 1));
  const still = new Float32Array(30).fill(0.3);
  addNoise(still, 0, seededRandom(1));
  assertEquals(still, new Float32Array(30).fill(0.3));
});
