import { assertEquals, assertThrows } from "@std/assert";
import { countError, meanCountError, pooledCountError } from "../../src/metrics/mod.ts";

const counts = (truthCount: number, predictionCount: number) => ({
  truthCount,
  predictionCount,
});

Deno.test("countError() is above 0 where too many were predicted", () => {
  assertEquals(countError(counts(4, 5)), { signed: 1, absolute: 1, relative: 0.25 });
  assertEquals(countError(counts(4, 1)), { signed: -3, absolute: 3, relative: 0.75 });
});

Deno.test("countError() without true nuclei is relative to one", () => {
  assertEquals(countError(counts(0, 0)), { signed: 0, absolute: 0, relative: 0 });
  assertEquals(countError(counts(0, 3)), { signed: 3, absolute: 3, relative: 3 });
});

Deno.test("meanCountError() weighs images equally, pooledCountError() by their nuclei", () => {
  const all = [counts(2, 4), counts(10, 5)];
  assertEquals(meanCountError(all), { signed: -1.5, absolute: 3.5, relative: 0.75 });
  assertEquals(pooledCountError(all), { signed: -3, absolute: 3, relative: 0.25 });
});

Deno.test("the count error of no image is refused", () => {
  assertThrows(() => meanCountError([]), RangeError, "at least one image");
  assertThrows(() => pooledCountError([]), RangeError, "at least one image");
});
