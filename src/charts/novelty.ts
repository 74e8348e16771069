import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { lineNames, namesWidth } from "./line_names.ts";
import { axis, brief, linesAtX } from "./marks.ts";
import { FAINT, INK, seriesColour } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { median } from "./quantiles.ts";
import { checkRows } from "./rows.ts";
import { plural, splitsWithCounts } from "./words.ts";

/** How far an image is from all that were seen before. */
export type NoveltyRow = {
  readonly split: string;
  readonly id: string;
  /** Distance to the nearest image of the reference set, in standard deviations. */
  readonly distance: number;
  /** Share of the reference images that are nearer to another one than that, 0..1. */
  readonly rank: number;
  /** The kind of image; null where it is not known. */
  readonly look: string | null;
};

const UNUSUAL = 0.95;
const BAND = 46;

/**
 * Dots, one an image, in a row a kind: how far the image is from the nearest of a
 * reference set. Filled diamonds are farther than 95 % of the reference images are
 * from each other.
 *
 * @param rows from `novelty()`
 * @param options `reference`, the name of the set that was seen before
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { noveltyChart } from "#karyon";
 * const chart = noveltyChart([
 *   { split: "test", id: "a", distance: 0.4, rank: 0.3, look: "white on black" },
 *   { split: "test", id: "b", distance: 5.1, rank: 1, look: "purple on yellow" },
 * ], { reference: "train" });
 * if (!chart.alt.includes("purple on yellow: 1 of 1 unusual")) throw new Error();
 * ```
 */
export function noveltyChart(
  rows: readonly NoveltyRow[],
  { reference, title = "Images unlike any seen before" }: {
    reference: string;
    title?: string;
  },
): Chart {
  const data = checkRows("noveltyChart", rows, {
    split: "string",
    id: "string",
    distance: "number",
    rank: "number",
    look: "string?",
  });
  const kinds = [...Map.groupBy(rows, (row) => row.look ?? "not known")]
    .map(([kind, own]) => ({
      kind,
      own,
      middle: median(own.map((row) => row.distance)),
      unusual: own.filter((row) => row.rank > UNUSUAL).length,
    }))
    .sort((a, b) => b.middle - a.middle);
  type Kind = typeof kinds[number];
  const labels = namesWidth(kinds.map(({ kind }) => kind));
  // Dots of one kind in turns on five heights, so that neighbours stay apart.
  const dots = kinds.flatMap(({ kind, own }) =>
    own.toSorted((a, b) => a.distance - b.distance).map((row, index) => ({
      ...row,
      kind,
      isUnusual: row.rank > UNUSUAL,
      height: (index % 5 - 2) * 6,
    }))
  );
  const heights = [...Map.groupBy(dots, (dot) => dot.height)];
  const at = { x: "distance", y: "kind" };
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 54 + kinds.length * BAND,
    marginLeft: labels,
    marginRight: 110,
    marginTop: 8,
    marginBottom: 44,
    x: {
      domain: [0, 1.05 * Math.max(...rows.map((row) => row.distance)) || 1],
      ...axis(`distance to the nearest image of ${reference}, standard deviations`),
    },
    y: { type: "band", domain: kinds.map(({ kind }) => kind), axis: null },
    marks: [
      linesAtX(8),
      lineNames(labels),
      Plot.ruleX([0]),
      ...heights.flatMap(([height, own]) => [
        Plot.dot(own.filter((dot) => !dot.isUnusual), {
          ...at,
          dy: height,
          stroke: seriesColour(0),
          strokeWidth: 1.3,
          r: 3.2,
        }),
        Plot.dot(own.filter((dot) => dot.isUnusual), {
          ...at,
          dy: height,
          symbol: "diamond",
          fill: seriesColour(4),
          r: 4.2,
        }),
      ]),
      Plot.tickX(kinds, {
        x: "middle",
        y: "kind",
        stroke: INK,
        strokeWidth: 2,
        inset: 8,
      }),
      Plot.text(kinds, {
        y: "kind",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 10,
        text: ({ unusual, own }: Kind) => `${unusual} of ${own.length}\nunusual`,
        fontSize: 12,
      }),
    ],
  });
  const keys: Key[] = [
    { label: "usual", colour: seriesColour(0), shape: "ring" },
    {
      label: `unusual: farther than ${100 * UNUSUAL} % within ${reference}`,
      colour: seriesColour(4),
      shape: "diamond",
    },
    { label: "line: median", colour: FAINT, shape: "line" },
  ];
  const splits = Map.groupBy(rows, (row) => row.split);
  return figure({
    title,
    keys,
    panels: [panel],
    data,
    caption: `Distance of each image of ${
      splitsWithCounts(new Map([...splits].map(([split, own]) => [split, own.length])))
    } to the nearest image of ${reference}, by kind of image, in standard deviations of the facts.`,
    alt: `Dots, ${plural(rows.length, "image")}. ${
      kinds.map(({ kind, own, middle, unusual }) =>
        `${kind}: ${unusual} of ${own.length} unusual, median ${brief(middle)}`
      ).join("; ")
    }.`,
  });
}
