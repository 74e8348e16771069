import * as Plot from "@observablehq/plot";
import { type Chart, InputError } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, brief, linesAtX } from "./marks.ts";
import { GRID, INK, seriesColour, seriesSymbol } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";
import { shorten, splitsWithCounts, textWidth } from "./words.ts";

/** The share that a category has of a set. */
export type CategoryShareRow = {
  /** What the categories are of, such as `look`. */
  readonly fact: string;
  readonly category: string;
  readonly split: string;
  readonly images: number;
  /** 0..1, of the split's images with a category. */
  readonly share: number;
};

const BAND = 20;

/**
 * Which share of each set a category has: a dot a set, of its own shape, joined by
 * a line; the categories that change most stand first.
 *
 * @param rows from `categoryShares()`, of one fact; a missing row is 0
 * @throws {InputError} if the table is empty, lacks a column or has several facts
 *
 * @example
 * ```ts
 * import { categorySharesChart } from "#karyon";
 * const row = { fact: "look", category: "purple on yellow" };
 * const chart = categorySharesChart([
 *   { ...row, split: "train", images: 0, share: 0 },
 *   { ...row, split: "test", images: 8, share: 0.123 },
 * ]);
 * if (!chart.alt.includes("purple on yellow: train 0 %, test 12.3 %")) throw new Error();
 * ```
 */
export function categorySharesChart(
  rows: readonly CategoryShareRow[],
  { title = "Kinds of image, set by set" }: { title?: string } = {},
): Chart {
  const data = checkRows("categorySharesChart", rows, {
    fact: "string",
    category: "string",
    split: "string",
    images: "number",
    share: "number",
  });
  const facts = distinct(rows.map((row) => row.fact));
  if (facts.length > 1) {
    throw new InputError(
      `categorySharesChart: Expected one "fact" but found ${
        facts.map((fact) => `"${fact}"`).join(", ")
      }`,
    );
  }
  const splits = distinct(rows.map((row) => row.split));
  const counts = new Map(splits.map((split) => [
    split,
    rows.filter((row) => row.split === split).reduce((sum, row) => sum + row.images, 0),
  ]));
  const categories = [...Map.groupBy(rows, (row) => row.category)]
    .map(([category, own]) => {
      const shares = splits.map((split) => {
        const row = own.find((row) => row.split === split);
        return { split, percent: 100 * (row?.share ?? 0), images: row?.images ?? 0 };
      });
      const percents = shares.map(({ percent }) => percent);
      const [least, most] = [Math.min(...percents), Math.max(...percents)];
      return { category, shares, least, most };
    })
    .sort((a, b) => b.most - b.least - (a.most - a.least));
  const lines = categories.flatMap(({ category, shares }) =>
    shares.map((share, index) => ({ ...share, category, index }))
  );
  type Line = typeof lines[number];
  const keyOf = (line: Line) => `${line.category}\n${line.index}`;
  const labels = Math.min(
    210,
    24 + Math.round(Math.max(...categories.map((c) => textWidth(c.category, 12)))),
  );
  const middle = Math.floor((splits.length - 1) / 2);
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 54 + lines.length * BAND,
    marginLeft: labels,
    marginRight: 150,
    marginTop: 8,
    marginBottom: 44,
    x: { domain: [0, 100], ...axis("% of the set's images") },
    y: { type: "band", domain: lines.map(keyOf), axis: null },
    marks: [
      linesAtX(10),
      Plot.text(lines.filter(({ index }) => index === middle), {
        y: keyOf,
        frameAnchor: "left",
        textAnchor: "end",
        dx: -10,
        dy: splits.length % 2 === 0 ? BAND / 2 : 0,
        text: ({ category }: Line) => shorten(category, 12, labels - 16),
        fontSize: 12,
      }),
      // A line under each category but the last.
      Plot.ruleY(
        lines.filter(({ index }, at) =>
          index === splits.length - 1 && at < lines.length - 1
        ),
        { y: keyOf, dy: BAND / 2, stroke: GRID, insetLeft: -labels },
      ),
      Plot.ruleX([0]),
      Plot.ruleY(lines, { y: keyOf, x1: 0, x2: "percent", stroke: INK }),
      ...splits.map((_, index) =>
        Plot.dot(lines.filter((line) => line.index === index), {
          x: "percent",
          y: keyOf,
          symbol: seriesSymbol(index),
          fill: seriesColour(index),
          r: 5,
        })
      ),
      Plot.text(lines, {
        x: "percent",
        y: keyOf,
        text: ({ split, percent, images }: Line) =>
          `${brief(Number(percent.toFixed(1)))} % (${images}), ${split}`,
        textAnchor: "start",
        dx: 10,
        fontSize: 12,
        stroke: "#ffffff",
        fill: INK,
      }),
    ],
  });
  const keys = splits.map((split, index): Key => ({
    label: `${split} (n = ${counts.get(split)})`,
    colour: seriesColour(index),
    shape: seriesSymbol(index),
  }));
  return figure({
    title,
    keys,
    panels: [panel],
    data,
    caption: `Share of the images of each set, ${
      splitsWithCounts(counts)
    }; what changes most comes first.`,
    alt: `Dots. ${
      categories.map(({ category, shares }) =>
        `${category}: ${
          shares.map(({ split, percent }) =>
            `${split} ${brief(Number(percent.toFixed(1)))} %`
          ).join(", ")
        }`
      ).join("; ")
    }.`,
  });
}
