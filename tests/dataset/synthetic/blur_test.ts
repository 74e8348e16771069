import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { seededRandom } from "../../../src/base/mod.ts";
import { blur, haze } from "../../../src/dataset/synthetic/blur.ts";

/** A plane with one bright point in its middle. */
function point(size: number): Float32Array {
  const plane = new Float32Array(size * size);
  plane[(size * size - 1) / 2] = 1;
  return plane;
}

/** The standard deviation of a plane's light along x, and all of the light. */
function spread(plane: Float32Array, size: number): [sigma: number, sum: number] {
  const middle = (size - 1) / 2;
  let squares = 0, sum = 0;
  plane.forEach((value, i) => {
    squares += value * (i % size - middle) ** 2;
    sum += value;
  });
  return [Math.sqrt(squares / sum), sum];
}

Deno.test("blur() spreads a point into a Gaussian of its sigma and keeps all light", () => {
  const size = 41;
  for (const sigma of [0.7, 1.5, 3]) {
    const blurred = blur(point(size), size, size, sigma);
    const [measured, sum] = spread(blurred, size);
    assertAlmostEquals(sum, 1, 1e-5);
    // The Gaussian's tails beyond 2.5 sigma are left out.
    assert(measured > 0.92 * sigma && measured < 1.02 * sigma, `${measured}`);
    const middle = (size * size - 1) / 2;
    assertAlmostEquals(
      blurred[middle + 2]! / blurred[middle]!,
      Math.exp(-4 / (2 * sigma * sigma)),
      1e-5,
    );
  }
});

Deno.test("blur() is the sum of what it makes of each pixel, rows and columns alike", () => {
  const random = seededRandom(1);
  const [width, height] = [9, 6];
  const plane = Float32Array.from({ length: width * height }, random);
  const turned = plane.map((_, i) => plane[i % height * width + Math.floor(i / height)]!);
  const across = blur(plane, width, height, 1.2), down = blur(turned, height, width, 1.2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      assertAlmostEquals(across[y * width + x]!, down[x * height + y]!, 1e-6);
    }
  }
});

Deno.test("blur() and haze() leave an even plane even", () => {
  const plane = new Float32Array(31 * 17).fill(3);
  for (const result of [blur(plane, 31, 17, 2), haze(plane, 31, 17, 7)]) {
    assertEquals(result.length, plane.length);
    for (const value of result) assertAlmostEquals(value, 3, 1e-5);
  }
});

Deno.test("haze() spreads a point about as widely as it says and keeps nearly all light", () => {
  const size = 161;
  for (const radius of [5, 12, 20]) {
    const [sigma, sum] = spread(haze(point(size), size, size, radius), size);
    assert(sigma > 0.6 * radius && sigma < 1.1 * radius, `${radius}: ${sigma}`);
    assertLess(Math.abs(sum - 1), 0.05);
  }
});
