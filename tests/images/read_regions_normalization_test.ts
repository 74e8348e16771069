import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import {
  createImage,
  type Image,
  measureNormalization,
  normalizations,
  normalizeIntensity,
  type RegionReader,
  valuesForNetwork,
} from "#karyon";
import { anyImage } from "./samples.ts";

/** An image as a file of its rows. */
function readerOf(image: Image): RegionReader {
  const { width, height, depth } = image;
  const channels = image.channels < 3 ? 1 : 3;
  return {
    width,
    height,
    depth,
    channels,
    read(region) {
      const part = createImage(region.width, region.height, channels, depth);
      for (let i = 0; i < part.data.length; i++) {
        const pixel = Math.floor(i / channels);
        const x = region.left + pixel % region.width;
        const y = region.top + Math.floor(pixel / region.width);
        part.data[i] = image.data[(y * width + x) * image.channels + i % channels]!;
      }
      return part;
    },
    close: () => Promise.resolve(),
  };
}

Deno.test("parts are normalised as the whole image is, to the last bit", async () => {
  const lone = fc.option(fc.nat({ max: 2 }));
  const cases = fc.tuple(anyImage(), fc.constantFrom(...normalizations), fc.nat(), lone);
  await fc.assert(
    fc.asyncProperty(cases, async ([image, normalization, place, lone]) => {
      const { width, height, channels, data } = image;
      if (lone !== null && channels >= 3) {
        data.forEach((_, i) => {
          if (i % channels < 3 && i % channels !== lone) data[i] = 0;
        });
      }
      const regions = readerOf(image);
      const normalize = await measureNormalization(regions, normalization);
      const whole = normalizeIntensity(
        valuesForNetwork(image, normalization),
        normalization,
      );
      const top = place % height;
      const rows = normalize(regions.read({ left: 0, top, width, height: height - top }));
      assertEquals(rows, whole.slice(3 * width * top));
    }),
    { numRuns: 60, seed: 1 },
  );
});

Deno.test("the brightness of an image of many pieces is that of the image", async () => {
  // More values than are read at a time.
  const image = createImage(2 ** 11, 2 ** 10 + 5, 1, 16);
  for (let i = 0; i < image.data.length; i++) image.data[i] = (i * 7919) % 40000;
  const regions = readerOf(image);
  const told: number[] = [];
  const normalize = await measureNormalization(regions, "stretch", {
    onProgress: (done, total) => void told.push(done / total),
  });
  const whole = normalizeIntensity(valuesForNetwork(image, "stretch"), "stretch");
  const region = { left: 100, top: 1000, width: 50, height: 2 };
  const part = normalize(regions.read(region));
  const at = 3 * (1000 * 2 ** 11 + 100);
  assertEquals(part.slice(0, 150), whole.slice(at, at + 150));
  assertEquals([told.length, told[1]], [2, 1]);
});

Deno.test("measuring stops where it is told to", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  const measure = () =>
    measureNormalization(readerOf(createImage(3, 3, 1)), "stretch", { signal });
  await assertRejects(measure, Error, "enough");
});
