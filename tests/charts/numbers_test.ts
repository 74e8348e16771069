import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { brief, logTicks } from "../../src/charts/marks.ts";
import { extent, median, quantile } from "../../src/charts/quantiles.ts";
import { ridgeOf, ridgeScale } from "../../src/charts/ridges.ts";

Deno.test("quantile() and median() are what counting by hand gives", () => {
  assertEquals(median([3, 1, 2]), 2);
  assertEquals(median([4, 1, 2, 3]), 2.5);
  assertEquals(quantile([10, 20, 30, 40, 50], 0.25), 20);
  assertAlmostEquals(quantile([1, 2, 3, 4], 0.1), 1.3, 1e-12);
});

Deno.test("extent() takes more values than a call takes arguments", () => {
  const values = Array.from({ length: 300_000 }, (_, i) => i % 1000);
  assertEquals(extent(values), [0, 999]);
});

Deno.test("logTicks() gives round numbers within the axis", () => {
  assertEquals(logTicks(1, 100), [1, 2, 5, 10, 20, 50, 100]);
  assertEquals(logTicks(1, 412), [1, 3, 10, 30, 100, 300]);
  assertEquals(logTicks(0.2, 40_000), [1, 10, 100, 1000, 10_000]);
  assertEquals(logTicks(0.2, 0.6), [0.2, 0.3, 0.4, 0.6]);
});

Deno.test("brief() writes three digits that count, and groups thousands", () => {
  const written = [0, 0.0042, 0.0111, 0.139, 1, 2.345, 61.26, 123.4, 29461, -0.25];
  assertEquals(written.map(brief), [
    "0",
    "0.0042",
    "0.011",
    "0.139",
    "1",
    "2.35",
    "61.3",
    "123",
    "29,461",
    "-0.25",
  ]);
});

Deno.test("a ridge reaches 1, and nowhere leaves 0..1", () => {
  const values = fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), {
    minLength: 1,
    maxLength: 50,
  });
  fc.assert(
    fc.property(values, fc.constantFrom("gray", "median_area"), (values, fact) => {
      const { log, domain } = ridgeScale(fact, [values]);
      const points = ridgeOf({ split: "a", values, colour: "#000000" }, domain, log);
      const densities = points.map(({ density }) => density);
      assertEquals(Math.max(...densities), 1);
      assert(Math.min(...densities) >= 0);
      assert(points.every(({ x }) => x >= domain[0] && x <= domain[1]));
    }),
    { seed: 1, numRuns: 200 },
  );
});

Deno.test("ridgeScale() is logarithmic only where the values allow it", () => {
  assertEquals(ridgeScale("median_area", [[10, 100]]).log, true);
  assertEquals(ridgeScale("median_area", [[0, 0, 100], [5, 50]]).log, false);
  assertEquals(ridgeScale("gray", [[0.1, 0.2]]).log, false);
  const [from, to] = ridgeScale("gray", [[0.5, 0.5]]).domain;
  assert(from < 0.5 && to > 0.5);
});
