import type { Chart } from "../base/mod.ts";
import { histogramChart } from "./histogram.ts";
import { brief } from "./marks.ts";
import { extent } from "./quantiles.ts";
import { checkPositive, checkRows } from "./rows.ts";

/** The area of one nucleus in pixels. */
export type NucleusAreaRow = {
  readonly split: string;
  /** Pixels, 1 or more. */
  readonly area: number;
};

/**
 * Histogram on a logarithmic axis: how large the nuclei are, by split. A nucleus
 * counts once, so that images with many of them weigh more.
 *
 * @param rows one a nucleus, such as `exploreSet()` gives
 * @throws {InputError} if the table is empty, lacks a column, or an area is not above 0
 *
 * @example
 * ```ts
 * import { nucleusAreaChart } from "#karyon";
 * const chart = nucleusAreaChart([{ split: "train", area: 120 }]);
 * if (!chart.svg.includes("median 120 px")) throw new Error();
 * ```
 */
export function nucleusAreaChart(rows: readonly NucleusAreaRow[]): Chart {
  checkRows("nucleusAreaChart", rows, { split: "string", area: "number" });
  checkPositive("nucleusAreaChart", rows, ["area"]);
  const [least, most] = extent(rows.map((row) => row.area));
  const from = Math.max(1, least * 0.9);
  return histogramChart(
    rows.map(({ split, area }) => ({ split, value: area })),
    {
      title: "How large the nuclei are",
      label: "area of a nucleus in pixels, logarithmic",
      quantity: "area of a nucleus in pixels",
      what: "Area of each nucleus in pixels of its image",
      domain: [from, Math.max(most * 1.1, from * 10)],
      bins: 36,
      log: true,
      of: "nuclei",
      format: (value) => `${brief(value)} px`,
    },
    "nucleusAreaChart",
  );
}
