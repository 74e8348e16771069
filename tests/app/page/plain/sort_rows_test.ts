import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { nextOrder, sortRows } from "../../../../src/app/page/plain/sort_rows.ts";

const ROWS = [
  { label: 1, area: 30, name: "b10", edge: true },
  { label: 2, area: null, name: "b9", edge: false },
  { label: 3, area: 4, name: "a", edge: true },
  { label: 4, area: NaN, name: "b10", edge: false },
  { label: 5, area: 30, name: "c", edge: false },
];

function labels(column: string, descending: boolean) {
  return sortRows(ROWS, { column, descending }).map(({ label }) => label);
}

Deno.test("rows are sorted by number, missing ones last either way", () => {
  assertEquals(labels("area", false), [3, 1, 5, 2, 4]);
  assertEquals(labels("area", true), [1, 5, 3, 2, 4]);
});

Deno.test("words are sorted as a person counts, and truth after its contrary", () => {
  assertEquals(labels("name", false), [3, 2, 1, 4, 5]);
  assertEquals(labels("edge", false), [2, 4, 5, 1, 3]);
});

Deno.test("a column that is not there leaves the order as it is", () => {
  assertEquals(labels("volume", true), [1, 2, 3, 4, 5]);
});

Deno.test("sorted rows are the same rows, each not below the one before", () => {
  fc.assert(fc.property(fc.array(fc.integer()), fc.boolean(), (values, descending) => {
    const rows = values.map((value, label) => ({ label, value }));
    const sorted = sortRows(rows, { column: "value", descending });
    const seen = sorted.map(({ value }) => Number(value));
    const expected = [...values].sort((a, b) => descending ? b - a : a - b);
    assertEquals(seen, expected);
    assertEquals(new Set(sorted), new Set(rows));
  }));
});

Deno.test("the same column turns round, another begins with the smallest", () => {
  const order = { column: "area", descending: false };
  assertEquals(nextOrder(order, "area"), { column: "area", descending: true });
  assertEquals(nextOrder(nextOrder(order, "area"), "area"), order);
  assertEquals(nextOrder({ column: "area", descending: true }, "label"), {
    column: "label",
    descending: false,
  });
});
