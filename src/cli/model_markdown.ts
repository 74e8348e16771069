import type { ModelKindRow, ModelRow } from "../mod.ts";
import {
  type Column as ColumnOf,
  MISSING,
  score,
  tabulate,
  tabulateKinds,
  withInterval,
} from "./markdown_cells.ts";

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** Two digits that count of what is small, whole numbers of what is not. */
const brief = (value: number | null) =>
  value === null
    ? MISSING
    : value < 10
    ? String(Number(value.toPrecision(2)))
    : grouped.format(value);

function lowestKind(row: ModelRow): string {
  return row.lowest_kind === null
    ? MISSING
    : `${row.lowest_kind} ${score(row.lowest_kind_iou)} (n = ${row.lowest_kind_images})`;
}

type Column = ColumnOf<ModelRow>;

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

/** What fits a terminal. */
export const shortModelTable = (rows: readonly ModelRow[]): string =>
  tabulate(SHORT, rows);

/** All columns, and what computed the times, in Markdown as `deno fmt` lays it out. */
export function fullModelTable(rows: readonly ModelRow[]): string {
  const timed = Map.groupBy(rows, ({ timed_on }) => timed_on);
  timed.delete(null);
  const engines = [...timed].map(([engine, those]) =>
    `${engine}${timed.size > 1 ? ` (${those.map(({ model }) => model).join(", ")})` : ""}`
  );
  return [
    tabulate(FULL, rows),
    ...(engines.length === 0 ? [] : [`Times: ${engines.join("; ")}.`]),
  ].join("\n\n");
}

/** Held-out foreground IoU: a row a model, a column a kind of image. */
export function kindTable(rows: readonly ModelKindRow[]): string {
  return tabulateKinds(
    "model",
    rows.map(({ model, foreground_iou, ...row }) => ({
      ...row,
      name: `\`${model}\``,
      value: foreground_iou,
    })),
  );
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
