/** A table's values for programs: in a notebook's outputs, as CSV, in results. */
import { stringify } from "csv-stringify/sync";
import type { Row, Table } from "../base/mod.ts";
import { type Element, openDocument } from "./html.ts";
import type { MimeBundle } from "./nbformat.ts";

/** The mime type under which an output carries the values of what it shows. */
export const TABLE_TYPE = "application/vnd.karyon.table+json";

/** What a longer table would add to every copy of its notebook is left out. */
const MAX_CHARACTERS = 200_000;

/** One value; numbers that JSON does not know (NaN, Infinity) are words. */
export type TableValue = string | number | boolean | null;

/** A table by columns' names and rows' values in their order. */
export interface TableData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TableValue[])[];
}

const asJson = (value: Row[string] | undefined): TableValue =>
  value === undefined
    ? null
    : typeof value === "number" && !Number.isFinite(value)
    ? String(value)
    : value;

/**
 * A table's unrounded values as an output carries them, columns in the order in
 * which rows first name them; nothing where they are too many.
 */
export function tableOutput(table: Table | undefined): MimeBundle {
  if (table === undefined) return {};
  const columns = [...new Set(table.flatMap((row) => Object.keys(row)))];
  const rows = table.map((row) => columns.map((name) => asJson(row[name])));
  const data: TableData = { columns, rows };
  return JSON.stringify(data).length > MAX_CHARACTERS ? {} : { [TABLE_TYPE]: data };
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const isValue = (value: unknown): value is TableValue =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

/** The values that an output carries, if they are a table's. */
export function carriedTable(data: MimeBundle): TableData | undefined {
  const { columns, rows } = (data[TABLE_TYPE] ?? {}) as Record<string, unknown>;
  const whole = isList(columns) && columns.every((name) => typeof name === "string") &&
    isList(rows) &&
    rows.every((row) =>
      isList(row) && row.length === columns.length && row.every(isValue)
    );
  return whole ? { columns, rows } as TableData : undefined;
}

const words = (cell: Element): string =>
  (cell.textContent ?? "").replace(/\s+/g, " ").trim();

/** The texts of the only table in a piece of HTML, its first row as the columns. */
export function tableInHtml(html: string): TableData & { caption?: string } | undefined {
  const { body } = openDocument(html);
  const [table, ...others] = [...body.querySelectorAll("table")];
  if (table === undefined || others.length > 0) return undefined;
  const [columns, ...rows] = [...table.querySelectorAll("tr")]
    .map((row) => [...row.querySelectorAll("th, td")].map(words));
  if (columns === undefined) return undefined;
  const caption = table.querySelector("caption");
  return { columns, rows, ...(caption === null ? {} : { caption: words(caption) }) };
}

/** A table as CSV (RFC 4180): names, then one line a row; null is empty. */
export function tableCsv({ columns, rows }: TableData): string {
  return stringify([[...columns], ...rows.map((row) => [...row])], {
    cast: { boolean: (value) => String(value) },
  });
}
