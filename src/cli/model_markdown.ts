import { markdownTable } from "markdown-table";
import type { ModelKindRow, ModelRow } from "../mod.ts";

/** Where a card does not say. */
const MISSING = "–";

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

const score = (value: number | null) => value === null ? MISSING : value.toFixed(3);

/** Two digits that count of what is small, whole numbers of what is not. */
const brief = (value: number | null) =>
  value === null
    ? MISSING
    : value < 10
    ? String(Number(value.toPrecision(2)))
    : grouped.format(value);

/** "0.760 [0.720, 0.795]"; without limits, the value alone. */
function withInterval(value: number | null, low: number | null, high: number | null) {
  const limits = low === null || high === null ? "" : ` [${score(low)}, ${score(high)}]`;
  return `${score(value)}${limits}`;
}

function lowestKind(row: ModelRow): string {
  return row.lowest_kind === null
    ? MISSING
    : `${row.lowest_kind} ${score(row.lowest_kind_iou)} (n = ${row.lowest_kind_images})`;
}

type Column = readonly [
  head: string,
  align: "l" | "r",
  cell: (row: ModelRow) => string,
];

const name: Column = ["model", "l", ({ model }) => `\`${model}\``];
const megabytes: Column = ["MB", "r", (row) => brief(row.megabytes)];
const milliseconds: Column = ["ms an image", "r", (row) => brief(row.ms_per_image)];
const caseStudy: Column = [
  "Mean IoU, case study",
  "r",
  (row) => score(row.case_study_mean_iou),
];
const heldOut: Column = [
  "foreground IoU, held-out [95 %]",
  "r",
  (row) => withInterval(row.held_out_foreground_iou, row.held_out_low, row.held_out_high),
];
const lowest: Column = ["lowest kind", "l", lowestKind];

const FULL: readonly Column[] = [
  name,
  ["architecture", "l", (row) => row.architecture],
  ["recipe", "l", (row) => row.recipe],
  ["parameters", "r", (row) => grouped.format(row.parameters)],
  megabytes,
  milliseconds,
  ["epochs (best)", "r", (row) => `${row.epochs} (${row.best_epoch})`],
  ["minutes", "r", (row) => brief(row.training_minutes)],
  ["test images", "l", (row) => row.test_images],
  caseStudy,
  ["foreground IoU, case study", "r", (row) => score(row.case_study_foreground_iou)],
  heldOut,
  ["Dice, held-out", "r", (row) => score(row.held_out_dice)],
  ["Mean IoU, held-out", "r", (row) => score(row.held_out_mean_iou)],
  lowest,
];

const SHORT = [name, megabytes, milliseconds, caseStudy, heldOut, lowest];

function table(columns: readonly Column[], rows: readonly ModelRow[]): string {
  const head = columns.map(([title]) => title);
  const cells = rows.map((row) => columns.map(([, , cell]) => cell(row)));
  return markdownTable([head, ...cells], { align: columns.map(([, align]) => align) });
}

/** What fits a terminal. */
export const shortModelTable = (rows: readonly ModelRow[]): string => table(SHORT, rows);

/** All columns, and what computed the times, in Markdown as `deno fmt` lays it out. */
export function fullModelTable(rows: readonly ModelRow[]): string {
  const timed = Map.groupBy(rows, ({ timed_on }) => timed_on);
  timed.delete(null);
  const engines = [...timed].map(([engine, those]) =>
    `${engine}${timed.size > 1 ? ` (${those.map(({ model }) => model).join(", ")})` : ""}`
  );
  return [
    table(FULL, rows),
    ...(engines.length === 0 ? [] : [`Times: ${engines.join("; ")}.`]),
  ].join("\n\n");
}

/** Held-out foreground IoU: a row a model, a column a kind of image. */
export function kindTable(rows: readonly ModelKindRow[]): string {
  const most = new Map<string, number>();
  for (const { kind, images } of rows) {
    most.set(kind, Math.max(images, most.get(kind) ?? 0));
  }
  const kinds = [...most].sort(([, a], [, b]) => b - a).map(([kind]) => kind);
  const cell = (row: ModelKindRow | undefined) =>
    row ? withInterval(row.foreground_iou, row.low, row.high) : MISSING;
  const lines = [...Map.groupBy(rows, ({ model }) => model)].map(([model, those]) => [
    `\`${model}\``,
    ...kinds.map((kind) => cell(those.find((row) => row.kind === kind))),
  ]);
  const head = kinds.map((kind) => `${kind} (n = ${most.get(kind)})`);
  const align = ["l", ...kinds.map(() => "r")];
  return markdownTable([["model", ...head], ...lines], { align });
}

/** Between these the README holds what {@linkcode modelsForReadme} writes. */
export const MODEL_MARKERS = ["<!-- models:start -->", "<!-- models:end -->"] as const;

/** Both tables, as the README has them. */
export function modelsForReadme(
  models: readonly ModelRow[],
  kinds: readonly ModelKindRow[],
): string {
  if (kinds.length === 0) return fullModelTable(models);
  return [
    fullModelTable(models),
    "Held-out foreground IoU [95 %] by kind of image:",
    kindTable(kinds),
  ].join("\n\n");
}
