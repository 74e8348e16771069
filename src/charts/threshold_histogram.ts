import * as Plot from "@observablehq/plot";
import { type Chart, InputError } from "../base/mod.ts";
import { binMarks, binRows, type Bins, countIntoBins } from "./bins.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { axis, heading, linesAtY } from "./marks.ts";
import { labelled, plotPanel, stack } from "./panel.ts";
import { listed, plural } from "./words.ts";

/** The values of one image, and where they are parted. */
export interface ThresholdedValues {
  readonly title: string;
  /** 0..1, one a pixel. */
  readonly values: ArrayLike<number>;
  /** 0..1: above it lies nucleus. */
  readonly threshold: number;
}

export interface ThresholdHistogramOptions {
  /** What a value is, with its range, for the axis. */
  readonly label: string;
  /** Name of the split that the images are from. */
  readonly split: string;
  readonly title?: string;
}

const BINS: Bins = { domain: [0, 1], bins: 32 };

/** @throws {InputError} if there is nothing to draw, or a value lies outside of 0..1 */
function check(items: readonly ThresholdedValues[]): void {
  if (items.length === 0) {
    throw new InputError(
      "thresholdHistogramChart: Expected images with values and a threshold but found none",
    );
  }
  for (const { title, values, threshold } of items) {
    const all = [threshold, ...Array.from(values)];
    const odd = all.find((value) => !(value >= 0 && value <= 1));
    if (odd === undefined && values.length > 0) continue;
    throw new InputError(
      `thresholdHistogramChart: Expected "${title}" to have a threshold and values in 0..1 but found ${
        odd ?? "no value"
      }`,
    );
  }
}

/**
 * How often each value occurs in an image, with the threshold that parts nucleus from
 * background: one image above the other. Heights grow with the root of the share, since
 * background would leave nothing to see of few nuclei.
 *
 * @throws {InputError} if there is no image, or a value or threshold outside of 0..1
 *
 * @example
 * ```ts
 * import { thresholdHistogramChart } from "#karyon";
 * const chart = thresholdHistogramChart(
 *   [{ title: "a", values: [0.1, 0.2, 0.2, 0.9], threshold: 0.5 }],
 *   { label: "brightness, 0..1", split: "test" },
 * );
 * if (!chart.alt.includes("a: threshold 0.50, 25.0 % above")) throw new Error(chart.alt);
 * ```
 */
export function thresholdHistogramChart(
  items: readonly ThresholdedValues[],
  { label, split, title = "Values and their threshold" }: ThresholdHistogramOptions,
): Chart {
  check(items);
  const drawn = items.map(({ title, values, threshold }) => {
    let above = 0;
    for (let i = 0; i < values.length; i++) above += values[i]! > threshold ? 1 : 0;
    const share = (100 * above / values.length).toFixed(1);
    return {
      image: title,
      bins: countIntoBins(values, BINS),
      threshold,
      words: `${title}: threshold ${threshold.toFixed(2)}, ${share} % above`,
    };
  });
  const highest = Math.max(...drawn.flatMap(({ bins }) => bins.map((bin) => bin.share)));
  const ticks = [1, 5, 20, 40, 60, 80, 100].filter((tick) => tick <= highest);
  const panels = drawn.map(({ bins, threshold, words }, index) => {
    const isLast = index === drawn.length - 1;
    return plotPanel({
      width: INNER_WIDTH,
      height: isLast ? 190 : 168,
      marginLeft: 52,
      marginRight: 20,
      marginTop: 28,
      marginBottom: isLast ? 42 : 30,
      x: { domain: [0, 1], axis: null },
      y: { type: "sqrt", domain: [0, 1.05 * highest], ticks, label: null },
      marks: [
        linesAtY(ticks),
        ...binMarks(bins, { series: index, dashed: threshold }),
        Plot.axisX(axis(isLast ? label : null)),
        heading(words),
      ],
    });
  });
  return figure({
    title,
    panels: [labelled(stack(panels), "% of the pixels (root scale)")],
    data: drawn.flatMap(({ image, bins, threshold }) =>
      binRows(bins, label, "pixels").map((row) => ({ image, ...row, threshold }))
    ),
    caption: `${title}: ${listed(items.map((item) => item.title))}; ${split} (n = ${
      plural(items.length, "image")
    }). Dashed: the threshold. Heights grow with the root of the share.`,
    alt: `Histogram. ${drawn.map(({ words }) => words).join("; ")}.`,
  });
}
