import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError, labelNuclei, watershed } from "#karyon";
import fixtures from "./watershed.json" with { type: "json" };

const parse = (rows: readonly string[]) => rows.join(" ").split(" ").map(Number);

fixtures.forEach(({ width, height, landscape, seeds, mask, labels }, at) => {
  Deno.test(`watershed() floods landscape ${at + 1} as scikit-image does`, () => {
    const flooded = watershed(
      parse(landscape),
      parse(seeds),
      parse(mask),
      width,
      height,
    );
    assertEquals([...flooded], parse(labels));
  });
});

Deno.test("watershed() gives every pixel that a seed reaches a label, and no other one", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
    fc.infiniteStream(fc.record({
      height: fc.double({ noNaN: true }),
      seed: fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 3),
      mask: fc.constantFrom(0, 1, 1),
    })),
    (width, height, stream) => {
      const pixels = [...stream.take(width * height)];
      const mask = pixels.map((pixel) => pixel.mask);
      const seeds = pixels.map((pixel) => pixel.seed);
      const heights = pixels.map((pixel) => pixel.height);
      const labels = watershed(heights, seeds, mask, width, height);
      const pieces = labelNuclei(mask, width, height);
      const reached = new Map<number, Set<number>>();
      pieces.forEach((piece, at) => {
        const within = reached.get(piece) ?? new Set();
        reached.set(piece, within);
        if (seeds[at] !== 0) within.add(seeds[at]!);
      });
      pieces.forEach((piece, at) => {
        const near = reached.get(piece)!;
        if (piece === 0 || near.size === 0) assertEquals(labels[at], 0);
        else if (seeds[at] !== 0) assertEquals(labels[at], seeds[at]);
        else assert(near.has(labels[at]!));
      });
    },
  ));
});

Deno.test("watershed() lets the lower side take the ridge between two basins", () => {
  // The water of the left basin stands at 2 when that of the right one is at 1.
  assertEquals(
    [...watershed([0, 2, 9, 1, 0], [1, 0, 0, 0, 2], [1, 1, 1, 1, 1], 5, 1)],
    [1, 1, 2, 2, 2],
  );
});

Deno.test("watershed() refuses sizes that differ, negative seeds and heights that are none", () => {
  const run = (landscape: number[], seeds: number[], mask: number[]) => () =>
    watershed(landscape, seeds, mask, 2, 1);
  assertThrows(run([1], [1, 0], [1, 1]), InputError, "a landscape of 2 x 1 = 2 pixels");
  assertThrows(run([1, 1], [1], [1, 1]), InputError, "seeds of 2 x 1 = 2 pixels");
  assertThrows(run([1, 1], [1, 0], [1]), InputError, "pixels but found 1");
  assertThrows(run([1, 1], [-1, 0], [1, 1]), InputError, "found -1 at pixel 0");
  assertThrows(run([1, NaN], [1, 0], [1, 1]), InputError, "pixel 1 but found NaN");
  assertEquals([...run([1, NaN], [1, 0], [1, 0])()], [1, 0]);
});
