import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { lineNames, namesWidth } from "./line_names.ts";
import { axis, brief, linesAtX } from "./marks.ts";
import { INK, seriesColour } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { checkRows } from "./rows.ts";
import type { Scope } from "./words.ts";

/** What one choice, or one part of a network, costs. */
export type CostRow = {
  readonly name: string;
  /** At least 0. */
  readonly value: number;
  /** Stands out: another colour, and a ring at the end of the bar. */
  readonly marked?: boolean;
};

/** What bars are about. */
export interface CostBarsOptions extends Scope {
  readonly title: string;
  /** Label of the axis, with the unit. */
  readonly label: string;
  /** A dashed line that bars are compared with. */
  readonly reference?: { readonly value: number; readonly words: string };
  /** What a marked row is, for the legend. */
  readonly marked?: string;
  /** Lengths grow with the root, where one bar would leave nothing of the others. */
  readonly root?: boolean;
  /** How a value is written at the end of its bar. */
  readonly format?: (value: number) => string;
}

/** The legend: what the ring and the dashed line mean, where there are any. */
function keysOf({ marked, reference }: CostBarsOptions): Key[] {
  return [
    ...(marked ? [{ label: marked, colour: INK, shape: "ring" as const }] : []),
    ...(reference
      ? [{ label: reference.words, colour: INK, shape: "dashes" as const }]
      : []),
  ];
}

/**
 * Horizontal bars of one cost, such as time or changed pixels: how choices, or the parts
 * of a network, compare.
 *
 * @param rows drawn from top to bottom in this order; each name once
 * @param options `n` images of `split`, and the `metric` for the caption
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { costBarsChart } from "#karyon";
 * const chart = costBarsChart([
 *   { name: "float32", value: 1 },
 *   { name: "int8", value: 0.4, marked: true },
 * ], {
 *   title: "Time", label: "ratio", n: 12, split: "test", metric: "time to float32's",
 *   marked: "computed in 8 bit",
 * });
 * if (!chart.alt.includes("int8 0.4")) throw new Error(chart.alt);
 * ```
 */
export function costBarsChart(
  rows: readonly CostRow[],
  options: CostBarsOptions,
): Chart {
  checkRows("costBarsChart", rows, {
    name: "string",
    value: "number",
    marked: "boolean?",
  });
  const { title, label, n, split, metric, reference, root = false, format = brief } =
    options;
  const labels = namesWidth(rows.map(({ name }) => name), 230);
  const most = Math.max(...rows.map(({ value }) => value), reference?.value ?? 0);
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 60 + rows.length * 24,
    marginLeft: labels,
    marginRight: 72,
    marginTop: 8,
    marginBottom: 44,
    // A table of zeros still needs an axis.
    x: {
      type: root ? "sqrt" : "linear",
      domain: [0, most || 1],
      ...axis(label),
      ticks: 5,
    },
    y: { type: "band", domain: rows.map(({ name }) => name), axis: null, padding: 0.25 },
    marks: [
      linesAtX(5),
      lineNames(labels),
      Plot.barX(rows, {
        x: "value",
        y: "name",
        fill: ({ marked }: CostRow) => seriesColour(marked ? 1 : 0),
      }),
      ...(reference
        ? [Plot.ruleX([reference.value], { stroke: INK, strokeDasharray: "4 3" })]
        : []),
      Plot.dot(rows.filter(({ marked }) => marked), {
        x: "value",
        y: "name",
        r: 5,
        fill: "#ffffff",
        stroke: INK,
        strokeWidth: 2,
      }),
      Plot.text(rows, {
        x: "value",
        y: "name",
        text: ({ value }: CostRow) => format(value),
        textAnchor: "start",
        dx: 10,
        fontSize: 12,
        stroke: "#ffffff",
        strokeWidth: 4,
        fill: INK,
      }),
      Plot.ruleX([0]),
    ],
  });
  return figure({
    title,
    keys: keysOf(options),
    panels: [panel],
    data: rows.map(({ name, value, marked }) => ({
      name,
      [label]: value,
      ...(options.marked === undefined ? {} : { [options.marked]: marked ?? false }),
    })),
    caption: `${title}: ${metric}; ${split} (n = ${n}).${
      root ? " Lengths grow with the root of the value." : ""
    }`,
    alt: `${title}. ${
      rows.map(({ name, value }) => `${name} ${format(value)}`).join("; ")
    }.`,
  });
}
