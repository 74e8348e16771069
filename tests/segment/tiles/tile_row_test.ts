import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { layRow, seenBy } from "../../../src/segment/tiles/tile_row.ts";

Deno.test("layRow() shares a length out evenly, by hand", () => {
  const row = layRow(1100, 1024, 128, 32);
  // Two of 576 and 524, each of which sees 576 + 2 * 128.
  assertEquals([row.core, row.count, row.seen], [576, 2, 832]);
  assertEquals([seenBy(0, row), seenBy(1, row)], [[0, 832], [288, 812]]);
  assertEquals(seenBy(0, layRow(50, 1024, 128, 32)), [0, 50]);
});

Deno.test("tiles of a row cover it, see their margins and are of one size", () => {
  const rows = fc.record({
    length: fc.integer({ min: 1, max: 400 }),
    tile: fc.integer({ min: 1, max: 90 }),
    margin: fc.integer({ min: 0, max: 5 }),
    multiple: fc.constantFrom(1, 2, 8),
  });
  fc.assert(
    fc.property(rows, ({ length, tile, margin, multiple }) => {
      const around = margin * multiple;
      const row = layRow(length, tile, around, multiple);
      const whole = (value: number) => Math.ceil(value / multiple) * multiple;
      assertEquals(row.core <= whole(tile) && row.core * row.count >= length, true);
      assertEquals(row.core * (row.count - 1) < length, true);
      let before = 0;
      for (let i = 0; i < row.count; i++) {
        const [from, seen] = seenBy(i, row);
        const start = i * row.core, end = Math.min(length, start + row.core);
        assertEquals(from <= Math.max(0, start - around), true);
        assertEquals(from + seen >= Math.min(length, end + around), true);
        assertEquals(from + seen <= length && from % multiple === 0, true);
        assertEquals(whole(seen), row.seen);
        // Rows of labels are given away in this order.
        assertEquals(from >= before, true);
        before = from;
      }
    }),
    { numRuns: 300, seed: 1 },
  );
});
