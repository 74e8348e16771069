import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createImage, measureNuclei } from "#karyon";

Deno.test("measureNuclei() is what a count by hand gives", () => {
  const image = createImage(4, 3, 3);
  image.data.fill(51);
  // The pixel in row 1, column 2: (255 + 0 + 0) / 3 = 85 of 255.
  image.data.set([255, 0, 0], 18);
  const labels = Int32Array.of(
    ...[0, 0, 0, 0],
    ...[0, 1, 1, 0],
    ...[2, 0, 1, 0],
  );
  const [first, second] = measureNuclei(labels, image);
  assertEquals(
    [first!.label, first!.area, first!.left, first!.top, first!.width, first!.height],
    [1, 3, 1, 1, 2, 2],
  );
  assertAlmostEquals(first!.centroid_x, 5 / 3, 1e-12);
  assertAlmostEquals(first!.centroid_y, 4 / 3, 1e-12);
  assertAlmostEquals(first!.equivalent_diameter, 1.9544, 1e-4);
  assertAlmostEquals(first!.mean_intensity, (51 + 85 + 51) / 3 / 255, 1e-6);
  assertEquals([first!.touches_edge, second!.touches_edge], [true, true]);
});

Deno.test("measureNuclei() knows a nucleus inside from one that reaches the border", () => {
  const labels = new Int32Array(25);
  labels[12] = 1;
  assertEquals(measureNuclei(labels, createImage(5, 5, 1))[0]!.touches_edge, false);
});

Deno.test("measureNuclei() gives no row for no nucleus, and refuses another size", () => {
  assertEquals(measureNuclei(new Int32Array(4), createImage(2, 2, 1)), []);
  assertThrows(
    () => measureNuclei(new Int32Array(3), createImage(2, 2, 1)),
    RangeError,
    "4 pixels",
  );
});
