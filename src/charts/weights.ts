import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { axis, heading, linesAtX } from "./marks.ts";
import { seriesColour } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { checkRows } from "./rows.ts";
import { type Scope, textWidth } from "./words.ts";

/** One format of the same model's weights. */
export type WeightsRow = {
  /** Such as `"float32"` or `"uint8"`. */
  readonly format: string;
  /** Size of the weights in millions of bytes. */
  readonly megabytes: number;
  /** Score with these weights, 0..1. */
  readonly mean_iou: number;
};

/**
 * What a format saves and what it costs: bars of the weights' size beside dots
 * of the score.
 *
 * @param rows one a format, drawn in this order
 * @param scope `n` images of `split`, and the `metric` in `mean_iou`
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { weightsChart } from "#karyon";
 * const chart = weightsChart([
 *   { format: "float32", megabytes: 28, mean_iou: 0.861 },
 *   { format: "float16", megabytes: 14, mean_iou: 0.861 },
 * ], { n: 65, split: "stage1_test", metric: "Mean IoU" });
 * if (!chart.alt.includes("float16 14.0 MB")) throw new Error();
 * ```
 */
export function weightsChart(
  rows: readonly WeightsRow[],
  { n, split, metric }: Scope,
  { title = "Weight formats: size and score" }: { title?: string } = {},
): Chart {
  const data = checkRows("weightsChart", rows, {
    format: "string",
    megabytes: "number",
    mean_iou: "number",
  });
  const labels = Math.min(
    150,
    24 + Math.round(Math.max(...rows.map((row) => textWidth(row.format, 12)))),
  );
  const half = Math.floor((INNER_WIDTH - labels) / 2);
  const scores = rows.map((row) => row.mean_iou);
  // At least 0.02 wide, or a difference in the fourth digit would fill the panel.
  const to = Math.min(1, Math.max(...scores) + 0.01);
  const from = Math.max(0, Math.min(...scores) - 0.01);
  const sizes = halfPanel(rows, {
    title: "Size",
    label: "megabytes (10⁶ bytes)",
    width: labels + half,
    marginLeft: labels,
    domain: [0, Math.max(...rows.map((row) => row.megabytes))],
    names: true,
    marks: [
      Plot.barX(rows, { x: "megabytes", y: "format", fill: seriesColour(0) }),
      Plot.ruleX([0]),
    ],
    value: (row) => row.megabytes,
    text: (row) => megabytes(row),
  });
  const costs = halfPanel(rows, {
    title: "Score",
    label: "Mean IoU",
    width: half,
    marginLeft: 24,
    domain: [from, to],
    names: false,
    marks: [
      Plot.dot(rows, {
        x: "mean_iou",
        y: "format",
        fill: seriesColour(4),
        r: 5.5,
      }),
    ],
    value: (row) => row.mean_iou,
    text: (row) => row.mean_iou.toFixed(4),
  });
  return figure({
    title,
    panels: [sizes, costs],
    data,
    caption: `Size of the weights in each format, and ${metric} with them on ${split} ` +
      `(n = ${n}); the axis of the scores does not begin at 0.`,
    alt: `Bars and dots. ${
      rows.map((row) => `${row.format} ${megabytes(row)} MB, ${row.mean_iou.toFixed(4)}`)
        .join("; ")
    }.`,
  });
}

/** Two digits that count: 28, 0.48. */
const megabytes = (row: WeightsRow) =>
  row.megabytes >= 10 ? row.megabytes.toFixed(1) : row.megabytes.toPrecision(2);

interface Half {
  readonly title: string;
  readonly label: string;
  readonly width: number;
  readonly marginLeft: number;
  readonly domain: [number, number];
  /** Whether the formats' names stand at the left. */
  readonly names: boolean;
  readonly marks: Plot.Markish[];
  readonly value: (row: WeightsRow) => number;
  readonly text: (row: WeightsRow) => string;
}

/** One of the two panels: common rows and texts, its own marks and scale. */
function halfPanel(rows: readonly WeightsRow[], half: Half): Panel {
  return plotPanel({
    width: half.width,
    height: 76 + rows.length * 28,
    marginLeft: half.marginLeft,
    marginRight: 52,
    marginTop: 28,
    marginBottom: 44,
    x: {
      domain: half.domain,
      ...axis(half.label),
      ticks: 4,
    },
    // A band also under dots, or they would stand beside the bars' rows.
    y: {
      type: "band",
      domain: rows.map((row) => row.format),
      axis: null,
      padding: 0.3,
    },
    marks: [
      linesAtX(4),
      half.names ? Plot.axisY({ label: null, tickSize: 0, fontSize: 12 }) : null,
      ...half.marks,
      Plot.text(rows, {
        x: half.value,
        y: "format",
        text: half.text,
        textAnchor: "start",
        dx: 9,
        fontSize: 12,
      }),
      heading(half.title),
    ],
  });
}
