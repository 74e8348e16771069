import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { GRID, INK, seriesColour } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";
import { splitsWithCounts } from "./words.ts";

/** One value of one image; null where an image has none, which is left out. */
export type HistogramRow = {
  readonly split: string;
  readonly value: number | null;
};

export interface HistogramOptions {
  readonly title: string;
  /** Label of the axis, with the unit. */
  readonly label: string;
  /** What one value is, for the caption: "The fraction of ... in each image". */
  readonly what: string;
  /** From and to, in the values' unit; what lies outside counts in the last bin. */
  readonly domain: readonly [number, number];
  /** Number of bins, 1 or more. */
  readonly bins: number;
  /** How the median is written. */
  readonly format?: (value: number) => string;
}

/** The middle value; of an even number, the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.floor(half)]! + sorted[Math.ceil(half) - 1]!) / 2;
}

/** Per bin its edges and the share of the values in percent. */
function shares(
  values: readonly number[],
  { domain: [from, to], bins }: HistogramOptions,
): { x1: number; x2: number; share: number }[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.floor((value - from) / (to - from) * bins);
    counts[Math.min(bins - 1, Math.max(0, bin))]! += 1;
  }
  const width = (to - from) / bins;
  return counts.map((count, bin) => ({
    x1: from + bin * width,
    x2: from + (bin + 1) * width,
    share: 100 * count / values.length,
  }));
}

/**
 * Histogram by split, one above the other, in percent of the split's images, so
 * that splits of different size compare; the median is marked.
 *
 * @param rows one value an image
 * @throws {InputError} if no row has a value or a column is missing
 *
 * @example
 * ```ts
 * import { histogramChart } from "#karyon";
 * const chart = histogramChart(
 *   [{ split: "train", value: 3 }, { split: "train", value: 5 }],
 *   { title: "Nuclei", label: "nuclei", what: "Nuclei", domain: [0, 10], bins: 5 },
 * );
 * if (!chart.svg.includes("median 4")) throw new Error();
 * ```
 */
export function histogramChart(
  rows: readonly HistogramRow[],
  options: HistogramOptions,
  name = "histogramChart",
): Chart {
  const known = rows.filter((row) => row.value !== null);
  checkRows(name, known, { split: "string", value: "number" });
  const { format = String, label, title, what } = options;
  const splits = distinct(known.map((row) => row.split)).map((split) => {
    const values = known.filter((row) => row.split === split).map((row) => row.value!);
    return {
      split,
      values,
      median: median(values),
      bins: shares(values, options),
    };
  });
  const highest = Math.max(
    ...splits.flatMap(({ bins }) => bins.map((bin) => bin.share)),
  );
  const panels = splits.map(({ split, values, median, bins }, index) =>
    plotPanel({
      width: INNER_WIDTH,
      height: index === splits.length - 1 ? 194 : 172,
      marginLeft: 52,
      marginRight: 20,
      marginTop: 28,
      marginBottom: index === splits.length - 1 ? 42 : 30,
      x: { domain: [...options.domain], axis: null },
      y: { domain: [0, highest * 1.05], ticks: 4, label: null, grid: true },
      marks: [
        Plot.gridY({ ticks: 4, stroke: GRID, strokeOpacity: 1 }),
        Plot.rectY(bins, {
          x1: "x1",
          x2: "x2",
          y: "share",
          fill: seriesColour(index),
          insetLeft: 0.5,
          insetRight: 0.5,
        }),
        Plot.ruleY([0]),
        Plot.ruleX([median], {
          stroke: INK,
          strokeWidth: 1.5,
          strokeDasharray: "4 3",
        }),
        index === splits.length - 1
          ? Plot.axisX({ label, labelArrow: "none", labelAnchor: "center" })
          : Plot.axisX({ label: null, tickFormat: null }),
        Plot.text(
          [`${split} (n = ${values.length}), median ${format(median)}`],
          {
            frameAnchor: "top-left",
            dy: -20,
            fontSize: 13,
            fontWeight: "bold",
          },
        ),
      ],
    })
  );
  const left = rows.length - known.length;
  const counts = new Map(
    splits.map(({ split, values }) => [split, values.length]),
  );
  return figure({
    title,
    panels: [stacked(panels, "% of the images")],
    caption: `${what}, in percent of the images of ${
      splitsWithCounts(counts)
    }; dashed: the median.${left > 0 ? ` ${left} without a value left out.` : ""}`,
    alt: `Histogram. ${
      splits.map(({ split, median }) => `Median of ${split}: ${format(median)}`)
        .join("; ")
    }.`,
  });
}

/** Panels one above the other, with one label for all their y axes. */
function stacked(panels: readonly Panel[], label: string): Panel {
  let y = 0;
  const parts = panels.map((panel) => {
    const part = `<g transform="translate(0,${y})">${panel.markup}</g>`;
    y += panel.height;
    return part;
  });
  parts.push(
    `<text transform="translate(10,${
      y / 2
    }) rotate(-90)" font-size="11" text-anchor="middle">${label}</text>`,
  );
  return { markup: parts.join(""), width: panels[0]!.width, height: y };
}
