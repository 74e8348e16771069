import type { Chart } from "../base/mod.ts";
import { histogramChart } from "./histogram.ts";
import { checkRows } from "./rows.ts";

/** Mean gray of an image's nuclei minus that of its background; null without both. */
export type ContrastRow = {
  readonly split: string;
  /** Of the whole range, -1..1; negative where nuclei are darker. */
  readonly difference: number | null;
};

/**
 * Histogram: how much brighter the nuclei of each image are than its background,
 * by split; on the left of 0 are images with dark nuclei.
 *
 * @param rows one an image, such as `exploreSamples()` gives
 * @throws {InputError} if no image has nuclei and background, or a column is missing
 *
 * @example
 * ```ts
 * import { contrastChart } from "#karyon";
 * const chart = contrastChart([{ split: "train", difference: -0.25 }]);
 * if (!chart.svg.includes("median -25.0 %")) throw new Error();
 * ```
 */
export function contrastChart(rows: readonly ContrastRow[]): Chart {
  checkRows("contrastChart", rows, { split: "string", difference: "number?" });
  const values = rows.map(({ split, difference }) => ({
    split,
    value: difference === null ? null : 100 * difference,
  }));
  // Whole tenths, 0 always among them, so that no bin holds both signs.
  const known = values.map(({ value }) => value ?? 0);
  const from = Math.floor(Math.min(-10, ...known) / 10) * 10;
  const to = Math.ceil(Math.max(10, ...known) / 10) * 10;
  return histogramChart(values, {
    title: "Contrast between nuclei and background",
    label: "← nuclei darker · mean gray of nuclei minus background, % of the range · " +
      "nuclei brighter →",
    quantity: "mean gray of nuclei minus background, % of the range",
    what: "Mean gray of the nuclei minus that of the background of each image, in " +
      "percent of the range",
    domain: [from, to],
    bins: (to - from) / 2.5,
    format: (value) => `${value.toFixed(1)} %`,
  }, "contrastChart");
}
