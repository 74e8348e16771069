import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { namesWidth } from "./line_names.ts";
import { axis, linesAtX } from "./marks.ts";
import { INK, seriesColour, seriesSymbol } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { extent } from "./quantiles.ts";
import { checkRows, distinct } from "./rows.ts";
import type { Scope } from "./words.ts";

/** A model in one format. */
export type FormatLossRow = {
  readonly model: string;
  readonly format: string;
  /** Its score less that of the same model in float32. */
  readonly change: number;
};

/** Wide enough that a difference in the fifth digit does not fill the panel. */
const LEAST = 0.002;

/**
 * How far each format moves the score of each model: a line a model, a shape and a
 * colour a format, float32 in the middle.
 *
 * @param rows models from top to bottom in order of first appearance
 * @param scope `n` images of `split`, and the `metric` whose change it is
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { formatLossesChart } from "#karyon";
 * const chart = formatLossesChart([
 *   { model: "unet", format: "float16", change: 0 },
 *   { model: "unet", format: "int8", change: -0.003 },
 * ], { n: 65, split: "stage1_test", metric: "two-class Mean IoU" });
 * if (!chart.alt.includes("unet in int8, -0.0030")) throw new Error(chart.alt);
 * ```
 */
export function formatLossesChart(
  rows: readonly FormatLossRow[],
  { n, split, metric }: Scope,
): Chart {
  const data = checkRows("formatLossesChart", rows, {
    model: "string",
    format: "string",
    change: "number",
  });
  const models = distinct(rows.map(({ model }) => model));
  const formats = distinct(rows.map(({ format }) => format));
  const labels = namesWidth(models, 190);
  const [low, high] = extent(rows.map(({ change }) => change));
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 60 + models.length * 44,
    marginLeft: labels,
    marginRight: 24,
    marginTop: 8,
    marginBottom: 44,
    x: {
      domain: [Math.min(low, -LEAST), Math.max(high, LEAST)],
      inset: 8,
      ...axis(`change of ${metric}`),
      ticks: 6,
    },
    // A band a model, and in it a place a format, so that equal dots stay apart.
    y: { axis: null, domain: [-0.6, models.length - 0.4], reverse: true },
    marks: [
      linesAtX(6),
      Plot.axisY(models.map((_, at) => at), {
        label: null,
        tickSize: 0,
        fontSize: 12,
        text: (at: number) => models[at],
      }),
      Plot.ruleX([0], { stroke: INK, strokeDasharray: "4 3" }),
      ...formats.map((format, index) =>
        Plot.dot(rows.filter((row) => row.format === format), {
          x: "change",
          y: ({ model }: FormatLossRow) =>
            models.indexOf(model) + (index - (formats.length - 1) / 2) * 0.15,
          symbol: seriesSymbol(index),
          fill: seriesColour(index),
          r: 4.5,
        })
      ),
    ],
  });
  const worst = rows.reduce((most, row) => row.change < most.change ? row : most);
  return figure({
    title: "What each format costs each model",
    keys: [
      ...formats.map((label, index): Key => ({
        label,
        colour: seriesColour(index),
        shape: seriesSymbol(index),
      })),
      { label: "float32", colour: INK, shape: "dashes" },
    ],
    panels: [panel],
    data,
    caption: `Change of ${metric} against float32, a dot a model and format; left is ` +
      `worse; ${split} (n = ${n}).`,
    alt: `Dots of ${models.length} models in ${formats.join(", ")}; lowest: ` +
      `${worst.model} in ${worst.format}, ${worst.change.toFixed(4)}.`,
  });
}
