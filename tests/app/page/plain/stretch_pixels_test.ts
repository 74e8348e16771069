import { assert, assertEquals } from "@std/assert";
import {
  brightnessOf,
  isDim,
  stretchPixels,
} from "../../../../src/app/page/plain/stretch_pixels.ts";

/** Gray pixels, opaque. */
const gray = (values: readonly number[]) =>
  Uint8ClampedArray.from(values.flatMap((value) => [value, value, value, 255]));

Deno.test("the range leaves out the darkest half and the brightest fifth of a percent", () => {
  const values = Array.from<unknown, number>(
    { length: 1000 },
    (_, i) => i < 4 ? 0 : i < 998 ? 20 : 255,
  );
  values[500] = 60;
  assertEquals(brightnessOf(gray(values)), { low: 20, high: 60 });
  assertEquals(brightnessOf(gray([7])), { low: 7, high: 7 });
});

Deno.test("a picture is dim where nearly nothing is bright", () => {
  assertEquals([isDim({ low: 0, high: 60 }), isDim({ low: 0, high: 200 })], [
    true,
    false,
  ]);
});

Deno.test("the range spreads over all values, what lies outside stays at its ends", () => {
  const pixels = gray([10, 20, 40, 60, 200]);
  const stretched = stretchPixels(pixels, { low: 20, high: 60 });
  assertEquals(stretched, gray([0, 0, 128, 255, 255]));
  assertEquals(pixels, gray([10, 20, 40, 60, 200]));
});

Deno.test("an even picture is stretched to something that can be drawn", () => {
  const stretched = stretchPixels(gray([9, 9]), { low: 9, high: 9 });
  assert(stretched.every((value, i) => value === (i % 4 === 3 ? 255 : 0)));
});
