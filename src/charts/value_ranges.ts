import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, linesAtX } from "./marks.ts";
import { INK, seriesColour } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";
import { plural, splitsWithCounts } from "./words.ts";

/** The values that the images of one split and bit depth hold, in the depth's unit. */
export type ValueRangeRow = {
  readonly split: string;
  /** Bits a channel. */
  readonly depth: number;
  readonly images: number;
  /** The smallest value of any image. */
  readonly smallest: number;
  /** Between these most values of the middle image lie. */
  readonly low: number;
  readonly high: number;
  /** The largest value of the middle image. */
  readonly typical_brightest: number;
  /** The largest value of any image. */
  readonly brightest: number;
};

const LABELS = 190;

/**
 * Which part of what their bit depth can hold the images use: a thin line from
 * the smallest to the largest value of any image, a bar over what the middle image
 * uses, a diamond at its largest value.
 *
 * @param rows from `valueRanges()`, one a split and depth
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { valueRangeChart } from "#karyon";
 * const chart = valueRangeChart([{
 *   split: "train", depth: 8, images: 670, smallest: 0, low: 4, high: 61,
 *   typical_brightest: 80, brightest: 255,
 * }]);
 * if (!chart.svg.includes("8 bit, 0..255")) throw new Error();
 * ```
 */
export function valueRangeChart(
  rows: readonly ValueRangeRow[],
  { title = "Bit depth and range of values" }: { title?: string } = {},
): Chart {
  const data = checkRows("valueRangeChart", rows, {
    split: "string",
    depth: "number",
    images: "number",
    smallest: "number",
    low: "number",
    high: "number",
    typical_brightest: "number",
    brightest: "number",
  });
  const splits = distinct(rows.map((row) => row.split));
  const lines = rows.map((row) => {
    const most = 2 ** row.depth - 1;
    const percent = (value: number) => 100 * value / most;
    return {
      key: `${row.split}\n${row.depth}`,
      name: `${row.split} (n = ${row.images})`,
      unit: `${row.depth} bit, 0..${most}`,
      colour: seriesColour(splits.indexOf(row.split)),
      smallest: percent(row.smallest),
      low: percent(row.low),
      high: percent(row.high),
      typical: percent(row.typical_brightest),
      brightest: percent(row.brightest),
      values: `${row.smallest} … ${Math.round(row.low)}–${
        Math.round(row.high)
      } … ${row.brightest}, middle image's largest ${Math.round(row.typical_brightest)}`,
    };
  });
  const y = { y: "key" };
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 48 + lines.length * 58,
    marginLeft: LABELS,
    marginRight: 22,
    marginTop: 6,
    marginBottom: 42,
    x: { domain: [0, 100], ...axis("% of what the bit depth can hold") },
    y: { type: "band", domain: lines.map(({ key }) => key), axis: null },
    marks: [
      linesAtX(10),
      Plot.text(lines, {
        ...y,
        frameAnchor: "left",
        text: "name",
        textAnchor: "start",
        dx: 10 - LABELS,
        dy: -8,
        fontSize: 12,
        fontWeight: "bold",
      }),
      Plot.text(lines, {
        ...y,
        frameAnchor: "left",
        text: "unit",
        textAnchor: "start",
        dx: 10 - LABELS,
        dy: 8,
        fontSize: 12,
      }),
      Plot.ruleY(lines, { ...y, x1: "smallest", x2: "brightest", stroke: INK }),
      Plot.tickX(lines, { ...y, x: "smallest", stroke: INK, inset: 20 }),
      Plot.tickX(lines, { ...y, x: "brightest", stroke: INK, inset: 20 }),
      Plot.barX(lines, { ...y, x1: "low", x2: "high", fill: "colour", inset: 22 }),
      Plot.dot(lines, {
        ...y,
        x: "typical",
        symbol: "diamond",
        fill: "#ffffff",
        stroke: INK,
        strokeWidth: 1.5,
        r: 5,
      }),
      Plot.text(lines, {
        ...y,
        frameAnchor: "left",
        text: "values",
        textAnchor: "start",
        dx: 4,
        dy: 20,
        fontSize: 11,
      }),
    ],
  });
  const keys: Key[] = [
    { label: "smallest to largest of any image", colour: INK, shape: "line" },
    {
      label: "0.5th to 99.8th percentile, median over images",
      colour: INK,
      shape: "box",
    },
    { label: "largest value, median over images", colour: INK, shape: "diamond" },
  ];
  const images = new Map(splits.map((split) => [
    split,
    rows.filter((row) => row.split === split).reduce((sum, row) => sum + row.images, 0),
  ]));
  return figure({
    title,
    keys,
    panels: [panel],
    data,
    caption: `Values of the colour channels as the files store them, ${
      splitsWithCounts(images)
    }; bars are medians over images.`,
    alt: `Ranges. ${
      lines.map((line, index) =>
        `${line.name}, ${line.unit}: ${line.values}, ${
          plural(rows[index]!.images, "image")
        }`
      ).join("; ")
    }.`,
  });
}
