import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { augmentImage, seededRandom } from "#karyon";
import { warpImage } from "../../../src/dataset/augmentation/warp.ts";
import { sourceOf, tiles } from "./made_up.ts";

const STILL = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };
const reds = (pixels: Float32Array) =>
  [...pixels].filter((_, i) => i % 3 === 0).map((value) => Math.round(255 * value));

Deno.test("warpImage() goes on mirrored beyond the edges of an image", () => {
  const source = sourceOf(4, 4, (x) => [10 * x, 0, 0], (x) => x);
  const warped = warpImage(source, { size: 12, affine: { ...STILL, x0: -4 } });
  const row = [2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1];
  assertEquals(reds(warped.pixels).slice(0, 12), row.map((x) => 10 * x));
  assertEquals([...warped.labels!.subarray(0, 12)], row);
  // Row 11 is row 5 of the next mirror image, and so on: rows are all alike here.
  assertEquals([...warped.labels!.subarray(11 * 12)], row);
});

Deno.test("warpImage() takes half a pixel beyond the outermost centres for that pixel", () => {
  const source = sourceOf(2, 2, (x) => [100 * x, 0, 0]);
  const affine = { ...STILL, xx: 0.5, x0: -0.25, yy: 0.5, y0: -0.25 };
  const { pixels } = warpImage(source, { size: 4, affine });
  assertEquals(reds(pixels).slice(0, 4), [0, 25, 75, 100]);
});

Deno.test("warpImage() weighs four pixels by their nearness", () => {
  const values = [10, 50, 90, 250];
  const source = sourceOf(
    2,
    2,
    (x, y) => [values[x + 2 * y]!, 0, values[x + 2 * y]!],
    (x, y) => [0, 5, 6, 7][x + 2 * y]!,
  );
  const affine = { ...STILL, x0: 0.25, y0: 0.6 };
  const { pixels, mask, labels } = warpImage(source, { size: 1, affine });
  const expected = 0.75 * 0.4 * 10 + 0.25 * 0.4 * 50 + 0.75 * 0.6 * 90 + 0.25 * 0.6 * 250;
  assertAlmostEquals(pixels[0]!, expected / 255, 1e-6);
  assertAlmostEquals(pixels[2]!, expected / 255, 1e-6);
  assertEquals(pixels[1], 0);
  // 0.7 of it is covered; the nearest pixel is the lower left.
  assertEquals([mask[0], labels![0]], [1, 6]);
});

Deno.test("warpImage() moves each pixel by its displacement", () => {
  const source = sourceOf(4, 4, (x, y) => [10 * x + y, 0, 0], (x, y) => x + 4 * y);
  const x = new Float32Array(16), y = new Float32Array(16);
  x[5] = 2;
  y[5] = -1;
  const { labels } = warpImage(source, {
    size: 4,
    affine: STILL,
    displacement: { x, y },
  });
  const expected = Int32Array.from(source.labels);
  // The pixel (1, 1) shows what lies at (3, 0).
  expected[5] = 3;
  assertEquals(labels, expected);
});

Deno.test("warpImage() gives no labels of a source that has none", () => {
  const { labels: _, ...bare } = tiles(8, 8);
  assert(!("labels" in warpImage(bare, { size: 4, affine: STILL })));
});

Deno.test("augmentImage() moves image, mask and labels together", () => {
  fc.assert(
    fc.property(
      fc.record({ width: fc.integer({ min: 12, max: 60 }), height: fc.constant(40) }),
      fc.integer(),
      fc.boolean(),
      ({ width, height }, seed, isElastic) => {
        const source = tiles(width, height), size = 24;
        const drawn = augmentImage(
          source,
          size,
          {
            flip: true,
            quarterTurns: true,
            rotate: 20,
            // At most a pixel a pixel, so that no nucleus is stepped over.
            squeeze: 0,
            zoom: [1.5, 3],
            ...(isElastic ? { elastic: { share: 1, sigma: 1.5, grid: 3 } } : {}),
          },
          seededRandom(seed),
        );
        const known = new Set(source.labels);
        drawn.mask.forEach((covered, i) => {
          // Red is the mask, so where it is bilinearly above a half, there is mask.
          const red = drawn.pixels[3 * i]!;
          if (Math.abs(red - 0.5) > 1e-5) assertEquals(covered, red > 0.5 ? 1 : 0);
          const label = drawn.labels![i]!;
          assert(known.has(label));
          // A label is the nearest pixel's: it may differ on the outlines alone.
          if (red < 0.01 || red > 0.99) assertEquals(label > 0, covered === 1);
        });
      },
    ),
    { numRuns: 40 },
  );
});
