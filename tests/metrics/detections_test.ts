import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { detectionsAt, sumDetections } from "../../src/metrics/mod.ts";
import { matchOf } from "./matches.ts";

Deno.test("detectionsAt() of a worked example", () => {
  const match = matchOf([0.9, 0.7, 0.5, 0.2], 5, 6);
  const { iou, ...counts } = detectionsAt(match, 0.5);
  assertEquals(counts, { tp: 2, fp: 4, fn: 3 });
  assertAlmostEquals(iou, 1.6, 1e-12);
  assertEquals(detectionsAt(match, 0.7), { tp: 1, fp: 5, fn: 4, iou: 0.9 });
});

Deno.test("detectionsAt() refuses thresholds where matches are not unique", () => {
  for (const threshold of [0.49, 1, NaN]) {
    const count = () => detectionsAt(matchOf([], 0, 0), threshold);
    assertThrows(count, RangeError, `found ${threshold}`);
  }
});

Deno.test("sumDetections() of none is nothing", () => {
  assertEquals(sumDetections([]), { tp: 0, fp: 0, fn: 0, iou: 0 });
});
