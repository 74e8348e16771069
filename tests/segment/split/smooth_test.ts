import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { smooth } from "../../../src/segment/split/smooth.ts";

Deno.test("smooth() spreads one pixel as a Gaussian does", () => {
  const size = 21, middle = 10 * size + 10, sigma = 1.5;
  const values = new Float32Array(size * size);
  values[middle] = 1;
  smooth(values, size, size, sigma);
  assertAlmostEquals(values.reduce((sum, value) => sum + value), 1, 1e-6);
  for (const [x, y] of [[1, 0], [0, 2], [2, 3]] as const) {
    const share = values[middle + y * size + x]! / values[middle]!;
    assertAlmostEquals(share, Math.exp(-(x * x + y * y) / (2 * sigma ** 2)), 1e-6);
  }
});

Deno.test("smooth() leaves even maps even up to the border, and all as it is without width", () => {
  const even = new Float32Array(12).fill(0.5);
  smooth(even, 4, 3, 2);
  even.forEach((value) => assertAlmostEquals(value, 0.5, 1e-6));
  const values = Float32Array.of(1, 0, 3);
  smooth(values, 3, 1, 0);
  assertEquals([...values], [1, 0, 3]);
  smooth(values, 1, 3, 1);
  assert(values[0]! < 1 && values[1]! > 0 && values[2]! < 3);
});
