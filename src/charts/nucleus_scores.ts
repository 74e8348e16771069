import type { Chart } from "../base/mod.ts";
import { figure } from "./figure.ts";
import { isSplit, nucleusScorePanel, PIECES, SORTS } from "./nucleus_score_panel.ts";
import { checkRows, distinct } from "./rows.ts";
import { listed, type Scope } from "./words.ts";

/** How well one model or method finds single nuclei, as `nucleusTable()` tells it. */
export type NucleusScoreRow = {
  readonly name: string;
  readonly what: "model" | "classical";
  readonly images: number;
  /** The contest's, 0..1, and the limits of its 95 % interval, where there is one. */
  readonly average_precision: number;
  readonly average_precision_low?: number | null;
  readonly average_precision_high?: number | null;
  /** With connected pieces in place of the model's own splitting. */
  readonly components_average_precision?: number | null;
};

/**
 * Dots: how well models and classical methods find single nuclei, the best first, with
 * 95 % intervals where they are known. Where a model tells touching nuclei apart, a
 * ring shows what connected pieces of the same mask would score.
 *
 * @param rows such as those of `nucleusTable()`, one a name
 * @param scope the `split` that `images` are of
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { nucleusScoresChart } from "#karyon";
 * const chart = nucleusScoresChart([
 *   { name: "otsu", what: "classical", images: 65, average_precision: 0.4 },
 *   {
 *     name: "karyon-small",
 *     what: "model",
 *     images: 65,
 *     average_precision: 0.5,
 *     components_average_precision: 0.45,
 *   },
 * ], { split: "stage1_test" });
 * if (!chart.alt.includes("karyon-small 0.500 (connected pieces 0.450)")) throw new Error();
 * ```
 */
export function nucleusScoresChart(
  rows: readonly NucleusScoreRow[],
  { split }: Pick<Scope, "split">,
  { title = "Single nuclei: models and classical methods" }: { title?: string } = {},
): Chart {
  const data = checkRows("nucleusScoresChart", rows, {
    name: "string",
    what: "string",
    images: "number",
    average_precision: "number",
    average_precision_low: "number?",
    average_precision_high: "number?",
    components_average_precision: "number?",
  });
  const sorted = rows.toSorted((a, b) => b.average_precision - a.average_precision);
  const sorts = Object.entries(SORTS).filter(([sort]) =>
    rows.some(({ what }) => what === sort)
  );
  const spoken = sorted.map((row) => {
    const pieces = isSplit(row)
      ? ` (connected pieces ${row.components_average_precision!.toFixed(3)})`
      : "";
    return `${row.name} ${row.average_precision.toFixed(3)}${pieces}`;
  });
  const n = listed(distinct(rows.map(({ images }) => String(images))));
  return figure({
    title,
    keys: [...sorts.map(([, key]) => key), ...(rows.some(isSplit) ? [PIECES] : [])],
    panels: [nucleusScorePanel(sorted)],
    data,
    caption:
      `Average precision of the contest (IoU 0.50 to 0.95), the mean over images of ${split} ` +
      `(n = ${n}), the best first; lines are 95 % intervals over images, where they are known${
        rows.some(isSplit)
          ? "; gray bands are what telling touching nuclei apart adds to connected pieces"
          : ""
      }.`,
    alt: `Dots, the best first: ${spoken.join("; ")}.`,
  });
}
