import type { Chart } from "../base/mod.ts";
import { histogramChart } from "./histogram.ts";
import { checkRows } from "./rows.ts";

/** The share of an image's nuclei that touch another, 0..1; null without a nucleus. */
export type TouchingRow = {
  readonly split: string;
  readonly touching: number | null;
};

/**
 * Histogram: which part of each image's nuclei touch another one, by split. Those
 * are what a mask alone cannot keep apart.
 *
 * @param rows one an image, such as `exploreSamples()` gives
 * @throws {InputError} if no image has nuclei or a column is missing
 *
 * @example
 * ```ts
 * import { touchingChart } from "#karyon";
 * const chart = touchingChart([{ split: "train", touching: 0.25 }]);
 * if (!chart.svg.includes("median 25.0 %")) throw new Error();
 * ```
 */
export function touchingChart(rows: readonly TouchingRow[]): Chart {
  checkRows("touchingChart", rows, { split: "string", touching: "number?" });
  return histogramChart(
    rows.map(({ split, touching }) => ({
      split,
      value: touching === null ? null : 100 * touching,
    })),
    {
      title: "How many nuclei touch another one",
      label: "touching nuclei, % of the image's nuclei",
      what: "Nuclei that touch another one as a share of each image's nuclei",
      domain: [0, 100],
      bins: 20,
      format: (value) => `${value.toFixed(1)} %`,
    },
    "touchingChart",
  );
}
