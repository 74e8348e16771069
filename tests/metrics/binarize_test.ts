import { assertEquals, assertThrows } from "@std/assert";
import { binarize } from "../../src/metrics/mod.ts";

Deno.test("binarize() takes exactly 0.5 as background, as the case study rounds", () => {
  const mask = binarize(Float32Array.of(0, 0.5, 0.50001, 1));
  assertEquals(mask, Uint8Array.of(0, 0, 1, 1));
});

Deno.test("binarize() uses the threshold given", () => {
  assertEquals(binarize([0.1, 0.3, 0.4], 0.3), Uint8Array.of(0, 0, 1));
  assertEquals(binarize([0, 0.1, 1], 0), Uint8Array.of(0, 1, 1));
  assertEquals(binarize([0.99, 1], 1), Uint8Array.of(0, 0));
});

Deno.test("binarize() refuses a threshold that is no probability", () => {
  for (const threshold of [-0.1, 1.1, 127, NaN]) {
    assertThrows(
      () => binarize([0.5], threshold),
      RangeError,
      `found ${threshold}`,
    );
  }
});

Deno.test("binarize() refuses NaN instead of calling it background", () => {
  assertThrows(() => binarize([0.1, NaN]), RangeError, "NaN at pixel 1");
});
