import type { Row } from "../../../base/mod.ts";

/** By which column a table is sorted. */
export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

type Value = Row[string] | undefined;

/** Nothing comes last, whichever way a table is sorted. */
function compareValues(a: Value, b: Value, descending: boolean): number {
  const aMissing = a === null || a === undefined || Number.isNaN(a);
  const bMissing = b === null || b === undefined || Number.isNaN(b);
  if (aMissing || bMissing) return Number(aMissing) - Number(bMissing);
  const sign = typeof a === "string" || typeof b === "string"
    ? String(a).localeCompare(String(b), "en", { numeric: true })
    : Number(a) - Number(b);
  return descending ? -sign : sign;
}

/**
 * Rows by one column; equal ones stay in the order that they had. Missing values and
 * NaN come last.
 */
export function sortRows(rows: readonly Row[], { column, descending }: Order): Row[] {
  return [...rows].sort((a, b) => compareValues(a[column], b[column], descending));
}

/** What a click on a column's head does: the same column turns, another begins anew. */
export function nextOrder(order: Order, column: string): Order {
  return { column, descending: order.column === column && !order.descending };
}
