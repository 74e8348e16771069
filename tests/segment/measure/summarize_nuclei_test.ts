import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createImage, InputError, measureNuclei, summarizeNuclei } from "#karyon";

/** Areas 1, 2 and 6 in 5 x 4 pixels; the first and the last reach the border. */
const labels = Int32Array.of(
  ...[1, 0, 0, 3, 3],
  ...[0, 2, 0, 3, 3],
  ...[0, 2, 0, 3, 3],
  ...[0, 0, 0, 0, 0],
);
const image = createImage(5, 4, 1);
image.data.fill(51);
const size = { width: 5, height: 4 };

Deno.test("summarizeNuclei() is what a count by hand gives", () => {
  const summary = summarizeNuclei(measureNuclei(labels, image), size);
  assertEquals([summary.nuclei, summary.nuclei_at_edge], [3, 2]);
  assertEquals([summary.coverage, summary.nuclei_per_megapixel], [9 / 20, 150_000]);
  assertEquals([summary.mean_area, summary.median_area], [3, 2]);
  assertEquals([summary.min_area, summary.max_area], [1, 6]);
  // The squares of -2, -1 and 3 over n - 1.
  assertAlmostEquals(summary.sd_area!, Math.sqrt(14 / 2), 1e-12);
  assertAlmostEquals(summary.mean_intensity!, 0.2, 1e-12);
  // 0 and 1 of a pixel and a line, and of 2 by 3 the variances 1/4 and 2/3.
  assertAlmostEquals(summary.mean_eccentricity!, (1 + Math.sqrt(5 / 8)) / 3, 1e-12);
  assertEquals("image_mm2" in summary, false);
});

Deno.test("summarizeNuclei() counts by square millimetre where a pixel has a size", () => {
  const rows = measureNuclei(labels, image);
  const summary = summarizeNuclei(rows, { ...size, pixelSize: 100 });
  assertAlmostEquals(summary.image_mm2!, 0.2, 1e-12);
  assertAlmostEquals(summary.nuclei_per_mm2!, 15, 1e-9);
  assertEquals([summary.mean_area_um2, summary.median_area_um2], [30_000, 20_000]);
  assertAlmostEquals(summary.mean_perimeter_um!, 100 * summary.mean_perimeter!, 1e-9);
});

Deno.test("summarizeNuclei() has no mean of no nucleus, and no spread of one", () => {
  const none = summarizeNuclei([], { ...size, pixelSize: 1 });
  assertEquals([none.nuclei, none.coverage, none.nuclei_per_mm2], [0, 0, 0]);
  assertEquals([none.mean_area, none.median_area, none.max_area], [null, null, null]);
  assertEquals([none.mean_area_um2, none.mean_solidity], [null, null]);
  const one = measureNuclei(labels.map((label) => label === 2 ? 2 : 0), image);
  const { mean_area, sd_area } = summarizeNuclei(one, size);
  assertEquals([mean_area, sd_area], [2, null]);
});

Deno.test("summarizeNuclei() refuses a size that is none", () => {
  assertThrows(() => summarizeNuclei([], { width: 0, height: 4 }), RangeError, "0 x 4");
  assertThrows(() => summarizeNuclei([], { width: 2, height: 1.5 }), RangeError, "1.5");
  assertThrows(
    () => summarizeNuclei([], { ...size, pixelSize: -2 }),
    InputError,
    "above 0 but found -2",
  );
});
