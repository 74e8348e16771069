import { InputError, type Row } from "../base/mod.ts";

/** What a column must hold; with "?", null and nothing at all are taken too. */
export type ColumnKind =
  | "number"
  | "string"
  | "boolean"
  | "number?"
  | "string?"
  | "boolean?";

const CONTENTS = {
  number: "a finite number",
  string: "text",
  boolean: "true or false",
};

/**
 * Refuses a table that a chart cannot draw, by the chart's and column's name, and
 * gives what is left of it without the columns that are not drawn.
 *
 * Tables come out of JSON files as often as out of typed code, so that the types
 * alone do not keep a chart from drawing NaN.
 *
 * @throws {InputError} if there is no row, or a value is missing or not finite
 */
export function checkRows(
  chart: string,
  rows: readonly object[],
  columns: Readonly<Record<string, ColumnKind>>,
): Row[] {
  const names = Object.keys(columns).map((name) => `"${name}"`).join(", ");
  if (rows.length === 0) {
    throw new InputError(
      `${chart}: Expected a table with the columns ${names} but found no row`,
    );
  }
  rows.forEach((row, index) => {
    for (const [name, kind] of Object.entries(columns)) {
      const value: unknown = (row as Record<string, unknown>)[name];
      if (kind.endsWith("?") && (value === null || value === undefined)) {
        continue;
      }
      const type = kind.replace("?", "") as keyof typeof CONTENTS;
      if (typeof value === type && (type !== "number" || Number.isFinite(value))) {
        continue;
      }
      throw new InputError(
        `${chart}: Expected the columns ${names}, "${name}" with ${
          CONTENTS[type]
        } in each row, but found ${
          typeof value === "number" ? value : JSON.stringify(value)
        } in row ${index}`,
      );
    }
  });
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([name, value]) =>
        Object.hasOwn(columns, name) && value !== undefined
      ),
    )
  );
}

/**
 * Refuses what has no place on a logarithmic axis.
 *
 * @throws {InputError} if a column holds 0 or less
 */
export function checkPositive(
  chart: string,
  rows: readonly object[],
  columns: readonly string[],
): void {
  rows.forEach((row, index) => {
    for (const name of columns) {
      const value = (row as Record<string, unknown>)[name] as number;
      if (value > 0) continue;
      throw new InputError(
        `${chart}: Expected "${name}" above 0 but found ${value} in row ${index}`,
      );
    }
  });
}

/** The distinct values of a column, in order of first appearance. */
export function distinct<T>(values: Iterable<T>): T[] {
  return [...new Set(values)];
}
