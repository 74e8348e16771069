import { assertEquals } from "@std/assert";
import { labelColor } from "../../../src/images/mod.ts";
import {
  paintImage,
  paintMask,
  paintOutlines,
} from "../../../src/app/viewer/paint_tiles.ts";

/** RGBA by four, as text that is easy to compare. */
const rgba = (pixels: Uint8ClampedArray) =>
  Array.from(
    { length: pixels.length / 4 },
    (_, i) => pixels.slice(i * 4, i * 4 + 4).join(),
  );

const gray = (width: number, height: number, values: number[]) => ({
  width,
  height,
  pixels: Uint8ClampedArray.from(values.flatMap((value) => [value, value, value, 255])),
});

Deno.test("at full size a tile of an image has the image's pixels", () => {
  const picture = gray(3, 2, [1, 2, 3, 4, 5, 6]);
  const part = { level: 0, left: 1, top: 0, width: 2, height: 2 };
  assertEquals(rgba(paintImage(picture, part)), [
    "2,2,2,255",
    "3,3,3,255",
    "5,5,5,255",
    "6,6,6,255",
  ]);
});

Deno.test("smaller, each pixel is the mean of those it stands for, at the edge of fewer", () => {
  const picture = gray(3, 3, [0, 10, 50, 20, 30, 70, 4, 6, 9]);
  const part = { level: 1, left: 0, top: 0, width: 2, height: 2 };
  assertEquals(rgba(paintImage(picture, part)), [
    "15,15,15,255",
    "60,60,60,255",
    "5,5,5,255",
    "9,9,9,255",
  ]);
});

const NONE = "0,0,0,0";
const color = (label: number) => [...labelColor(label), 255].join();

//  1 1 1 2
//  1 1 1 2
//  1 1 1 2
//  . . . .
const labels = {
  width: 4,
  height: 4,
  labels: Int32Array.of(1, 1, 1, 2, 1, 1, 1, 2, 1, 1, 1, 2, 0, 0, 0, 0),
};

Deno.test("a mask has every nucleus in its colour, outlines leave out its inside", () => {
  const part = { level: 0, left: 0, top: 0, width: 4, height: 4 };
  const [one, two] = [color(1), color(2)];
  const mask = [one, one, one, two];
  const none = [NONE, NONE, NONE, NONE];
  assertEquals(rgba(paintMask(labels, part)), [...mask, ...mask, ...mask, ...none]);
  assertEquals(rgba(paintOutlines(labels, part)), [
    ...mask,
    ...[one, NONE, one, two],
    ...mask,
    ...none,
  ]);
});

Deno.test("a tile knows what lies beside it", () => {
  const part = { level: 0, left: 1, top: 1, width: 1, height: 1 };
  assertEquals(rgba(paintOutlines(labels, part)), [NONE]);
});

Deno.test("smaller, a mask has the label in the middle of each block, cut or not", () => {
  const cut = { ...labels, width: 3, height: 1, labels: Int32Array.of(0, 5, 8) };
  const part = { level: 1, left: 0, top: 0, width: 2, height: 1 };
  assertEquals(rgba(paintMask(cut, part)), [color(5), color(8)]);
});
