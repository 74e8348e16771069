import { assert, assertEquals, assertThrows } from "@std/assert";
import { createImage, drawNuclei, type Image, labelColor } from "#karyon";

const at = (image: Image, x: number, y: number) => {
  const start = (y * image.width + x) * 3;
  return [...image.data.slice(start, start + 3)];
};

Deno.test("labelColor() is bright, and differs from those of the next labels", () => {
  for (let label = 1; label <= 500; label++) {
    const color = labelColor(label);
    assertEquals(Math.max(...color), 255);
    assert(color.every((value) => Number.isInteger(value) && value >= 50));
    for (const step of [1, 2, 3, 4]) {
      const next = labelColor(label + step);
      const distance = Math.hypot(...color.map((value, c) => value - next[c]!));
      assert(distance > 70, `${label}, ${label + step}: ${distance}`);
    }
  }
});

Deno.test("drawNuclei() outlines each nucleus in its own colour", () => {
  const labels = Int32Array.from("0110022" + "0110022" + "0110022", Number);
  const picture = drawNuclei(createImage(7, 3, 1), labels);
  assertEquals(at(picture, 1, 1), [...labelColor(1)]);
  assertEquals(at(picture, 5, 1), [...labelColor(2)]);
  assertEquals([at(picture, 0, 0), at(picture, 6, 1)], [[0, 0, 0], [0, 0, 0]]);
});

Deno.test("drawNuclei() writes labels into the middles, white on a black rim", () => {
  const labels = new Int32Array(15 * 9).fill(17);
  const picture = drawNuclei(createImage(15, 9, 1), labels, {
    numbers: true,
    opacity: 1,
    color: [90, 90, 90],
  });
  const drawing = Array.from(
    { length: 9 },
    (_, y) =>
      Array.from({ length: 15 }, (_, x) => {
        const value = at(picture, x, y)[0];
        return value === 255 ? "#" : value === 0 ? "." : " ";
      }).join(""),
  );
  assertEquals(drawing, [
    "               ",
    "    ........   ",
    "   ..#..###.   ",
    "   .##....#.   ",
    "   ..#. .#..   ",
    "   ..#...#.    ",
    "   .###..#.    ",
    "   ........    ",
    "               ",
  ]);
});

Deno.test("drawNuclei() leaves out what of a number lies beyond the edge", () => {
  const picture = drawNuclei(createImage(2, 2, 1), Int32Array.of(8, 0, 0, 0), {
    numbers: true,
    outline: 0,
  });
  assertEquals(picture.data.length, 12);
  assertEquals(at(picture, 0, 0), [255, 255, 255]);
});

Deno.test("drawNuclei() refuses labels of another size", () => {
  assertThrows(
    () => drawNuclei(createImage(2, 2, 1), Int32Array.of(1)),
    RangeError,
    "Expected maskOrLabels to hold 4 values but found 1",
  );
});
