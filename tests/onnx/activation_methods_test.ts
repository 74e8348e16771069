import { assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import { InputError } from "#karyon";
import { startHistogram } from "../../src/onnx/activation_histogram.ts";
import { leastErrorRange, percentileRange } from "../../src/onnx/activation_methods.ts";

Deno.test("a histogram counts what comes bit by bit, however large", () => {
  const histogram = startHistogram("map");
  histogram.add(Float32Array.of(0.25, -0.5));
  histogram.add(new Float32Array());
  histogram.add(Float32Array.of(1000));
  assertEquals([histogram.total, histogram.range], [3, { min: -0.5, max: 1000 }]);
  const { counts, limit } = histogram.bins();
  const width = 2 * limit / counts.length;
  const places = [...counts].flatMap((count, i) => count > 0 ? [i * width - limit] : []);
  // Both small numbers are near 0 now, one on either side of it.
  assertEquals(places, [-width, 0, Math.floor(1000 / width) * width]);
});

Deno.test("numbers at an end that doubles fall into a bin", () => {
  const histogram = startHistogram("map");
  histogram.add(Float32Array.of(-1, 1, 2, -2));
  assertEquals(histogram.bins().counts.reduce((sum, count) => sum + count), 4);
});

Deno.test("what is no number is refused by the value's name", () => {
  for (const wrong of [NaN, Infinity, -Infinity]) {
    assertThrows(
      () => startHistogram("level_3").add(Float32Array.of(0, wrong)),
      InputError,
      '"level_3"',
    );
  }
});

/** 0 to 1 evenly, and one number far off. */
function withOutlier() {
  const histogram = startHistogram("map");
  histogram.add(Float32Array.from({ length: 10_000 }, (_, i) => i / 10_000));
  histogram.add(Float32Array.of(8));
  return histogram;
}

Deno.test("a percentile leaves out what is beyond it, and 100 leaves out nothing", () => {
  const { min, max } = percentileRange(withOutlier(), 99.9);
  assertAlmostEquals(max, 0.999, 0.01);
  assertAlmostEquals(min, 0.001, 0.01);
  assertEquals(percentileRange(withOutlier(), 100), { min: 0, max: 8 });
});

Deno.test("the least error cuts one far number off if many gain by it", () => {
  const { min, max } = leastErrorRange(withOutlier());
  assertEquals(min, 0);
  // At 8 each number is off by 8 / 255 / sqrt(12): 0.82 in all, squared. Cut at c the one
  // costs (8 - c)^2, which is less than that from 7.1 on only.
  assertLess(max, 8);
  assertLess(7, max);
});

Deno.test("a number that is always the same keeps a range up to itself", () => {
  const histogram = startHistogram("map");
  histogram.add(new Float32Array(9));
  assertEquals(leastErrorRange(histogram), { min: 0, max: 0 });
});
