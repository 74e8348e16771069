import { assertEquals } from "@std/assert";
import { type ImageKind, imageKind } from "../../src/explore/mod.ts";
import { createImage, type Image } from "../../src/images/mod.ts";

type Rgb = readonly [number, number, number];

/** Four pixels, the last one of which is nucleus. */
function paint(background: Rgb, nucleus: Rgb, channels: 3 | 4 = 3): Image {
  const image = createImage(2, 2, channels);
  [background, background, background, nucleus].forEach((colour, pixel) =>
    image.data.set(colour, pixel * channels)
  );
  return image;
}

const MASK = Uint8Array.of(0, 0, 0, 1);

// Mean colours measured on the 2018 Data Science Bowl.
const MEASURED: readonly [ImageKind, Rgb, Rgb][] = [
  ["white on black", [12, 12, 12], [60, 60, 60]],
  ["black on white", [208, 208, 208], [88, 88, 88]],
  ["purple on white", [213, 217, 221], [156, 106, 199]],
  ["purple on white", [189, 189, 210], [132, 78, 181]],
  ["purple on purple", [179, 161, 201], [138, 100, 196]],
  ["purple on purple", [200, 84, 151], [155, 68, 167]],
  ["purple on yellow", [235, 239, 221], [147, 140, 176]],
  ["purple on yellow", [227, 226, 201], [128, 112, 157]],
];

for (const [kind, background, nucleus] of MEASURED) {
  Deno.test(`nuclei of ${nucleus} on ${background} are ${kind}`, () => {
    assertEquals(imageKind(paint(background, nucleus), MASK), kind);
    assertEquals(imageKind(paint(background, nucleus, 4), MASK), kind);
  });
}

Deno.test("imageKind() takes gray images of 16 bit", () => {
  const image = createImage(2, 2, 1, 16);
  image.data.set([300, 300, 300, 9000]);
  assertEquals(imageKind(image, MASK), "white on black");
});

Deno.test("imageKind() says nothing where there is nothing to compare", () => {
  const image = paint([12, 12, 12], [60, 60, 60]);
  assertEquals(imageKind(image, new Uint8Array(4)), null);
  assertEquals(imageKind(image, new Uint8Array(4).fill(1)), null);
});
