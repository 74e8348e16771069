import { assertEquals } from "@std/assert";
import { createImage, drawOverlay } from "#karyon";
import { toDisplayPixels } from "../../../src/app/files/mod.ts";
import { image8 } from "../../images/samples.ts";

Deno.test("toDisplayPixels() shows gray three times, colours as they are, all opaque", () => {
  assertEquals([...toDisplayPixels(image8(2, 1, 1, [7, 9]))], [
    7,
    7,
    7,
    255,
    9,
    9,
    9,
    255,
  ]);
  assertEquals([...toDisplayPixels(image8(1, 1, 2, [7, 0]))], [7, 7, 7, 255]);
  assertEquals([...toDisplayPixels(image8(1, 1, 3, [1, 2, 3]))], [1, 2, 3, 255]);
  assertEquals([...toDisplayPixels(image8(1, 1, 4, [1, 2, 3, 4]))], [1, 2, 3, 255]);
});

Deno.test("toDisplayPixels() stretches 16 bits as an overlay does, 8 bits where asked to", () => {
  const deep = createImage(3, 1, 1, 16);
  deep.data.set([100, 200, 300]);
  const shades = (pixels: Uint8ClampedArray) => [pixels[0], pixels[4], pixels[8]];
  assertEquals(shades(toDisplayPixels(deep)), [0, 128, 255]);
  const { data } = drawOverlay(deep, new Uint8Array(3));
  assertEquals(shades(toDisplayPixels(deep)), [data[0], data[3], data[6]]);
  assertEquals(shades(toDisplayPixels(deep, false)), [0, 0, 1]);
  assertEquals(shades(toDisplayPixels(image8(3, 1, 1, [10, 20, 30]), true)), [
    0,
    128,
    255,
  ]);
});
