import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, heading, linesAtY } from "./marks.ts";
import { FAINT, INK, seriesColour, type SeriesSymbol, seriesSymbol } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";
import type { Scope } from "./words.ts";

/** One epoch of one training; what was not measured is null or missing. */
export type HistoryRow = {
  /** 1 is the first. */
  readonly epoch: number;
  readonly loss: number;
  readonly val_loss?: number | null;
  /** 0..1. */
  readonly mean_iou?: number | null;
  /** 0..1. */
  readonly val_mean_iou?: number | null;
  /** Tells several trainings apart. */
  readonly model?: string;
};

type Measure = "loss" | "val_loss" | "mean_iou" | "val_mean_iou";

interface Run {
  readonly name: string;
  readonly colour: string;
  readonly symbol: SeriesSymbol;
  /** Epochs where a line carries the symbol; none where there is one run. */
  readonly marked: readonly number[];
  readonly rows: readonly HistoryRow[];
  readonly best: HistoryRow;
}

/** By the measure that the caption names; the first of several equal epochs. */
function bestEpoch(rows: readonly HistoryRow[]): HistoryRow {
  const goodness = (row: HistoryRow) =>
    row.val_mean_iou ?? row.mean_iou ?? -(row.val_loss ?? row.loss);
  return rows.reduce((best, row) => goodness(row) > goodness(best) ? row : best);
}

function describeBest({ best }: Run): string {
  const [what, value] = best.val_mean_iou != null
    ? ["validation Mean IoU", best.val_mean_iou]
    : best.mean_iou != null
    ? ["training Mean IoU", best.mean_iou]
    : best.val_loss != null
    ? ["validation loss", best.val_loss]
    : ["training loss", best.loss];
  return `best epoch ${best.epoch}, ${what} ${value.toFixed(3)}`;
}

/** The first epoch and about five round ones: an epoch and a half is none. */
function wholeTicks(epochs: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200].find((step) => epochs / step <= 6) ?? 500;
  const round = Array.from(
    { length: Math.floor(epochs / step) },
    (_, i) => (i + 1) * step,
  );
  return [...new Set([1, ...round])];
}

/** About five epochs, other ones for every `offset`, 0..1, of the way between two. */
function spacedEpochs(epochs: number, offset: number): number[] {
  const step = Math.max(1, epochs / 5);
  const all = Array.from({ length: 5 }, (_, i) => Math.round(1 + (i + offset) * step));
  return all.filter((epoch) => epoch <= epochs);
}

/** Losses from 0; scores between full tenths, so that one epoch makes an axis. */
function range(
  runs: readonly Run[],
  kind: "loss" | "iou",
  measures: readonly Measure[],
): [number, number] {
  const values = runs.flatMap(({ rows }) =>
    rows.flatMap((row) => measures.map((measure) => row[measure] ?? []).flat())
  );
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (kind === "loss") return [Math.min(0, least), most * 1.05 || 1];
  return [
    Math.floor(least * 10 - 0.001) / 10,
    Math.ceil(most * 10 + 0.001) / 10,
  ];
}

/** One panel: dashed training and solid validation curves of every run. */
function curves(
  runs: readonly Run[],
  training: Measure,
  validation: Measure,
  options: { title: string; width: number; epochs: number },
): Panel {
  const marks = runs.flatMap(({ rows, colour, symbol, marked: epochs, best }) => {
    const points = (measure: Measure) =>
      rows.filter((row) => row[measure] != null)
        .map((row) => ({ epoch: row.epoch, value: row[measure]! }));
    const at = { x: "epoch", y: "value" };
    const marked = best[validation] ?? best[training];
    const [train, held] = [points(training), points(validation)];
    return [
      Plot.line(train, {
        ...at,
        stroke: colour,
        strokeDasharray: "4 3",
        strokeWidth: 1.3,
      }),
      Plot.line(held, { ...at, stroke: colour, strokeWidth: 2 }),
      // A line of one point is invisible: the first epoch of a live chart.
      train.length === 1 ? Plot.dot(train, { ...at, stroke: colour, r: 3 }) : null,
      held.length === 1 ? Plot.dot(held, { ...at, fill: colour, r: 3 }) : null,
      ...[train, held].map((line) =>
        Plot.dot(line.filter(({ epoch }) => epochs.includes(epoch)), {
          ...at,
          symbol,
          fill: colour,
          r: 3.4,
        })
      ),
      Plot.ruleX([best.epoch], { stroke: colour, strokeOpacity: 0.4 }),
      marked == null ? null : Plot.dot([{ epoch: best.epoch, value: marked }], {
        ...at,
        symbol,
        fill: colour,
        stroke: "#ffffff",
        strokeWidth: 1.5,
        r: 5.5,
      }),
    ];
  });
  return plotPanel({
    width: options.width,
    height: 270,
    marginLeft: 48,
    marginRight: 14,
    marginTop: 28,
    marginBottom: 42,
    x: {
      domain: [1, Math.max(2, options.epochs)],
      ...axis("epoch"),
      ticks: wholeTicks(Math.max(2, options.epochs)),
      tickFormat: String,
    },
    y: {
      domain: range(runs, training === "loss" ? "loss" : "iou", [
        training,
        validation,
      ]),
      label: null,
      ticks: 6,
    },
    marks: [
      linesAtY(6),
      Plot.frame({ anchor: "bottom", stroke: INK }),
      ...marks,
      heading(options.title),
    ],
  });
}

/**
 * Two panels, loss and Mean IoU by epoch, with the best epoch marked: the one
 * with the highest validation Mean IoU, or where that was not measured, training
 * Mean IoU, validation loss, training loss. Quick enough to redraw every epoch.
 *
 * @param rows one an epoch and model
 * @param scope what the validation curve was measured on; `metric` says how Mean
 *   IoU is defined
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { learningCurveChart } from "#karyon";
 * const chart = learningCurveChart([
 *   { epoch: 1, loss: 0.6, val_loss: 0.5, mean_iou: 0.5, val_mean_iou: 0.6 },
 *   { epoch: 2, loss: 0.3, val_loss: 0.4, mean_iou: 0.7, val_mean_iou: 0.7 },
 * ], { n: 65, split: "validation", metric: "Mean IoU (mean over images)" });
 * if (!chart.svg.includes("best epoch 2")) throw new Error();
 * ```
 */
export function learningCurveChart(
  rows: readonly HistoryRow[],
  { n, split, metric }: Scope,
  { title = "Learning curves" }: { title?: string } = {},
): Chart {
  const data = checkRows("learningCurveChart", rows, {
    epoch: "number",
    loss: "number",
    val_loss: "number?",
    mean_iou: "number?",
    val_mean_iou: "number?",
    model: "string?",
  });
  const names = distinct(rows.map((row) => row.model ?? ""));
  const epochs = Math.max(...rows.map((row) => row.epoch));
  const runs = names.map((name, index): Run => {
    const own = rows.filter((row) => (row.model ?? "") === name);
    return {
      name,
      rows: own,
      colour: seriesColour(index),
      symbol: seriesSymbol(index),
      marked: names.length < 2 ? [] : spacedEpochs(epochs, index / names.length),
      best: bestEpoch(own),
    };
  });
  const scored = rows.some((row) => (row.mean_iou ?? row.val_mean_iou) != null);
  const width = INNER_WIDTH / (scored ? 2 : 1);
  const panels = [
    curves(runs, "loss", "val_loss", { title: "Loss", width, epochs }),
  ];
  if (scored) {
    panels.push(
      curves(runs, "mean_iou", "val_mean_iou", {
        title: "Mean IoU",
        width,
        epochs,
      }),
    );
  }
  const bests = runs.map((run) =>
    run.name === "" ? describeBest(run) : `${run.name}: ${describeBest(run)}`
  );
  const keys: Key[] = [
    { label: "training", colour: FAINT, shape: "dashes" },
    { label: "validation", colour: FAINT, shape: "line" },
    ...runs.map((run, index): Key => ({
      label: bests[index]!,
      colour: run.colour,
      shape: run.symbol,
    })),
  ];
  const summary = `${bests.join("; ")}.`;
  return figure({
    title,
    keys,
    panels,
    data,
    caption:
      `Loss and ${metric} by epoch; dashed: training, solid: validation on ${split} (n = ${n}); ${summary}`,
    alt: `Learning curves over ${epochs} epochs. ${summary}`,
  });
}
