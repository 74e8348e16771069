import { markdownTable } from "markdown-table";

/** Where a card does not say. */
export const MISSING = "–";

/** Three digits: more would be noise on sets of this size. */
export const score = (value: number | null) =>
  value === null ? MISSING : value.toFixed(3);

/** "0.760 [0.720, 0.795]"; without limits, the value alone. */
export function withInterval(
  value: number | null,
  low: number | null,
  high: number | null,
): string {
  const limits = low === null || high === null ? "" : ` [${score(low)}, ${score(high)}]`;
  return `${score(value)}${limits}`;
}

/** A column of a table: its head, on which side its cells stand, and what they say. */
export type Column<Row> = readonly [
  head: string,
  align: "l" | "r",
  cell: (row: Row) => string,
];

/** One line a row. */
export function tabulate<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): string {
  const head = columns.map(([title]) => title);
  const cells = rows.map((row) => columns.map(([, , cell]) => cell(row)));
  return markdownTable([head, ...cells], { align: columns.map(([, align]) => align) });
}

/** A score on the images of one kind. */
export interface KindCell {
  /** The line that it stands in. */
  readonly name: string;
  readonly kind: string;
  readonly images: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A row a name, a column a kind of image with its n, the most frequent kind first. */
export function tabulateKinds(first: string, cells: readonly KindCell[]): string {
  const most = new Map<string, number>();
  for (const { kind, images } of cells) {
    most.set(kind, Math.max(images, most.get(kind) ?? 0));
  }
  const kinds = [...most].sort(([, a], [, b]) => b - a).map(([kind]) => kind);
  const tell = (cell: KindCell | undefined) =>
    cell ? withInterval(cell.value, cell.low, cell.high) : MISSING;
  const lines = [...Map.groupBy(cells, ({ name }) => name)].map(([name, those]) => [
    name,
    ...kinds.map((kind) => tell(those.find((cell) => cell.kind === kind))),
  ]);
  const head = kinds.map((kind) => `${kind} (n = ${most.get(kind)})`);
  const align = ["l", ...kinds.map(() => "r")];
  return markdownTable([[first, ...head], ...lines], { align });
}
