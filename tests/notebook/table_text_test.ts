import { assertEquals } from "@std/assert";
import type { Table } from "../../src/base/mod.ts";
import { plainTable, textColumns } from "../../src/notebook/table_text.ts";

const texts = (
  values: readonly (number | string | boolean | null)[],
  digits?: number,
) => textColumns(values.map((value) => ({ value })) as Table, digits)[0]!;

Deno.test("a column shows three digits of its greatest number", () => {
  for (
    const [values, expected] of [
      [[0.86142, 0.5], ["0.861", "0.500"]],
      [[1.23456, 0.5], ["1.23", "0.50"]],
      [[123.456, 7.89], ["123", "8"]],
      [[0.00012345], ["0.000123"]],
      [[10.5, 1e-7], ["10.5", "1.0e-7"]],
      [[-0.25, 0.1], ["-0.250", "0.100"]],
      [[0.5, NaN, Infinity], ["0.500", "NaN", "Infinity"]],
    ] as const
  ) assertEquals(texts(values).texts, expected);
});

Deno.test("integers are kept whole, grouped from ten thousand on", () => {
  assertEquals(texts([2018, 9999, 10000, -1234567]).texts, [
    "2018",
    "9999",
    "10,000",
    "-1,234,567",
  ]);
  assertEquals(texts([1, 2], 3).texts, ["1", "2"]);
});

Deno.test("digits sets the places of columns with fractions", () => {
  assertEquals(texts([0.86142, 1], 1).texts, ["0.9", "1.0"]);
});

Deno.test("a column is numeric if all that it holds are numbers", () => {
  assertEquals(texts([1, null]).numeric, true);
  assertEquals(texts([1, "a"]).numeric, false);
  assertEquals(texts([null]).numeric, false);
  assertEquals(texts([true, false]).texts, ["true", "false"]);
});

Deno.test("columns stand in the order of their first rows, gaps are empty", () => {
  const columns = textColumns([{ a: 1 }, { b: "x", a: 2 }]);
  assertEquals(columns.map(({ name, texts }) => [name, ...texts]), [
    ["a", "1", "2"],
    ["b", "", "x"],
  ]);
  assertEquals(plainTable(columns), "a  b\n-  -\n1\n2  x");
});
