import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { groupHeadings, lineNames, namesWidth } from "./line_names.ts";
import { axis, linesAtX } from "./marks.ts";
import { INK, seriesColour } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";
import { capitalised, listed, textWidth } from "./words.ts";

/** One score of one model. */
export type ScoreRow = {
  readonly model: string;
  /** Name of the metric, with how it is pooled. */
  readonly metric: string;
  /** 0..1. */
  readonly value: number;
  /** Number of images behind the value. */
  readonly n: number;
  /** Whether others published the value: drawn as a ring. */
  readonly published?: boolean;
};

/** What is written beside a dot; says n where the dots differ in it. */
function valueLabel({ value, n, published }: ScoreRow, sameN: boolean): string {
  return [
    value.toFixed(3),
    ...(sameN ? [] : [`n = ${n}`]),
    ...(published ? ["published"] : []),
  ].join(", ");
}

/**
 * Dots: models compared, metric by metric, each value written beside its dot.
 *
 * @param rows one a model and metric
 * @param options `split` that all values were measured on
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { scoreChart } from "#karyon";
 * const chart = scoreChart([
 *   { model: "U-Net", metric: "Mean IoU", value: 0.861, n: 65 },
 *   { model: "HRNet", metric: "Mean IoU", value: 0.85, n: 65 },
 * ], { split: "stage1_test" });
 * if (!chart.caption.includes("n = 65")) throw new Error();
 * ```
 */
export function scoreChart(
  rows: readonly ScoreRow[],
  { split, title = "Scores" }: { split: string; title?: string },
): Chart {
  const data = checkRows("scoreChart", rows, {
    model: "string",
    metric: "string",
    value: "number",
    n: "number",
    published: "boolean?",
  });
  const models = distinct(rows.map((row) => row.model));
  const metrics = distinct(rows.map((row) => row.metric));
  const counts = distinct(rows.map((row) => row.n)).sort((a, b) => a - b);
  const sameN = counts.length === 1;
  const labels = namesWidth(models);
  const right = 16 +
    Math.round(
      Math.max(...rows.map((row) => textWidth(valueLabel(row, sameN), 12))),
    );
  const lowest = Math.min(...rows.map((row) => row.value));
  const from = Math.max(0, Math.floor(lowest * 10 - 0.5) / 10);
  const colour = (model: string) => seriesColour(models.indexOf(model));
  // One band a line: a metric's heading, then only the models that have it.
  const lines = metrics.flatMap((metric) => [
    { key: metric, metric, model: null },
    ...models.filter((model) =>
      rows.some((row) => row.metric === metric && row.model === model)
    ).map((model) => ({ key: `${metric}\n${model}`, metric, model })),
  ]);
  const nameOf = new Map(lines.map(({ key, model }) => [key, model ?? ""]));
  const dot = {
    x: "value",
    y: (row: ScoreRow) => `${row.metric}\n${row.model}`,
  };
  const own = rows.filter((row) => row.published !== true);
  const published = rows.filter((row) => row.published === true);
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 46 + lines.length * 24,
    marginLeft: labels,
    marginRight: right,
    marginTop: 4,
    marginBottom: 42,
    x: {
      domain: [from, 1],
      ...axis("score, 0..1"),
      ticks: 6,
    },
    y: { type: "band", domain: lines.map(({ key }) => key), axis: null },
    marks: [
      linesAtX(6),
      lineNames(labels, (key) => nameOf.get(key) ?? ""),
      groupHeadings(metrics, (metric) => metric, 0),
      Plot.dot(own, {
        ...dot,
        fill: (row: ScoreRow) => colour(row.model),
        r: 5.5,
      }),
      Plot.dot(published, {
        ...dot,
        fill: "#ffffff",
        stroke: (row: ScoreRow) => colour(row.model),
        strokeWidth: 2,
        r: 5,
      }),
      Plot.text(rows, {
        ...dot,
        text: (row: ScoreRow) => valueLabel(row, sameN),
        textAnchor: "start",
        dx: 10,
        fontSize: 12,
        stroke: "#ffffff",
        fill: INK,
      }),
    ],
  });
  const keys: Key[] = published.length === 0 ? [] : [
    { label: "measured here", colour: INK, shape: "dot" },
    { label: "published", colour: INK, shape: "ring" },
  ];
  const spoken = rows.map((row) =>
    `${row.model} ${row.metric} ${row.value.toFixed(3)}${
      row.published ? " (published)" : ""
    }`
  );
  return figure({
    title,
    keys,
    panels: [panel],
    data,
    caption: `${capitalised(listed(metrics))} of ${listed(models)} on ${split} (n = ${
      listed(counts.map(String))
    }); the axis begins at ${from}.`,
    alt: `Dot chart. ${spoken.join("; ")}.`,
  });
}
