import type { Chart } from "../base/mod.ts";
import { histogramChart } from "./histogram.ts";
import { checkRows } from "./rows.ts";

/** The share of nucleus pixels of one image, 0..1; null without a mask. */
export type ForegroundRow = {
  readonly split: string;
  readonly foreground: number | null;
};

/**
 * Histogram: which part of each image is nucleus, by split.
 *
 * @param rows one an image, such as `exploreSamples()` gives
 * @throws {InputError} if no image has a mask or a column is missing
 *
 * @example
 * ```ts
 * import { foregroundChart } from "#karyon";
 * const chart = foregroundChart([{ split: "train", foreground: 0.14 }]);
 * if (!chart.svg.includes("median 14.0 %")) throw new Error();
 * ```
 */
export function foregroundChart(rows: readonly ForegroundRow[]): Chart {
  checkRows("foregroundChart", rows, {
    split: "string",
    foreground: "number?",
  });
  const values = rows.map(({ split, foreground }) => ({
    split,
    value: foreground === null ? null : 100 * foreground,
  }));
  const most = Math.max(10, ...values.map(({ value }) => value ?? 0));
  const to = Math.ceil(most / 10) * 10;
  return histogramChart(values, {
    title: "How much of each image is nucleus",
    label: "nucleus pixels, % of the image",
    what: "Nucleus pixels as a share of each image's pixels",
    domain: [0, to],
    bins: to / 2.5,
    format: (value) => `${value.toFixed(1)} %`,
  }, "foregroundChart");
}
