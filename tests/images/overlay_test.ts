import { assertEquals, assertThrows } from "@std/assert";
import {
  createImage,
  drawOverlay,
  type Image,
  stretchContrast,
} from "../../src/images/mod.ts";
import { image8 } from "./samples.ts";

/** One character a pixel: `#` for red, `.` for black, `+` for anything else. */
function drawing(overlay: Image): string[] {
  return Array.from(
    { length: overlay.height },
    (_, y) =>
      Array.from({ length: overlay.width }, (_, x) => {
        const at = (y * overlay.width + x) * 3;
        const pixel = overlay.data.slice(at, at + 3).join();
        return pixel === "255,0,0" ? "#" : pixel === "0,0,0" ? "." : "+";
      }).join(""),
  );
}

function labelsOf(rows: readonly string[]): Int32Array {
  return Int32Array.from(rows.join(""), Number);
}

const RED = { color: [255, 0, 0] } as const;

Deno.test("drawOverlay() outlines inside the mask and leaves the rest", () => {
  const rows = ["0000000", "0111110", "0111110", "0111110", "0000000"];
  const mask = Uint8Array.from(labelsOf(rows));
  assertEquals(drawing(drawOverlay(createImage(7, 5, 1), mask, RED)), [
    ".......",
    ".#####.",
    ".#...#.",
    ".#####.",
    ".......",
  ]);
});

Deno.test("drawOverlay() shows the border between labels that touch, not the image's edge", () => {
  const rows = ["111222", "111222", "111222"];
  assertEquals(
    drawing(drawOverlay(createImage(6, 3, 1), labelsOf(rows), RED)),
    ["..##..", "..##..", "..##.."],
  );
});

Deno.test("drawOverlay() draws outlines of a width, a filling, or neither", () => {
  const labels = labelsOf([
    "00000000",
    "01111111",
    "01111111",
    "01111111",
    "01111111",
  ]);
  const image = createImage(8, 5, 1);
  assertEquals(drawing(drawOverlay(image, labels, { ...RED, outline: 2 })), [
    "........",
    ".#######",
    ".#######",
    ".##.....",
    ".##.....",
  ]);
  assertEquals(
    drawing(drawOverlay(image, labels, { ...RED, opacity: 0.5 }))[3],
    ".#++++++",
  );
  assertEquals(
    drawing(drawOverlay(image, labels, { ...RED, outline: 0 })),
    Array(5).fill("........"),
  );
  const filled = drawOverlay(image, labels, { ...RED, opacity: 0.5 });
  assertEquals([...filled.data.slice((3 * 8 + 4) * 3, (3 * 8 + 5) * 3)], [
    128,
    0,
    0,
  ]);
});

Deno.test("drawOverlay() gives RGB of 8 bits for any image and leaves the image alone", () => {
  for (const channels of [1, 2, 3, 4] as const) {
    const image = createImage(2, 1, channels, 16);
    const before = [...image.data];
    const overlay = drawOverlay(image, Uint8Array.of(1, 1), { opacity: 1 });
    assertEquals([overlay.channels, overlay.depth, overlay.data.length], [
      3,
      8,
      6,
    ]);
    assertEquals([...image.data], before);
  }
});

Deno.test("drawOverlay() rejects a mask of another size", () => {
  assertThrows(
    () => drawOverlay(createImage(2, 2, 1), Uint8Array.of(1)),
    RangeError,
    "Expected maskOrLabels to hold 4 values but found 1",
  );
});

Deno.test("stretchContrast() spreads a dark image over the whole range", () => {
  assertEquals(
    [...stretchContrast(image8(3, 1, 1, [10, 20, 30])).data],
    [0, 0, 0, 128, 128, 128, 255, 255, 255],
  );
});

Deno.test("stretchContrast() is the same for all channels, so that hues stay", () => {
  const { data } = stretchContrast(image8(2, 1, 3, [0, 25, 50, 100, 75, 50]));
  assertEquals([...data], [0, 64, 128, 255, 191, 128]);
});

Deno.test("stretchContrast() is not moved by a few hot pixels", () => {
  const values = Array.from({ length: 10_000 }, (_, i) => i % 41);
  values[77] = 255;
  const { data } = stretchContrast(image8(100, 100, 1, values));
  assertEquals([data[0], data[40 * 3], data[77 * 3]], [0, 255, 255]);
});

Deno.test("stretchContrast() leaves a picture of one value as it is", () => {
  assertEquals(
    [...stretchContrast(image8(2, 1, 1, [40, 40])).data],
    Array(6).fill(40),
  );
});

Deno.test("stretchContrast() spreads the few levels that 12 bits use of 16", () => {
  const image = createImage(3, 1, 1, 16);
  image.data.set([1000, 2000, 3000]);
  const stretched = stretchContrast(image);
  assertEquals([...stretched.data], [0, 0, 0, 128, 128, 128, 255, 255, 255]);
  assertEquals(stretched.depth, 8);
});
