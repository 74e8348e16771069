import { assertEquals } from "@std/assert";
import { stringify } from "csv-stringify/sync";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { encodeCsv } from "#karyon";

Deno.test("encodeCsv() writes the columns asked for, six digits, yes and no in words", () => {
  const rows = [{ label: 1, area: 2 / 3, touches_edge: true, left: 1234567.8, x: null }];
  assertEquals(
    encodeCsv(rows, ["label", "area", "touches_edge", "left", "x", "y"]),
    "label,area,touches_edge,left,x,y\n1,0.666667,true,1234570,,\n",
  );
  assertEquals(encodeCsv([], ["label", "area"]), "label,area\n");
});

Deno.test("encodeCsv() quotes as the package does on servers, and every text comes back", () => {
  fc.assert(fc.property(fc.array(fc.string()), (names) => {
    const rows = names.map((name, i) => ({ i: String(i), name }));
    const text = encodeCsv(rows, ["i", "name"]);
    assertEquals(text, stringify(rows, { header: true, columns: ["i", "name"] }));
    assertEquals(parse(text, { columns: true }), rows);
  }));
});
