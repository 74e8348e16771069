import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { bootstrapIntervals, type BootstrapOptions, seededRandom } from "#karyon";

const mean = (values: readonly number[]) => ({
  mean: values.reduce((sum, value) => sum + value, 0) / values.length,
});

const meanInterval = (values: readonly number[], options?: BootstrapOptions) =>
  bootstrapIntervals(values, mean, options).mean!;

Deno.test("bootstrapIntervals() gives the percentiles that counting gives", () => {
  // Of 0, 0 and 3, a resample's mean is the number of threes among three draws:
  // 0 in 8 of 27 cases, 3 in 1 of 27, which is 3.7 %.
  assertEquals(meanInterval([0, 0, 3]), [0, 3]);
  assertEquals(meanInterval([0, 0, 3], { confidence: 0.9 }), [0, 2]);
  // Of 0 and 1, both ends come in a quarter of the cases; the middle half is 0.5.
  assertEquals(meanInterval([0, 1]), [0, 1]);
  assertEquals(meanInterval([0, 1], { confidence: 0.4 }), [0.5, 0.5]);
});

Deno.test("bootstrapIntervals() of equal values is that value, twice", () => {
  assertEquals(meanInterval([0.5, 0.5, 0.5, 0.5]), [0.5, 0.5]);
});

Deno.test("bootstrapIntervals() of many values is as wide as the normal law says", () => {
  // Standard deviation 0.2 exactly: 400 values of mean +- 0.2.
  const values = Array.from({ length: 400 }, (_, i) => 0.7 + (i % 2 ? 0.2 : -0.2));
  const [low, high] = meanInterval(values, { resamples: 4000 });
  const expected = 1.96 * 0.2 / Math.sqrt(400);
  assertAlmostEquals(low, 0.7 - expected, 0.0015);
  assertAlmostEquals(high, 0.7 + expected, 0.0015);
});

Deno.test("bootstrapIntervals() lie around the mean and within the values", () => {
  const score = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(score, { minLength: 2, maxLength: 30 }), (values) => {
      const [low, high] = meanInterval(values, { resamples: 400 });
      const rounding = 1e-12;
      assert(low <= mean(values).mean + rounding && mean(values).mean <= high + rounding);
      assert(low >= Math.min(...values) - rounding);
      assert(high <= Math.max(...values) + rounding);
    }),
    { numRuns: 50, seed: 1 },
  );
});

Deno.test("bootstrapIntervals() cover the true mean about as often as they say", () => {
  // Uniform numbers: mean 0.5. With 30 values, percentile intervals are a little short.
  let covered = 0;
  for (let trial = 0; trial < 300; trial++) {
    const random = seededRandom(7, trial);
    const values = Array.from({ length: 30 }, random);
    const [low, high] = meanInterval(values, { resamples: 300, seed: trial });
    if (low <= 0.5 && 0.5 <= high) covered++;
  }
  assert(covered / 300 > 0.89 && covered / 300 < 0.99, `${covered} of 300`);
});

Deno.test("bootstrapIntervals() draw the same again for a seed, and others for another", () => {
  const random = seededRandom(3);
  const values = Array.from({ length: 20 }, random);
  assertEquals(meanInterval(values), meanInterval(values, { seed: 1 }));
  assertNotEquals(meanInterval(values), meanInterval(values, { seed: 2 }));
});

Deno.test("bootstrapIntervals() take all statistics from the same draws", () => {
  const values = [1, 2, 4, 8];
  const { sum, mean: middle } = bootstrapIntervals(values, (drawn) => {
    const total = drawn.reduce((a, b) => a + b, 0);
    return { sum: total, mean: total / drawn.length };
  });
  assertEquals(sum, [4 * middle![0], 4 * middle![1]]);
});

Deno.test("bootstrapIntervals() say nothing of fewer than two items", () => {
  assertEquals(bootstrapIntervals([0.9], mean), {});
  assertEquals(bootstrapIntervals([], mean), {});
});

Deno.test("bootstrapIntervals() are narrower where less confidence is asked for", () => {
  const values = Array.from({ length: 20 }, seededRandom(5));
  const width = ([low, high]: readonly [number, number]) => high - low;
  assertLess(
    width(meanInterval(values, { confidence: 0.5 })),
    width(meanInterval(values, { confidence: 0.95 })),
  );
});

Deno.test("bootstrapIntervals() refuse what is no number of draws and no share", () => {
  for (const resamples of [0, -1, 1.5, NaN]) {
    assertThrows(() => meanInterval([1, 2], { resamples }), RangeError, `${resamples}`);
  }
  for (const confidence of [0, 1, 95, NaN]) {
    assertThrows(() => meanInterval([1, 2], { confidence }), RangeError, `${confidence}`);
  }
});
