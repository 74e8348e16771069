import { assertEquals, assertStringIncludes } from "@std/assert";
import { tableHtml } from "../../src/notebook/show_table.ts";
import { tableInHtml } from "../../src/notebook/table_data.ts";
import { textColumns } from "../../src/notebook/table_text.ts";

const html = (table: Parameters<typeof textColumns>[0]) => tableHtml(textColumns(table));

Deno.test("tableHtml() lets the texts of a column break into lines where one is long", () => {
  const cell = (text: string) => html([{ short: "yes", text }]).match(/<td[^>]*>/g)!;
  assertEquals(cell("x".repeat(32)).map((tag) => tag.includes("normal")), [false, false]);
  assertEquals(cell("x".repeat(33)).map((tag) => tag.includes("normal")), [false, true]);
});

Deno.test("tableHtml() lets a column's name break at underscores, and keeps its words", () => {
  const table = html([{ "largest_<i>_value": 1 }]);
  assertStringIncludes(table, "largest_<wbr>&lt;i&gt;_<wbr>value</th>");
  assertEquals(tableInHtml(table)?.columns, ["largest_<i>_value"]);
});
