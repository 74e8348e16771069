import { assert, assertEquals, assertGreater } from "@std/assert";
import fc from "fast-check";
import { seededRandom } from "../../../src/base/mod.ts";
import { layOut } from "../../../src/dataset/synthetic/layout.ts";
import { piecesOf } from "../pieces.ts";

/** Nuclei that lie over each other so much that some are cut in two. */
function crowded(seed: number) {
  return layOut(seededRandom(seed), 96, 80, {
    radius: [3, 9],
    elongation: [1, 4],
    roughness: 0.1,
    count: 60,
    clustering: 0.8,
    overlap: 0.5,
  });
}

Deno.test("layOut() keeps one piece of a nucleus that earlier ones cut in two", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { labels, nuclei, width } = crowded(seed);
      const pieces = piecesOf(labels, width);
      assertEquals(pieces.size, nuclei.length);
      for (const [label, sizes] of pieces) {
        assertEquals(
          sizes.length,
          1,
          `label ${label} of seed ${seed} is in pieces`,
        );
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("layOut() draws no nucleus on a pixel that has no label", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { labels, nuclei } = crowded(seed);
      assertGreater(nuclei.length, 20);
      for (const { pixels } of nuclei) {
        assert(pixels.every((pixel) => labels[pixel] !== 0));
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("layOut() gives each nucleus the pixels that no earlier one has", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { labels, nuclei } = crowded(seed);
      const expected = new Int32Array(labels.length);
      nuclei.forEach(({ pixels }, n) =>
        pixels.forEach((pixel) => {
          if (expected[pixel] === 0) expected[pixel] = n + 1;
        })
      );
      assertEquals(labels, expected);
    }),
    { numRuns: 30 },
  );
});

Deno.test("layOut() measures 0 to 1 from a nucleus' centre to its outline", () => {
  const { width, nuclei } = crowded(1);
  for (const { shape, pixels, distances } of nuclei) {
    assert(distances.every((distance) => distance >= 0 && distance < 1));
    pixels.forEach((pixel, i) => {
      const away = Math.hypot(
        pixel % width - shape.x,
        Math.floor(pixel / width) - shape.y,
      );
      if (away < shape.short * 0.5) assert(distances[i]! < 0.75);
      if (away > shape.long * 0.9) assert(distances[i]! > 0.6);
    });
  }
});

Deno.test("layOut() keeps a gap between nuclei that are not put together", () => {
  const { labels, nuclei, width } = layOut(seededRandom(2), 96, 80, {
    radius: [4, 7],
    elongation: [1, 2],
    roughness: 0.1,
    count: 20,
    clustering: 0,
    overlap: 0.3,
    gap: 2,
  });
  assertGreater(nuclei.length, 8);
  labels.forEach((label, pixel) => {
    if (label === 0) return;
    for (const step of [1, width - 1, width, width + 1]) {
      const other = labels[pixel + step] ?? 0;
      const isNear = Math.abs((pixel + step) % width - pixel % width) <= 1;
      if (isNear) assert(other === 0 || other === label, `${label} beside ${other}`);
    }
  });
});

Deno.test("layOut() puts nuclei only where they are at home", () => {
  const { nuclei } = layOut(seededRandom(3), 96, 80, {
    radius: [3, 5],
    elongation: [1, 2],
    roughness: 0.1,
    count: 30,
    clustering: 0.3,
    overlap: 0.1,
    where: (x) => x < 40 ? 1 : 0,
  });
  assertGreater(nuclei.length, 8);
  for (const { shape } of nuclei) assert(shape.x < 40);
});
