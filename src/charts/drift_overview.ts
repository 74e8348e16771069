import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { factLabel } from "./fact_labels.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { lineNames, namesWidth } from "./line_names.ts";
import { axis, brief, linesAtX } from "./marks.ts";
import { FAINT, INK, seriesColour, seriesSymbol } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";
import { listed, splitsWithCounts } from "./words.ts";

/** How the values of one fact differ between two sets. */
export type DriftRow = {
  readonly fact: string;
  readonly from: string;
  readonly to: string;
  readonly from_images: number;
  readonly to_images: number;
  readonly from_median: number;
  readonly to_median: number;
  /** Largest distance of the two distribution functions, 0..1. */
  readonly d: number;
  /** How probable that is without a difference, 0..1. */
  readonly p: number;
};

/** What the charts of drift need of a row. */
export const DRIFT_COLUMNS = {
  fact: "string",
  from: "string",
  to: "string",
  from_images: "number",
  to_images: "number",
  from_median: "number",
  to_median: "number",
  d: "number",
  p: "number",
} as const;

export const pairOf = ({ from, to }: DriftRow) => `${from} → ${to}`;

/** The most images that any fact has a value of, by split. */
export function imagesCompared(rows: readonly DriftRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { from, to, from_images, to_images } of rows) {
    counts.set(from, Math.max(counts.get(from) ?? 0, from_images));
    counts.set(to, Math.max(counts.get(to) ?? 0, to_images));
  }
  return counts;
}

const UNSURE = 0.05;
const COLUMN = 128;
/** Height of a pair's dot in its fact's row. */
const LINE = 14;

/**
 * Dots: how far apart two sets are in every fact, the farthest first; hollow where
 * chance alone would explain it (p of 0.05 or more). Several pairs of sets differ
 * by shape.
 *
 * @param rows from `factDrift()`, one a fact and pair of sets
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { driftOverviewChart } from "#karyon";
 * const chart = driftOverviewChart([{
 *   fact: "gray", from: "train", to: "test", from_images: 670, to_images: 65,
 *   from_median: 0.12, to_median: 0.24, d: 0.31, p: 0.0001,
 * }]);
 * if (!chart.alt.includes("mean gray, 0..1: 0.31 (train → test)")) throw new Error();
 * ```
 */
export function driftOverviewChart(
  rows: readonly DriftRow[],
  { title = "How far the sets are apart" }: { title?: string } = {},
): Chart {
  const data = checkRows("driftOverviewChart", rows, DRIFT_COLUMNS);
  const pairs = distinct(rows.map(pairOf));
  const facts = [...Map.groupBy(rows, (row) => row.fact)]
    .map(([fact, own]) => ({ fact, most: Math.max(...own.map((row) => row.d)) }))
    .sort((a, b) => b.most - a.most);
  const names = facts.map(({ fact }) => factLabel(fact).name);
  const labels = namesWidth(names, 220);
  // Medians in a column a pair, as long as there is room for the dots.
  const columns = pairs.length <= 2 ? pairs : [];
  const right = 20 + columns.length * COLUMN;
  const y = { y: "fact" };
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 78 + facts.length * (9 + LINE * pairs.length),
    marginLeft: labels,
    marginRight: right,
    marginTop: 34,
    marginBottom: 44,
    x: { domain: [0, 1], ticks: 5, ...axis("Kolmogorov-Smirnov distance D, 0..1") },
    y: { type: "band", domain: facts.map(({ fact }) => fact), axis: null },
    marks: [
      linesAtX(5),
      lineNames(labels, (fact) => factLabel(fact).name),
      Plot.ruleY(facts, { ...y, x1: 0, x2: "most", stroke: FAINT, strokeWidth: 1 }),
      Plot.ruleX([0]),
      ...pairs.map((pair, index) =>
        Plot.dot(rows.filter((row) => pairOf(row) === pair), {
          ...y,
          x: "d",
          // One below the other, so that equal distances stay apart.
          dy: LINE * (index - (pairs.length - 1) / 2),
          symbol: seriesSymbol(index),
          fill: (row: DriftRow) => row.p < UNSURE ? seriesColour(index) : "#ffffff",
          stroke: seriesColour(index),
          strokeWidth: 2,
          r: 4.5,
        })
      ),
      ...columns.flatMap((pair, index) => {
        const dx = 20 + (index + 0.5) * COLUMN;
        const own = rows.filter((row) => pairOf(row) === pair);
        return [
          Plot.text([`medians\n${pair}`], {
            text: (head: string) => head,
            frameAnchor: "top-right",
            textAnchor: "middle",
            lineAnchor: "bottom",
            dx,
            dy: -4,
            fill: FAINT,
          }),
          Plot.text(own, {
            ...y,
            frameAnchor: "right",
            textAnchor: "middle",
            dx,
            fontSize: 12,
            text: (row: DriftRow) =>
              `${brief(row.from_median)} → ${brief(row.to_median)}`,
          }),
        ];
      }),
      ...(["start", "end"] as const).map((textAnchor) =>
        Plot.text(
          rows.filter(({ d }) =>
            pairs.length === 1 && (d > 0.85) === (textAnchor === "end")
          ),
          {
            ...y,
            x: "d",
            text: (row: DriftRow) => row.d.toFixed(2),
            textAnchor,
            dx: textAnchor === "end" ? -10 : 10,
            fontSize: 12,
            stroke: "#ffffff",
            fill: INK,
          },
        )
      ),
    ],
  });
  const keys: Key[] = [
    ...pairs.map((pair, index): Key => ({
      label: pair,
      colour: seriesColour(index),
      shape: seriesSymbol(index),
    })),
    { label: `hollow: p is ${UNSURE} or more`, colour: FAINT, shape: "ring" },
  ];
  return figure({
    title,
    keys,
    panels: [panel],
    data,
    caption: `Kolmogorov-Smirnov distance of each fact's values between sets (${
      listed(pairs)
    }), ${
      splitsWithCounts(imagesCompared(rows))
    }; hollow: could be chance (p ≥ ${UNSURE}).`,
    alt: `Dots. ${
      facts.flatMap(({ fact }) =>
        rows.filter((row) => row.fact === fact).map((row) =>
          `${factLabel(fact).name}: ${row.d.toFixed(2)} (${pairOf(row)})`
        )
      ).join("; ")
    }.`,
  });
}
