/** Tables on the page. */
import type { Table } from "../base/mod.ts";
import { display } from "./display.ts";
import { element, escaped, type Html } from "./html.ts";
import { tableOutput } from "./table_data.ts";
import { plainTable, type TextColumn, textColumns } from "./table_text.ts";

/** How a table is shown. */
export interface TableOptions {
  /** Says what the rows are: n, split and metric. */
  readonly caption?: string;
  /**
   * Places after the point in columns with fractions (default: as many as show
   * three significant digits of the column's greatest number).
   */
  readonly digits?: number;
}

/** Longer texts break into lines, or their column would fill a page by itself. */
const LONG = 32;

function styleOf({ numeric, texts }: TextColumn): string {
  const lines = texts.some((text) => text.length > LONG)
    ? ";white-space:normal;min-width:15em"
    : "";
  return `text-align:${numeric ? "right" : "left"}${lines}`;
}

/** A name in snake_case may break where a word ends, where its table is too wide. */
const breakable = (name: string): Html => ({
  html: escaped(name).html.replaceAll("_", "_<wbr>"),
});

/** The table's HTML. Jupyter's own style aligns to the right; ours says which. */
export function tableHtml(
  columns: readonly TextColumn[],
  caption?: string,
): string {
  const head = columns.map((column) =>
    element("th", { scope: "col", style: styleOf(column) }, breakable(column.name))
  );
  const rows = Array.from(
    { length: columns[0]?.texts.length ?? 0 },
    (_, row) =>
      element(
        "tr",
        {},
        ...columns.map((column) =>
          element("td", { style: styleOf(column) }, column.texts[row]!)
        ),
      ),
  );
  return element(
    "table",
    { class: "karyon-table" },
    ...(caption === undefined ? [] : [element("caption", {}, caption)]),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  ).html;
}

/**
 * Shows a table: numbers to the right, rounded for reading. The output carries them
 * unrounded too, for CSV and for `results.json`, up to 200,000 characters.
 *
 * @example
 * ```ts
 * import { showTable } from "#karyon";
 * await showTable([{ network: "U-Net", dice: 0.91234 }], {
 *   caption: "Dice on the 65 images of stage1_test",
 * });
 * ```
 */
export async function showTable(
  table: Table,
  options: TableOptions = {},
): Promise<void> {
  const { caption, digits } = options;
  const columns = textColumns(table, digits);
  const plain = table.length === 0 ? "(no rows)" : plainTable(columns);
  await display({
    data: {
      "text/html": tableHtml(columns, caption),
      "text/plain": caption === undefined ? plain : `${caption}\n${plain}`,
      ...tableOutput(table),
    },
  });
}
