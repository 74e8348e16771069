import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { layTiles } from "../../../src/segment/tiles/lay_tiles.ts";

Deno.test("layTiles() covers a length evenly, by hand", () => {
  const rule = { multiple: 4, tile: 16, overlap: 8, margin: 0 };
  const { size, starts } = layTiles(30, rule);
  // 32 filled up; (32 - 8) / (16 - 8) = 3 tiles.
  assertEquals([size, starts], [16, [0, 8, 16]]);
  // 24 of 2 tiles: with 16 each they have 8 in common.
  assertEquals(layTiles(21, rule).starts, [0, 8]);
  assertEquals(layTiles(16, rule).starts, [0]);
  assertEquals([...layTiles(3, rule).weights[0]!], [1, 1, 1, 1]);
});

Deno.test("layTiles() weighs the middle of a tile most, by nnU-Net's Gaussian", () => {
  const rule = { multiple: 1, tile: 8, overlap: 7, margin: 0 };
  const { weights } = layTiles(9, rule);
  // Sigma 1: pixel 1 lies 2.5 from the first middle, 3.5 from the second.
  const near = Math.exp(-(2.5 ** 2) / 2), far = Math.exp(-(3.5 ** 2) / 2);
  assertAlmostEquals(weights[0]![1]!, near / (near + far), 1e-12);
  assertAlmostEquals(weights[1]![0]!, far / (near + far), 1e-12);
  assertEquals(weights[0]![0], 1);
});

Deno.test("layTiles() keeps its laws for any length", () => {
  const cases = fc.record({
    length: fc.integer({ min: 1, max: 300 }),
    multiple: fc.constantFrom(1, 2, 8),
    // In multiples.
    shared: fc.integer({ min: 0, max: 6 }),
    more: fc.integer({ min: 1, max: 9 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(cases, ({ length, multiple, shared, more, part }) => {
      const overlap = shared * multiple, tile = overlap + more * multiple;
      const margin = Math.floor(part * shared / 2) * multiple;
      const { size, starts, weights } = layTiles(length, {
        multiple,
        tile,
        overlap,
        margin,
      });
      const padded = Math.ceil(length / multiple) * multiple;
      assertEquals(size <= tile && size % multiple === 0, true);
      assertEquals([starts[0], starts.at(-1)! + size], [0, padded]);
      assertEquals(starts.every((start) => start % multiple === 0), true);
      const sums = new Float64Array(padded);
      starts.forEach((start, i) => {
        if (i > 0) assertEquals(starts[i - 1]! + size - start >= overlap, true);
        weights[i]!.forEach((weight, at) => {
          assertEquals(weight >= 0, true);
          sums[start + at]! += weight;
          const isHidden = (i > 0 && at < margin) ||
            (i < starts.length - 1 && at >= size - margin);
          if (isHidden) assertEquals(weight, 0);
        });
      });
      assertEquals(sums.every((sum) => Math.abs(sum - 1) < 1e-9), true);
    }),
    { numRuns: 300, seed: 1 },
  );
});
