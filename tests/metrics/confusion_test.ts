import { assertEquals, assertThrows } from "@std/assert";
import { confusion, sumConfusions } from "../../src/metrics/mod.ts";

Deno.test("confusion() counts each of the four kinds of pixel", () => {
  const truth = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
  const prediction = [1, 0, 0, 0, 1, 1, 0, 0, 0, 0];
  assertEquals(confusion(truth, prediction), { tp: 1, fp: 2, fn: 3, tn: 4 });
});

Deno.test("confusion() takes typed arrays of different kinds", () => {
  const counts = confusion(Uint8Array.of(1, 0), Float32Array.of(1, 1));
  assertEquals(counts, { tp: 1, fp: 1, fn: 0, tn: 0 });
});

Deno.test("confusion() names both lengths where they differ", () => {
  assertThrows(() => confusion([1, 0], [1, 0, 1]), RangeError, "found 2 and 3");
});

Deno.test("confusion() refuses an image without pixels", () => {
  assertThrows(() => confusion([], []), RangeError, "found 0 and 0");
});

Deno.test("confusion() refuses probabilities and masks of 255", () => {
  assertThrows(
    () => confusion([0, 1], [0, 0.9]),
    RangeError,
    "1 and 0.9 at pixel 1",
  );
  assertThrows(() => confusion([255], [1]), RangeError, "255 and 1 at pixel 0");
});

Deno.test("sumConfusions() adds count by count and starts at zero", () => {
  const a = { tp: 1, fp: 2, fn: 3, tn: 4 };
  const b = { tp: 10, fp: 20, fn: 30, tn: 40 };
  assertEquals(sumConfusions([a, b]), { tp: 11, fp: 22, fn: 33, tn: 44 });
  assertEquals(sumConfusions([]), { tp: 0, fp: 0, fn: 0, tn: 0 });
});
