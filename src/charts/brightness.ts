import type { Chart } from "../base/mod.ts";
import { histogramChart } from "./histogram.ts";
import { checkRows } from "./rows.ts";

/** The largest value of one image, and its bits a channel. */
export type BrightnessRow = {
  readonly split: string;
  readonly brightest: number;
  readonly depth: number;
};

/**
 * Histogram: the brightest value of each image, by split. Many microscopy images
 * use a small part of the range and look black until they are stretched.
 *
 * @param rows one an image, such as `exploreSamples()` gives; where 8 and 16 bit
 *   are mixed, the values are drawn in percent of the range
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { brightnessChart } from "#karyon";
 * const chart = brightnessChart([{ split: "train", brightest: 61, depth: 8 }]);
 * if (!chart.svg.includes("median 61")) throw new Error();
 * ```
 */
export function brightnessChart(rows: readonly BrightnessRow[]): Chart {
  checkRows("brightnessChart", rows, {
    split: "string",
    brightest: "number",
    depth: "number",
  });
  const depth = rows[0]!.depth;
  const mixed = rows.some((row) => row.depth !== depth);
  const end = mixed ? 100 : 2 ** depth;
  return histogramChart(
    rows.map(({ split, brightest, depth }) => ({
      split,
      value: mixed ? 100 * brightest / (2 ** depth - 1) : brightest,
    })),
    {
      title: "How bright the images are",
      label: mixed
        ? "brightest value, % of the range"
        : `brightest value, 0..${end - 1} (${depth} bit)`,
      what: "The brightest value of each image over its colour channels",
      domain: [0, end],
      bins: mixed ? 20 : 32,
      format: (value) => mixed ? `${value.toFixed(0)} %` : `${Math.round(value)}`,
    },
    "brightnessChart",
  );
}
