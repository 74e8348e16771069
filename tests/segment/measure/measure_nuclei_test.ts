import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createImage, InputError, measureNuclei, nucleusColumns } from "#karyon";

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

/** A rectangle of label 1 in an image of 9 x 8. */
function drawRectangle(width: number, height: number): Int32Array {
  const labels = new Int32Array(72);
  for (let y = 1; y <= height; y++) labels.fill(1, y * 9 + 2, y * 9 + 2 + width);
  return labels;
}

Deno.test("measureNuclei() gives a rectangle the shape that its formulas have by hand", () => {
  const [row] = measureNuclei(drawRectangle(5, 4), createImage(9, 8, 1));
  // The line through the outermost centres; the variances of 5 and of 4 whole numbers.
  assertEquals([row!.perimeter, row!.solidity], [14, 1]);
  assertAlmostEquals(row!.major_axis_length, 4 * Math.sqrt(2), 1e-12);
  assertAlmostEquals(row!.minor_axis_length, 4 * Math.sqrt(1.25), 1e-12);
  assertAlmostEquals(row!.eccentricity, Math.sqrt(1 - 1.25 / 2), 1e-12);
  assertAlmostEquals(row!.orientation, Math.PI / 2, 1e-12);
});

Deno.test("measureNuclei() gives one pixel and a square neither axis nor eccentricity", () => {
  const [pixel] = measureNuclei(drawRectangle(1, 1), createImage(9, 8, 1));
  assertEquals([pixel!.major_axis_length, pixel!.perimeter, pixel!.solidity], [0, 0, 1]);
  assertEquals([pixel!.eccentricity, pixel!.orientation], [0, -Math.PI / 4]);
  const [square] = measureNuclei(drawRectangle(3, 3), createImage(9, 8, 1));
  assertEquals([square!.eccentricity, square!.orientation], [0, -Math.PI / 4]);
});

Deno.test("measureNuclei() leaves alpha out, and colours where the image is gray", () => {
  const labels = Int32Array.of(1, 1);
  const gray = createImage(2, 1, 2);
  gray.data.set([51, 7, 153, 9]);
  const [row] = measureNuclei(labels, gray);
  assertEquals([row!.min_intensity, row!.max_intensity], [0.2, 0.6]);
  assertAlmostEquals(row!.sd_intensity, 0.2, 1e-12);
  assert(!("mean_red" in row!));
  const colour = createImage(2, 1, 4);
  colour.data.set([51, 0, 255, 7, 51, 102, 0, 9]);
  const [tinted] = measureNuclei(labels, colour);
  assertEquals([tinted!.mean_red, tinted!.sd_red], [0.2, 0]);
  assertEquals([tinted!.max_green, tinted!.min_blue, tinted!.max_blue], [0.4, 0, 1]);
  assertAlmostEquals(tinted!.mean_intensity, 0.3, 1e-12);
});

Deno.test("measureNuclei() gives the columns of nucleusColumns(), in their order", () => {
  for (const channels of [1, 2, 3, 4] as const) {
    for (const options of [{}, { pixelSize: 0.5 }]) {
      const image = createImage(2, 1, channels);
      const [row] = measureNuclei(Int32Array.of(1, 0), image, options);
      assertEquals(Object.keys(row!), nucleusColumns(image, options));
    }
  }
});

Deno.test("measureNuclei() repeats area and lengths in micrometres", () => {
  const [row] = measureNuclei(drawRectangle(5, 4), createImage(9, 8, 1), {
    pixelSize: 0.25,
  });
  assertEquals([row!.area_um2, row!.perimeter_um], [20 / 16, 3.5]);
  assertEquals([row!.left_um, row!.top_um, row!.width_um], [0.5, 0.25, 1.25]);
  assertEquals(row!.centroid_y_um, row!.centroid_y / 4);
});

Deno.test("measureNuclei() refuses a pixel size that is none, and a crop elsewhere", () => {
  const image = createImage(2, 1, 1), labels = new Int32Array(2);
  for (const pixelSize of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => measureNuclei(labels, image, { pixelSize }),
      InputError,
      `above 0 but found ${pixelSize}`,
    );
  }
  for (const origin of [[3, 0], [-1, 0], [0.5, 0], [0, 2]] as const) {
    assertThrows(
      () => measureNuclei(labels, image, { origin, imageSize: [4, 2] }),
      RangeError,
      "to lie in an image of 4 x 2",
    );
  }
});
