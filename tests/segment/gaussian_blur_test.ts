import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import { gaussianBlur, InputError } from "#karyon";
import { furthest, scikitImage } from "./classical/made_up.ts";

const { width, height, plane } = scikitImage;

Deno.test("gaussianBlur() blurs as scikit-image does", () => {
  const blurred = gaussianBlur(plane, width, height, 1.5);
  assertLess(furthest(blurred, scikitImage.blurred), 1e-5);
});

Deno.test("gaussianBlur() keeps a flat plane, and everything at sigma 0", () => {
  const flat = new Float32Array(35).fill(0.25);
  assertLess(furthest(gaussianBlur(flat, 7, 5, 2), flat), 1e-6);
  const kept = gaussianBlur(plane, width, height, 0);
  assertEquals(kept, plane);
  assert(kept !== plane, "a copy");
});

Deno.test("gaussianBlur() spreads one pixel as a Gaussian does, as far as it reaches", () => {
  const size = 21, middle = 10 * size + 10, sigma = 1.5;
  const dot = new Float32Array(size * size);
  dot[middle] = 1;
  for (const [reach, last] of [[2, 3], [3, 5], [4, 6]] as const) {
    const values = gaussianBlur(dot, size, size, sigma, reach);
    assertAlmostEquals(values.reduce((sum, value) => sum + value), 1, 1e-6);
    for (const [x, y] of [[1, 0], [0, 2], [2, 3]] as const) {
      const share = values[middle + y * size + x]! / values[middle]!;
      assertAlmostEquals(share, Math.exp(-(x * x + y * y) / (2 * sigma ** 2)), 1e-6);
    }
    assert(values[middle + last]! > 0);
    assertEquals(values[middle + last + 1], 0);
  }
});

Deno.test("gaussianBlur() blurs a single row as it blurs a single column", () => {
  const line = Float32Array.of(1, 0, 3);
  const row = gaussianBlur(line, 3, 1, 1);
  assert(row[0]! < 1 && row[1]! > 0 && row[2]! < 3);
  assertEquals(gaussianBlur(line, 1, 3, 1), row);
});

Deno.test("gaussianBlur() refuses another size, and settings out of range", () => {
  const three = new Float32Array(3);
  assertThrows(() => gaussianBlur(three, 2, 2, 1), InputError, "4 pixels but found 3");
  assertThrows(() => gaussianBlur(three, 3, 1, -1), InputError, "sigma");
  assertThrows(() => gaussianBlur(three, 3, 1, 1, NaN), InputError, "reach");
});
