import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { findOutlines, InputError, labelNuclei } from "#karyon";
import { anyLabels, areaOf, fillRings, labelsFrom } from "./shapes.ts";

const outline = (...rows: string[]) => {
  const { labels, width, height } = labelsFrom(...rows);
  return findOutlines(labels, width, height);
};

Deno.test("findOutlines() walks along the pixels' edges and lists only corners", () => {
  assertEquals(outline("...", ".1.", "..."), [
    { label: 1, polygons: [[[[1, 1], [2, 1], [2, 2], [1, 2]]]] },
  ]);
  assertEquals(outline("11.", "111")[0]!.polygons, [
    [[[0, 0], [2, 0], [2, 1], [3, 1], [3, 2], [0, 2]]],
  ]);
});

Deno.test("findOutlines() gives nuclei that touch their own outlines, in the order of labels", () => {
  assertEquals(outline("21"), [
    { label: 1, polygons: [[[[1, 0], [2, 0], [2, 1], [1, 1]]]] },
    { label: 2, polygons: [[[[0, 0], [1, 0], [1, 1], [0, 1]]]] },
  ]);
});

Deno.test("findOutlines() gives a hole as a second ring, the other way round", () => {
  assertEquals(outline("111", "1.1", "111")[0]!.polygons, [[
    [[0, 0], [3, 0], [3, 3], [0, 3]],
    [[1, 2], [2, 2], [2, 1], [1, 1]],
  ]]);
});

Deno.test("findOutlines() takes a bay that is closed by a corner for a hole, so that no ring meets itself", () => {
  const [polygon] = outline("111", "1.1", "11.")[0]!.polygons;
  assertEquals(polygon!.map(areaOf), [8, -1]);
  assertEquals(polygon![0]!.length, 6);
});

Deno.test("findOutlines() gives a polygon for each piece, also where pieces touch at a corner", () => {
  assertEquals(outline("1.", ".1")[0]!.polygons, [
    [[[0, 0], [1, 0], [1, 1], [0, 1]]],
    [[[1, 1], [2, 1], [2, 2], [1, 2]]],
  ]);
});

Deno.test("findOutlines() finds nothing where there is nothing", () => {
  assertEquals(outline("...", "..."), []);
});

Deno.test("findOutlines() encloses each nucleus' pixels and no others, in simple rings", () => {
  fc.assert(fc.property(anyLabels(), ({ labels, width, height }) => {
    const outlines = findOutlines(labels, width, height);
    assertEquals(
      outlines.map(({ label }) => label),
      [...new Set(labels)].filter((label) => label > 0).sort(),
    );
    for (const { label, polygons } of outlines) {
      const mask = Array.from(labels, (other) => other === label ? 1 : 0);
      assertEquals(fillRings(polygons.flat(), width, height), mask);
      assertEquals(polygons.length, Math.max(...labelNuclei(mask, width, height)));
      const areas = polygons.map((rings) => rings.map(areaOf));
      assertEquals(areas.flat().reduce((a, b) => a + b), mask.filter(Boolean).length);
      for (const [outer, ...holes] of areas) {
        assert(outer! > 0 && holes.every((hole) => hole < 0));
      }
      for (const ring of polygons.flat()) {
        assertEquals(new Set(ring.map(String)).size, ring.length);
        // Every corner is one: lines to the side and lines up or down alternate.
        ring.forEach(([x, y], i) => {
          const [nextX, nextY] = ring[(i + 1) % ring.length]!;
          assert(i % 2 === 0 ? y === nextY && x !== nextX : x === nextX && y !== nextY);
        });
      }
    }
  }));
});

Deno.test("findOutlines() refuses labels of another size", () => {
  assertThrows(
    () => findOutlines(Int32Array.of(0, 1, 1), 2, 2),
    InputError,
    "Expected labels of 2 x 2 = 4 pixels but found 3",
  );
});
