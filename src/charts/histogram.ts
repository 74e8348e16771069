import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { binMarks, binRows, type Bins, countIntoBins } from "./bins.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { axis, axisAt, brief, heading, linesAtY, logTicks } from "./marks.ts";
import { labelled, plotPanel, stack } from "./panel.ts";
import { median } from "./quantiles.ts";
import { checkRows, distinct } from "./rows.ts";
import { splitsWithCounts } from "./words.ts";

/** One value of one image; null where an image has none, which is left out. */
export type HistogramRow = {
  readonly split: string;
  readonly value: number | null;
};

export interface HistogramOptions extends Bins {
  readonly title: string;
  /** Label of the axis, with the unit. */
  readonly label: string;
  /** The same for a table's columns, without what is about the axis; by default `label`. */
  readonly quantity?: string;
  /** What one value is, for the caption: "The fraction of ... in each image". */
  readonly what: string;
  /** How the median is written. */
  readonly format?: (value: number) => string;
  /** What is counted, in the plural; by default `"images"`. */
  readonly of?: string;
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
  const { format = String, label, title, what, log = false, of = "images" } = options;
  const { quantity = label } = options;
  const [from, to] = options.domain;
  const axisX = (label: string | null) =>
    log ? axisAt(logTicks(from, to), label) : Plot.axisX(axis(label));
  const splits = distinct(known.map((row) => row.split)).map((split) => {
    const values = known.filter((row) => row.split === split).map((row) => row.value!);
    return {
      split,
      values,
      median: median(values),
      bins: countIntoBins(values, options),
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
      x: { type: log ? "log" : "linear", domain: [from, to], axis: null },
      y: { domain: [0, highest * 1.05], ticks: 4, label: null },
      marks: [
        linesAtY(4),
        ...binMarks(bins, { series: index, dashed: median }),
        axisX(index === splits.length - 1 ? label : null),
        heading(`${split} (n = ${brief(values.length)}), median ${format(median)}`),
      ],
    })
  );
  const left = rows.length - known.length;
  const counts = new Map(
    splits.map(({ split, values }) => [split, values.length]),
  );
  return figure({
    title,
    panels: [labelled(stack(panels), `% of the ${of}`)],
    data: splits.flatMap(({ split, bins }) =>
      binRows(bins, quantity, of).map((row) => ({ split, ...row }))
    ),
    caption: `${what}, in percent of the ${of} of ${
      splitsWithCounts(counts)
    }; dashed: the median.${left > 0 ? ` ${left} without a value left out.` : ""}`,
    alt: `Histogram. ${
      splits.map(({ split, median }) => `Median of ${split}: ${format(median)}`)
        .join("; ")
    }.`,
  });
}
