/** What differs between two tables or two records, cell by cell. */
import { isDeepStrictEqual } from "node:util";
import { namesTime } from "./result_times.ts";
import type { TableData } from "./table_data.ts";

/** A place and what it holds on each side; undefined where it is missing. */
export interface Found {
  readonly place: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A place with its two sides. */
export const found = (place: string, before: unknown, after: unknown): Found => ({
  place,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

/** Both sides by name, those of the first before those that only the second has. */
export function pairUp<T>(a: readonly T[], b: readonly T[], name: (one: T) => string) {
  const pairs = new Map<string, [T | undefined, T | undefined]>();
  for (const one of a) pairs.set(name(one), [one, undefined]);
  for (const one of b) pairs.set(name(one), [pairs.get(name(one))?.[0], one]);
  return pairs;
}

/** Values by name that are not the same on both sides. */
export function compareRecords(
  kind: string,
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): Found[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => !isDeepStrictEqual(a[name], b[name]))
    .map((name) => found(`${kind} ${name}`, a[name], b[name]));
}

/**
 * Cells that are not the same, columns by name and rows by number; a row or a column
 * that one side lacks is one difference.
 *
 * @param times compares columns and rows that are named after times, too
 */
export function compareTables(
  name: string,
  a: TableData,
  b: TableData,
  times: boolean,
): Found[] {
  const timed = (word: unknown) => !times && typeof word === "string" && namesTime(word);
  const columns = [...pairUp(a.columns, b.columns, (column) => column).entries()]
    .filter(([column]) => !timed(column));
  const all: Found[] = columns
    .filter(([, pair]) => pair.includes(undefined))
    .map(([column, [one, other]]) => found(`${name}, column ${column}`, one, other));
  for (let row = 0; row < Math.max(a.rows.length, b.rows.length); row++) {
    const [one, other] = [a.rows[row], b.rows[row]];
    if (one === undefined || other === undefined) {
      all.push(found(`${name}, row ${row + 1}`, one, other));
      continue;
    }
    if (timed(one[0]) && one[0] === other[0]) continue;
    for (const [column, [inA, inB]] of columns) {
      if (inA === undefined || inB === undefined) continue;
      const before = one[a.columns.indexOf(column)];
      const after = other[b.columns.indexOf(column)];
      if (!Object.is(before, after)) {
        all.push(found(`${name}, row ${row + 1}, ${column}`, before, after));
      }
    }
  }
  return all;
}
