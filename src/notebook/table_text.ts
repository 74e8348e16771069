/** A table's cells as text: what is a number, how many digits it gets. */
import type { Table } from "../base/mod.ts";

/** One column, ready to be set. */
export interface TextColumn {
  readonly name: string;
  readonly numeric: boolean;
  /** One text a row. */
  readonly texts: readonly string[];
}

type Value = Table[number][string] | undefined;

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** Three significant digits at the column's greatest size, at most six places. */
function places(numbers: readonly number[]): number {
  const finite = numbers.filter(Number.isFinite);
  if (finite.every(Number.isInteger)) return 0;
  const greatest = Math.max(...finite.map(Math.abs));
  return Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(greatest))));
}

function numberText(value: number, digits: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && digits === 0) {
    return Math.abs(value) < 10_000 ? String(value) : grouped.format(value);
  }
  const text = value.toFixed(digits);
  const vanished = value !== 0 && Number(text) === 0;
  return vanished ? value.toExponential(1) : text;
}

function text(value: Value, digits: number): string {
  if (value === null || value === undefined) return "";
  return typeof value === "number" ? numberText(value, digits) : String(value);
}

/**
 * The columns of a table in the order in which the rows first name them.
 *
 * @param digits places after the point in columns with fractions; without it,
 *   as many as show three significant digits of the column's greatest number
 */
export function textColumns(table: Table, digits?: number): TextColumn[] {
  const names = [...new Set(table.flatMap((row) => Object.keys(row)))];
  return names.map((name) => {
    const values = table.map((row) => row[name]);
    const present = values.filter((value) => value !== null && value !== undefined);
    const numbers = present.filter((value) => typeof value === "number");
    const integers = numbers.filter(Number.isFinite).every(Number.isInteger);
    const used = integers ? 0 : digits ?? places(numbers);
    return {
      name,
      numeric: numbers.length > 0 && numbers.length === present.length,
      texts: values.map((value) => text(value, used)),
    };
  });
}

/** The table in columns of characters, for a terminal. */
export function plainTable(columns: readonly TextColumn[]): string {
  const set = columns.map((column) => {
    const width = Math.max(
      column.name.length,
      ...column.texts.map((t) => t.length),
    );
    const pad = (t: string) => column.numeric ? t.padStart(width) : t.padEnd(width);
    return [pad(column.name), "-".repeat(width), ...column.texts.map(pad)];
  });
  const count = set[0]?.length ?? 0;
  return Array.from(
    { length: count },
    (_, row) => set.map((cells) => cells[row]).join("  ").trimEnd(),
  ).join("\n");
}
