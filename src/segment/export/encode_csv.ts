// The form of the package that needs nothing of Node, so that browsers can load it.
import { stringify } from "csv-stringify/browser/esm/sync";

/**
 * A table as CSV; numbers with six digits, as many as pixels can say.
 *
 * @param rows plain values by column name
 * @param columns those that are written, in their order; also the header of a table
 *   without rows
 * @returns the text of the file
 *
 * @example
 * ```ts
 * import { encodeCsv } from "#karyon";
 * const text = encodeCsv([{ label: 1, area: 1 / 3, round: true }], ["label", "area"]);
 * if (text !== "label,area\n1,0.333333\n") throw new Error(text);
 * ```
 */
export function encodeCsv(rows: readonly object[], columns: readonly string[]): string {
  return stringify([...rows], {
    header: true,
    columns,
    cast: {
      boolean: (value) => value ? "true" : "false",
      number: (value) => String(Number(value.toPrecision(6))),
    },
  });
}
