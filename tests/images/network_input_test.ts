import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  createImage,
  type Image,
  normalizeIntensity,
  prepareImage,
  prepareMask,
  toFloat,
  toRgb,
} from "#karyon";
import { anyImage } from "./samples.ts";

Deno.test("prepareImage() gives RGB in 0..1 for gray and 16 bits, at the network's size", () => {
  const gray = createImage(4, 2, 1, 16);
  gray.data.fill(65535, 0, 4);
  // 4 x 2 to 2 x 2: each output lies between two columns, on a row.
  assertEquals(
    [...prepareImage(gray, { size: 2, normalization: "none" })],
    [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
  );
});

/** A picture of 12 bits in 16: the levels of a ramp, each in a pixel of its own. */
function ramp12(): Image {
  const image = createImage(64, 64, 1, 16);
  for (let i = 0; i < image.data.length; i++) image.data[i] = i;
  return image;
}

Deno.test("prepareImage() keeps neighbouring gray levels of 12 bits in 16 apart", () => {
  for (const normalization of ["none", "stretch"] as const) {
    const values = prepareImage(ramp12(), { size: 64, normalization });
    // The range spans the levels from 20, the 0.5 percentile, to 4087, the 99.8.
    assertEquals([values[20 * 3], values[4087 * 3]], [0, 1]);
    for (let level = 21; level <= 4087; level++) {
      const step = values[level * 3]! - values[(level - 1) * 3]!;
      assert(
        Math.abs(step - 1 / (4087 - 20)) < 1e-6,
        `${normalization} ${level}: ${step}`,
      );
    }
  }
});

Deno.test("prepareImage() takes the range it is given for 16 bits, and cuts off beyond it", () => {
  const image = createImage(2, 2, 1, 16);
  image.data.set([900, 1000, 1500, 2500]);
  const range = { black: 1000, white: 2000, percentiles: [0, 1] } as const;
  const values = prepareImage(image, { size: 2, normalization: "none" }, range);
  assertEquals([...values].filter((_, i) => i % 3 === 0), [0, 0, 0.5, 1]);
});

Deno.test("prepareImage() divides 8 bits by 255 to the bit, range or none", () => {
  const range = { black: 10, white: 20, percentiles: [0, 1] } as const;
  fc.assert(fc.property(anyImage(), (image) => {
    fc.pre(image.depth === 8 && image.width === image.height);
    for (const normalization of ["none", "stretch"] as const) {
      const shape = { size: image.width, normalization };
      const expected = normalizeIntensity(toFloat(toRgb(image)), normalization);
      assertEquals(prepareImage(image, shape), expected);
      assertEquals(prepareImage(image, shape, range), expected);
    }
  }));
});

Deno.test("prepareMask() rounds after resizing; a half is background", () => {
  // Columns 0 and 1 average to a half, columns 2 and 3 to 1.
  assertEquals([...prepareMask(Uint8Array.of(1, 0, 1, 1, 1, 0, 1, 1), 4, 2, 2)], [
    0,
    1,
    0,
    1,
  ]);
});
