import type { Chart } from "../base/mod.ts";
import { figure } from "./figure.ts";
import { brief } from "./marks.ts";
import { COSTS, scoreAndCostPanels, sortOf, SORTS } from "./model_score_panels.ts";
import { checkPositive, checkRows } from "./rows.ts";
import type { Scope } from "./words.ts";

/** One model: how good it is and what it costs. */
export type ModelScoreRow = {
  readonly model: string;
  /** 0..1. */
  readonly score: number;
  /** Limits of the score's 95 % interval, where there is one. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** The weights' file, 10^6 bytes. */
  readonly megabytes?: number | null;
  readonly ms_per_image?: number | null;
  /** `unseen`, or how the model knew the images; as `modelTable()` says. */
  readonly test_images?: string;
  /** Whether others published the score: drawn as a ring. */
  readonly published?: boolean;
};

/**
 * How good each model is, the best first, beside what it costs: dots with intervals,
 * and on logarithmic axes the megabytes and the time, where any model has them.
 *
 * @param scope `n` images of `split`, and the `metric` in `score`
 * @throws {InputError} if the table is empty or lacks a column, or a cost is not above 0
 *
 * @example
 * ```ts
 * import { modelScoresChart } from "#karyon";
 * const chart = modelScoresChart([
 *   { model: "unet", megabytes: 0.48, score: 0.73, low: 0.67, high: 0.78 },
 *   { model: "U-Net (case study)", megabytes: 28, score: 0.75, published: true },
 * ], { n: 65, split: "stage1_test", metric: "Foreground IoU" });
 * if (!chart.alt.includes("unet 0.730 [0.670, 0.780], 0.48 MB")) throw new Error();
 * ```
 */
export function modelScoresChart(
  rows: readonly ModelScoreRow[],
  { n, split, metric }: Scope,
  { title = "Models: quality and cost" }: { title?: string } = {},
): Chart {
  const data = checkRows("modelScoresChart", rows, {
    model: "string",
    score: "number",
    low: "number?",
    high: "number?",
    megabytes: "number?",
    ms_per_image: "number?",
    test_images: "string?",
    published: "boolean?",
  });
  const sorted = rows.toSorted((a, b) => b.score - a.score);
  const costs = COSTS.filter(({ name }) => rows.some((row) => row[name] != null));
  for (const { name } of costs) {
    checkPositive("modelScoresChart", rows.filter((row) => row[name] != null), [name]);
  }
  const spoken = sorted.map((row) => {
    const { model, score, low, high, published } = row;
    const limits = low == null || high == null
      ? ""
      : ` [${low.toFixed(3)}, ${high.toFixed(3)}]`;
    const figures = costs.filter(({ name }) => row[name] != null)
      .map(({ name, unit }) => `, ${brief(row[name]!)} ${unit}`);
    const origin = published ? " (published)" : "";
    return `${model} ${score.toFixed(3)}${limits}${figures.join("")}${origin}`;
  });
  return figure({
    title,
    keys: SORTS.filter((sort) => rows.some((row) => sortOf(row) === sort)),
    panels: scoreAndCostPanels(sorted, costs),
    data,
    caption: `${metric} on ${split} (n = ${n}), the best model first; bars are 95 % ` +
      `intervals over images, where they are known. The axis of the scores does not ` +
      `begin at 0${
        costs.length > 0 ? ", those of what a model costs are logarithmic" : ""
      }.`,
    alt: `Dots. ${spoken.join("; ")}.`,
  });
}
