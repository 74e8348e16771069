import {
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertNotEquals,
} from "@std/assert";
import fc from "fast-check";
import { drawDisplacement, seededRandom } from "#karyon";
import { enlargeGrid } from "../../../src/dataset/augmentation/elastic.ts";

const numbers = (length: number) =>
  fc.array(fc.integer({ min: -50, max: 50 }), { minLength: length, maxLength: length });

Deno.test("enlargeGrid() goes through its points, the corners among them", () => {
  fc.assert(fc.property(numbers(9), (points) => {
    const enlarged = enlargeGrid(points, 3, 9);
    points.forEach((point, i) => {
      const x = 4 * (i % 3), y = 4 * Math.floor(i / 3);
      assertAlmostEquals(enlarged[9 * y + x]!, point, 1e-4);
    });
  }));
});

Deno.test("enlargeGrid() keeps a constant, whatever the sizes", () => {
  for (const [grid, size] of [[2, 1], [2, 7], [3, 10], [5, 64]] as const) {
    for (const value of enlargeGrid(new Float32Array(grid * grid).fill(3), grid, size)) {
      assertAlmostEquals(value, 3, 1e-5);
    }
  }
});

Deno.test("enlargeGrid() keeps a slope where it has two points on each side", () => {
  const grid = 5, size = 17;
  const points = Array.from({ length: 25 }, (_, i) => i % 5 + 10 * Math.floor(i / 5));
  const enlarged = enlargeGrid(points, grid, size);
  for (let y = 4; y <= 12; y++) {
    for (let x = 4; x <= 12; x++) {
      assertAlmostEquals(enlarged[size * y + x]!, x / 4 + 10 * y / 4, 1e-4);
    }
  }
});

Deno.test("enlargeGrid() weighs by Keys' cubic: -1, 9, 9, -1 sixteenths halfway", () => {
  const row = [3, -7, 20, 11];
  const points = [...row, ...row, ...row, ...row];
  // Seven pixels for four points: the middle one lies halfway between two.
  const middle = enlargeGrid(points, 4, 7)[3 * 7 + 3]!;
  assertAlmostEquals(middle, (-3 + 9 * -7 + 9 * 20 - 11) / 16, 1e-5);
});

Deno.test("drawDisplacement() spreads as its sigma says, alike in both directions", () => {
  const sums = { xx: 0, yy: 0, xy: 0, x: 0, between: 0 }, count = 2000;
  for (let seed = 0; seed < count; seed++) {
    const { x, y } = drawDisplacement(5, { sigma: 10, grid: 3 }, seededRandom(seed));
    sums.x += x[12]!;
    sums.xx += x[12]! ** 2;
    sums.yy += y[12]! ** 2;
    sums.xy += x[12]! * y[12]!;
    sums.between += x[11]! ** 2;
  }
  // Five standard errors each.
  const error = 5 / Math.sqrt(count);
  assertLess(Math.abs(sums.x / count), 10 * error);
  assertAlmostEquals(sums.xx / count, 100, 100 * Math.SQRT2 * error);
  assertAlmostEquals(sums.yy / count, 100, 100 * Math.SQRT2 * error);
  assertLess(Math.abs(sums.xy / count), 100 * error);
  // Halfway to an edge point, which stands for the one beyond it as well.
  const share = (8 / 16) ** 2 + (9 / 16) ** 2 + (1 / 16) ** 2;
  assertAlmostEquals(sums.between / count, 100 * share, 100 * Math.SQRT2 * error);
});

Deno.test("drawDisplacement() is fixed by its random numbers", () => {
  const draw = (seed: number) =>
    drawDisplacement(16, { sigma: 4, grid: 3 }, seededRandom(seed));
  assertEquals(draw(1), draw(1));
  assertNotEquals(draw(1), draw(2));
  assertNotEquals(draw(1).x, draw(1).y);
});
