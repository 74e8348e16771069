import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cutPage, pageOf } from "../../../../src/app/page/plain/pages.ts";

Deno.test("a table is cut into pages, the last of which may be short", () => {
  assertEquals(cutPage(120, 50, 2), { index: 2, pages: 3, from: 100, to: 120 });
  assertEquals(cutPage(100, 50, 9), { index: 1, pages: 2, from: 50, to: 100 });
});

Deno.test("nothing is one empty page", () => {
  assertEquals(cutPage(0, 50, 4), { index: 0, pages: 1, from: 0, to: 0 });
});

Deno.test("every row lies on the page that is said to hold it", () => {
  const inputs = [
    fc.integer({ min: 1, max: 5000 }),
    fc.nat(5000),
    fc.integer({
      min: 1,
      max: 90,
    }),
  ] as const;
  fc.assert(fc.property(...inputs, (rows, row, size) => {
    fc.pre(row < rows);
    const { from, to } = cutPage(rows, size, pageOf(row, size));
    assert(from <= row && row < to && to - from <= size);
  }));
});
