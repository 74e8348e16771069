import { type Chart, InputError } from "../base/mod.ts";
import {
  DRIFT_COLUMNS,
  type DriftRow,
  imagesCompared,
  pairOf,
} from "./drift_overview.ts";
import { distances, factPanel } from "./drift_panel.ts";
import { factLabel } from "./fact_labels.ts";
import { figure, type Key } from "./figure.ts";
import { brief } from "./marks.ts";
import { INK, seriesColour } from "./palette.ts";
import { grid } from "./panel.ts";
import type { Ridge } from "./ridges.ts";
import { checkRows, distinct } from "./rows.ts";
import { splitsWithCounts, textWidth } from "./words.ts";

/** One image's facts by name. */
export type FactsRow = {
  readonly split: string;
  readonly [fact: string]: string | number | boolean | null;
};

/**
 * Drift, fact by fact: how the values spread in each set, one above the other on
 * one axis, with the middle half, the median and the distance D between the sets.
 *
 * @param facts one row an image, such as `exploreSamples()` gives
 * @param drift from `factDrift()`: the facts to draw, in this order
 * @throws {InputError} if a table is empty or lacks a column, or a fact is no number
 *   in any image
 *
 * @example
 * ```ts
 * import { driftChart } from "#karyon";
 * const facts = [
 *   { split: "train", gray: 0.1 }, { split: "train", gray: 0.2 },
 *   { split: "test", gray: 0.3 }, { split: "test", gray: 0.5 },
 * ];
 * const chart = driftChart(facts, [{
 *   fact: "gray", from: "train", to: "test", from_images: 2, to_images: 2,
 *   from_median: 0.15, to_median: 0.4, d: 1, p: 0.33,
 * }]);
 * if (!chart.svg.includes("D = 1.00")) throw new Error();
 * ```
 */
export function driftChart(
  facts: readonly FactsRow[],
  drift: readonly DriftRow[],
  { title = "What differs between the sets" }: { title?: string } = {},
): Chart {
  checkRows("driftChart", facts, { split: "string" });
  const data = checkRows("driftChart", drift, DRIFT_COLUMNS);
  const splits = distinct(drift.flatMap(({ from, to }) => [from, to]));
  const names = distinct(drift.map(({ fact }) => fact));
  const bySplit = Map.groupBy(facts, (row) => row.split);
  const own = (fact: string) => drift.filter((row) => row.fact === fact);
  const margins = {
    left: Math.min(
      110,
      16 + Math.round(Math.max(...splits.map((split) => textWidth(split, 11)))),
    ),
    lines: Math.max(...names.map((fact) => distances(own(fact)).length)),
  };
  const panels = names.map((fact) => {
    const ridges = splits.map((split, index): Ridge => {
      const values = (bySplit.get(split) ?? []).map((row) => row[fact])
        .filter((value) => typeof value === "number" && Number.isFinite(value));
      if (values.length === 0) {
        throw new InputError(
          `driftChart: Expected the column "${fact}" with a finite number in an image of "${split}" but found none`,
        );
      }
      return { split, values: values as number[], colour: seriesColour(index) };
    });
    return factPanel(fact, ridges, own(fact), margins);
  });
  const keys: Key[] = [
    { label: "median", colour: INK, shape: "ring" },
    { label: "middle half of the images", colour: INK, shape: "line" },
  ];
  return figure({
    title,
    keys,
    panels: [grid(panels, Math.min(2, panels.length))],
    data,
    caption: `How each fact spreads over the images of ${
      splitsWithCounts(imagesCompared(drift))
    }, all ridges of one height, medians at the right; D: Kolmogorov-Smirnov distance, 0..1.`,
    alt: `Ridges. ${
      drift.map((row) =>
        `${factLabel(row.fact).name}, ${pairOf(row)}: median ${
          brief(row.from_median)
        } to ${brief(row.to_median)}, D ${row.d.toFixed(2)}`
      ).join("; ")
    }.`,
  });
}
