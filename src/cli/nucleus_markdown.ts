import type { NucleusKindRow, NucleusTableRow } from "../mod.ts";
import {
  type Column,
  MISSING,
  score,
  tabulate,
  tabulateKinds,
  withInterval,
} from "./markdown_cells.ts";

/** A model's name as its folder is called, a method's with what it is. */
const nameOf = ({ name, what }: { readonly name: string; readonly what: string }) =>
  what === "model" ? `\`${name}\`` : `\`${name}\` (classical)`;

/** "+0.012": with the sign, since splitting may cost too. */
const gain = (value: number | null) =>
  value === null ? MISSING : `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;

const percent = (value: number | null) =>
  value === null ? MISSING : `${Math.round(100 * value)} %`;

const FIRST = "model or method";

const COLUMNS: readonly Column<NucleusTableRow>[] = [
  [FIRST, "l", nameOf],
  ["test images", "l", (row) => row.test_images],
  [
    "average precision [95 %]",
    "r",
    (row) =>
      withInterval(
        row.average_precision,
        row.average_precision_low,
        row.average_precision_high,
      ),
  ],
  ["connected pieces", "r", (row) => score(row.components_average_precision)],
  ["splitting", "r", (row) => gain(row.splitting_gain)],
  ["F1 at 0.5", "r", (row) => score(row.f1_50)],
  ["F1 at 0.7", "r", (row) => score(row.f1_70)],
  ["panoptic quality", "r", (row) => score(row.panoptic_quality)],
  ["count off by", "r", (row) => percent(row.relative_count_error)],
];

/** How well single nuclei are found, in Markdown. */
export const nucleusScoreTable = (rows: readonly NucleusTableRow[]): string =>
  tabulate(COLUMNS, rows);

/** Average precision: a row a model or method, a column a kind of image. */
export function nucleusKindScoreTable(rows: readonly NucleusKindRow[]): string {
  return tabulateKinds(
    FIRST,
    rows.map(({ average_precision, ...row }) => ({
      ...row,
      name: nameOf(row),
      value: average_precision,
    })),
  );
}

/** Between these the README holds what {@linkcode nucleiForReadme} writes. */
export const NUCLEUS_MARKERS = ["<!-- nuclei:start -->", "<!-- nuclei:end -->"] as const;

/** Both tables, as the README and a terminal have them. */
export function nucleiForReadme(
  rows: readonly NucleusTableRow[],
  kinds: readonly NucleusKindRow[],
): string {
  return [
    nucleusScoreTable(rows),
    "Average precision [95 %] by kind of image:",
    nucleusKindScoreTable(kinds),
  ].join("\n\n");
}
