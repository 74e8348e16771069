import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { axis, heading, linesAtY } from "./marks.ts";
import { INK, seriesColour } from "./palette.ts";
import { grid, type Panel, plotPanel, stack } from "./panel.ts";
import { extent } from "./quantiles.ts";
import { checkRows, distinct } from "./rows.ts";
import { escapeXml, type Scope, shorten, wrap } from "./words.ts";

/** One epoch of one network, on the images that it learns from and on others. */
export type OverfittingRow = {
  readonly model: string;
  /** 1 is the first. */
  readonly epoch: number;
  readonly loss: number;
  readonly val_loss: number;
  /** 0..1. */
  readonly mean_iou: number;
  /** 0..1. */
  readonly val_mean_iou: number;
};

const ACROSS = 4;
const COLUMN = INNER_WIDTH / ACROSS;
const HEIGHT = 168;

const TRAINING = { colour: seriesColour(4), dash: "4 3" };
const VALIDATION = { colour: seriesColour(0), dash: "none" };

const MEASURES = [
  { title: "Loss", training: "loss", validation: "val_loss" },
  { title: "Mean IoU", training: "mean_iou", validation: "val_mean_iou" },
] as const;

/** The axis that all networks share, so that curves can be compared by their height. */
function axisFor(
  rows: readonly OverfittingRow[],
  { title, training, validation }: typeof MEASURES[number],
): [number, number] {
  const [least, most] = extent(rows.flatMap((row) => [row[training], row[validation]]));
  return title === "Loss"
    ? [Math.min(0, least), most * 1.05 || 1]
    : [Math.floor(least * 10 - 0.001) / 10, Math.ceil(most * 10 + 0.001) / 10];
}

/** The first epoch with the lowest validation loss. */
const lowestOf = (rows: readonly OverfittingRow[]): OverfittingRow =>
  rows.reduce((best, row) => row.val_loss < best.val_loss ? row : best);

function curves(
  rows: readonly OverfittingRow[],
  measure: typeof MEASURES[number],
  { domain, epochs }: { domain: [number, number]; epochs: number },
): Panel {
  const { title, training, validation } = measure;
  const lowest = lowestOf(rows);
  const line = (y: string, { colour, dash }: typeof TRAINING) =>
    Plot.line(rows, {
      x: "epoch",
      y,
      stroke: colour,
      strokeDasharray: dash,
      strokeWidth: 1.8,
    });
  return plotPanel({
    width: COLUMN,
    height: HEIGHT,
    marginLeft: 34,
    marginRight: 10,
    marginTop: 26,
    marginBottom: 38,
    x: {
      domain: [1, Math.max(2, epochs)],
      ...axis("epoch"),
      ticks: 4,
      tickFormat: (epoch: number) => Number.isInteger(epoch) ? String(epoch) : "",
    },
    y: { domain, label: null, ticks: 5 },
    marks: [
      linesAtY(5),
      // What lies between the curves is what was learned by heart.
      Plot.areaY(rows, {
        x: "epoch",
        y1: training,
        y2: validation,
        fill: TRAINING.colour,
        fillOpacity: 0.12,
      }),
      Plot.frame({ anchor: "bottom", stroke: INK }),
      line(training, TRAINING),
      line(validation, VALIDATION),
      Plot.dot([lowest], {
        x: "epoch",
        y: validation,
        fill: "#ffffff",
        stroke: VALIDATION.colour,
        strokeWidth: 2,
        r: 4.5,
      }),
      heading(title),
    ],
  });
}

/**
 * Training and validation curves of several networks side by side, on axes that they
 * share: where the two part, a network learns its training images by heart. The epoch
 * with the lowest validation loss is marked.
 *
 * @param rows one an epoch and network
 * @param scope what the validation curves were measured on; `metric` says how Mean IoU
 *   is defined
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { overfittingChart } from "#karyon";
 * const iou = { mean_iou: 0.8, val_mean_iou: 0.7 };
 * const chart = overfittingChart([
 *   { model: "deep", epoch: 1, loss: 0.3, val_loss: 0.3, ...iou },
 *   { model: "deep", epoch: 2, loss: 0.1, val_loss: 0.4, ...iou },
 * ], { n: 16, split: "validation", metric: "Mean IoU" });
 * if (!chart.alt.includes("deep: lowest in epoch 1")) throw new Error(chart.alt);
 * ```
 */
export function overfittingChart(
  rows: readonly OverfittingRow[],
  { n, split, metric }: Scope,
  { title = "Overfitting, side by side" }: { readonly title?: string } = {},
): Chart {
  const data = checkRows("overfittingChart", rows, {
    model: "string",
    epoch: "number",
    loss: "number",
    val_loss: "number",
    mean_iou: "number",
    val_mean_iou: "number",
  });
  const epochs = Math.max(...rows.map(({ epoch }) => epoch));
  const domains = MEASURES.map((measure) => axisFor(rows, measure));
  const runs = distinct(rows.map(({ model }) => model)).map((model) => ({
    model,
    rows: rows.filter((row) => row.model === model),
  }));
  const heads = runs.map(({ model }) => wrap(model, 12, COLUMN - 14).slice(0, 3));
  const lines = Math.max(...heads.map((head) => head.length));
  const columns = runs.map(({ rows }, index) => {
    const head = heads[index]!.map((line, i) =>
      `<text x="8" y="${14 + 15 * i}" font-size="12" font-weight="bold">${
        escapeXml(shorten(line, 12, COLUMN - 14))
      }</text>`
    );
    return stack([
      { markup: head.join(""), width: COLUMN, height: 8 + 15 * lines },
      ...MEASURES.map((measure, i) =>
        curves(rows, measure, { domain: domains[i]!, epochs })
      ),
    ]);
  });
  const spoken = runs.map(({ model, rows }) => {
    const lowest = lowestOf(rows), last = rows.at(-1)!;
    return `${model}: lowest in epoch ${lowest.epoch} with ${
      lowest.val_loss.toFixed(3)
    }, at the end ${last.val_loss.toFixed(3)} against ${
      last.loss.toFixed(3)
    } in training`;
  });
  return figure({
    title,
    keys: [
      { label: "training", colour: TRAINING.colour, shape: "dashes" },
      { label: "validation", colour: VALIDATION.colour, shape: "line" },
      { label: "lowest validation loss", colour: VALIDATION.colour, shape: "ring" },
    ],
    panels: [grid(columns, ACROSS)],
    data,
    caption:
      `Loss and ${metric} by epoch, validation on ${split} (n = ${n}), training on ` +
      "the images as the network learns from them. The band between the two curves is " +
      "what does not carry over to new images. All networks share their axes.",
    alt: `Validation loss by network. ${spoken.join("; ")}.`,
  });
}
