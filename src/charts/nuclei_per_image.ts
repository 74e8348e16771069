import type { Chart } from "../base/mod.ts";
import { histogramChart } from "./histogram.ts";
import { brief } from "./marks.ts";
import { checkRows } from "./rows.ts";

/** How many nuclei one image has; null without labels. */
export type NucleiRow = {
  readonly split: string;
  readonly nuclei: number | null;
};

/**
 * Histogram on a logarithmic axis: how many nuclei an image has, by split.
 *
 * @param rows one an image, such as `exploreSamples()` gives
 * @throws {InputError} if no image has labels or a column is missing
 *
 * @example
 * ```ts
 * import { nucleiPerImageChart } from "#karyon";
 * const chart = nucleiPerImageChart([{ split: "train", nuclei: 27 }]);
 * if (!chart.svg.includes("median 27")) throw new Error();
 * ```
 */
export function nucleiPerImageChart(rows: readonly NucleiRow[]): Chart {
  checkRows("nucleiPerImageChart", rows, { split: "string", nuclei: "number?" });
  const most = Math.max(10, ...rows.map(({ nuclei }) => nuclei ?? 0));
  const none = rows.filter(({ nuclei }) => nuclei === 0).length;
  return histogramChart(
    rows.map(({ split, nuclei }) => ({ split, value: nuclei })),
    {
      title: "Nuclei in an image",
      label: "nuclei in the image, logarithmic",
      quantity: "nuclei in the image",
      what: `Nuclei in each image${
        none > 0 ? ` (${none} without any at the left edge)` : ""
      }`,
      domain: [1, most * 1.1],
      bins: 24,
      log: true,
      format: brief,
    },
    "nucleiPerImageChart",
  );
}
