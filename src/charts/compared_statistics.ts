import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axisAt, brief, linesAtX } from "./marks.ts";
import { FAINT, INK, seriesColour } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { checkRows } from "./rows.ts";
import { plural, shorten, textWidth, wrap } from "./words.ts";

/** The same statistic of two sets. */
export type ComparedStatisticRow = {
  readonly statistic: string;
  readonly unit: string;
  /** How the images' values became one, such as `median`. */
  readonly summary: string;
  readonly first: number | null;
  readonly second: number | null;
  /** Second over first; null where it is not known. */
  readonly ratio: number | null;
};

/** A set by name, with its number of images. */
export interface NamedSet {
  readonly name: string;
  readonly n: number;
}

const COLUMN = 76;
const BAND = "#ececec";
/** "noise, median (share of range)"; a unit that begins with the summary says both. */
function nameOf({ statistic, summary, unit }: ComparedStatisticRow): string {
  const what = unit.startsWith(summary) ? unit : `${summary} (${unit})`;
  return `${statistic.replaceAll("_", " ")}, ${what}`;
}

/** Ratios beyond are drawn at the edge; their number says how large they are. */
const FARTHEST = 16;

/**
 * Two sets compared, statistic by statistic: the second's value over the first's
 * on a logarithmic axis, the band within a factor of two shaded, both values
 * beside it. A ratio outside the band is a diamond.
 *
 * @param rows from `compareStatistics()`
 * @param sets what was compared, in the order of the columns
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { comparedStatisticsChart } from "#karyon";
 * const chart = comparedStatisticsChart([
 *   { statistic: "nuclei", unit: "count", summary: "median", first: 27, second: 31,
 *     ratio: 31 / 27 },
 * ], { first: { name: "real", n: 670 }, second: { name: "synthetic", n: 100 } });
 * if (!chart.caption.includes("1 of 1 within a factor of two")) throw new Error();
 * ```
 */
export function comparedStatisticsChart(
  rows: readonly ComparedStatisticRow[],
  { first, second, title = `Side by side: ${second.name} over ${first.name}` }: {
    first: NamedSet;
    second: NamedSet;
    title?: string;
  },
): Chart {
  checkRows("comparedStatisticsChart", rows, {
    statistic: "string",
    unit: "string",
    summary: "string",
    first: "number?",
    second: "number?",
    ratio: "number?",
  });
  const lines = rows.map((row, index) => ({
    ...row,
    key: `${index}`,
    name: nameOf(row),
    place: row.ratio === null || row.ratio <= 0
      ? null
      : Math.min(FARTHEST, Math.max(1 / FARTHEST, row.ratio)),
    isNear: row.ratio !== null && row.ratio >= 0.5 && row.ratio <= 2,
  }));
  type Line = typeof lines[number];
  const drawn = lines.filter((line) => line.place !== null);
  const far = Math.max(
    4,
    ...drawn.map(({ place }) => 1.3 * Math.max(place!, 1 / place!)),
  );
  const ticks = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16]
    .filter((tick) => tick >= 1 / far && tick <= far);
  const labels = Math.min(
    290,
    20 + Math.round(Math.max(...lines.map(({ name }) => textWidth(name, 12)))),
  );
  const y = { y: "key" };
  const dot = { ...y, x: "place", r: 5 };
  const column = (set: NamedSet, index: 0 | 1) => {
    const dx = 8 + (index + 0.5) * COLUMN;
    return [
      Plot.text([wrap(set.name, 12, COLUMN - 6).join("\n")], {
        text: (name: string) => name,
        frameAnchor: "top-right",
        textAnchor: "middle",
        lineAnchor: "bottom",
        dx,
        dy: -6,
        fontSize: 12,
        fontWeight: "bold",
      }),
      Plot.text(lines, {
        ...y,
        frameAnchor: "right",
        textAnchor: "middle",
        dx,
        fontSize: 12,
        text: (line: Line) => {
          const value = index === 0 ? line.first : line.second;
          return value === null ? "not known" : brief(value);
        },
      }),
    ];
  };
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 82 + lines.length * 24,
    marginLeft: labels,
    marginRight: 8 + 2 * COLUMN,
    marginTop: 38,
    marginBottom: 44,
    x: {
      type: "log",
      domain: [1 / far, far],
      axis: null,
    },
    y: { type: "band", domain: lines.map(({ key }) => key), axis: null },
    marks: [
      Plot.rectX([{ x1: 0.5, x2: 2 }], { x1: "x1", x2: "x2", fill: BAND }),
      linesAtX(ticks),
      Plot.ruleX([0.5, 2], { stroke: FAINT, strokeDasharray: "4 3" }),
      Plot.ruleX([1], { stroke: INK }),
      axisAt(
        ticks,
        `${second.name} / ${first.name}, logarithmic`,
        (tick) => tick < 1 ? `1/${1 / tick}` : `${tick}`,
      ),
      Plot.axisY({
        label: null,
        tickSize: 0,
        fontSize: 12,
        tickFormat: (key: string) => shorten(lines[Number(key)]!.name, 12, labels - 14),
      }),
      Plot.dot(drawn.filter(({ isNear }) => isNear), { ...dot, fill: seriesColour(0) }),
      Plot.dot(drawn.filter(({ isNear }) => !isNear), {
        ...dot,
        symbol: "diamond",
        r: 6,
        fill: seriesColour(4),
        stroke: INK,
      }),
      ...drawn.map((line) => {
        // Within the band outward, beyond it inward: there is room.
        const isLeft = (line.place! > 1) !== line.isNear;
        return Plot.text([line], {
          ...y,
          x: "place",
          text: (line: Line) => brief(line.ratio!),
          textAnchor: isLeft ? "end" : "start",
          dx: isLeft ? -10 : 10,
          fontSize: 12,
          fontWeight: line.isNear ? 400 : 700,
          stroke: line.isNear ? BAND : "#ffffff",
          strokeWidth: 4,
          fill: INK,
        });
      }),
      Plot.text(lines.filter(({ place }) => place === null), {
        ...y,
        x: 1,
        text: () => "no ratio",
        textAnchor: "start",
        dx: 10,
        fontSize: 12,
        fill: FAINT,
        stroke: BAND,
      }),
      ...column(first, 0),
      ...column(second, 1),
    ],
  });
  const near = lines.filter(({ isNear }) => isNear).length;
  const keys: Key[] = [
    { label: "within a factor of two", colour: seriesColour(0), shape: "dot" },
    { label: "outside", colour: seriesColour(4), shape: "diamond" },
  ];
  const unknown = lines.length - drawn.length;
  return figure({
    title,
    keys,
    panels: [panel],
    data: rows.map(({ statistic, unit, summary, ratio, ...row }) => ({
      statistic,
      unit,
      summary,
      [first.name]: row.first,
      [second.name]: row.second,
      ratio,
    })),
    caption:
      `Statistics of ${second.name} (n = ${second.n}) over those of ${first.name} ` +
      `(n = ${first.n}); ${near} of ${lines.length} within a factor of two (shaded)` +
      `${unknown > 0 ? `, ${plural(unknown, "row")} without a ratio` : ""}.`,
    alt: `Dots. ${
      lines.map(({ name, ratio }) =>
        `${name}: ${ratio === null ? "not known" : brief(ratio)}`
      ).join("; ")
    }.`,
  });
}
