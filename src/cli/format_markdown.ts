import type { FormatRow } from "../mod.ts";
import { type Column, tabulate } from "./markdown_cells.ts";

const loss = (value: number) => value.toFixed(4);

/** A model's name, once for all of its lines. */
const nameOf = (rows: readonly FormatRow[]) => (row: FormatRow) =>
  rows.find(({ model }) => model === row.model) === row ? `\`${row.model}\`` : "";

const columns = (rows: readonly FormatRow[]): readonly Column<FormatRow>[] => [
  ["model", "l", nameOf(rows)],
  ["format", "l", (row) => row.format],
  ["stored", "l", (row) => row.stored],
  ["computed", "l", (row) => row.computed],
  ["MB", "r", (row) => row.megabytes.toFixed(2)],
  ["Mean IoU", "r", (row) => loss(row.mean_iou)],
  ["average precision", "r", (row) => loss(row.average_precision)],
  ["pixels changed", "r", (row) => `${(100 * row.changed).toFixed(3)} %`],
  ["ms an image", "r", (row) => row.ms_per_image.toFixed(1)],
  ["time to float32's", "r", (row) => row.time_ratio.toFixed(2)],
];

/** A line a format. */
export const formatTable = (rows: readonly FormatRow[]): string =>
  tabulate(columns(rows), rows);

/** Between these the README holds what {@linkcode formatsForReadme} writes. */
export const FORMAT_MARKERS = ["<!-- formats:start -->", "<!-- formats:end -->"] as const;

/** The table, and what computed it. */
export function formatsForReadme(rows: readonly FormatRow[]): string {
  const engines = [...new Set(rows.map(({ engine }) => engine))];
  return [
    formatTable(rows),
    `n = ${rows[0]?.images} images; times: ${engines.join("; ")}.`,
  ].join("\n\n");
}
