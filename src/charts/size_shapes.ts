import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { imagesBySplit } from "./channel_kinds.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, axisAt, heading, linesAtX, linesAtY, logTicks } from "./marks.ts";
import { FAINT, INK, seriesColour } from "./palette.ts";
import { grid, type Panel, plotPanel } from "./panel.ts";
import { placeLabels } from "./place_labels.ts";
import { extent } from "./quantiles.ts";
import { checkPositive, checkRows } from "./rows.ts";
import type { SizeRow } from "./sizes.ts";
import { splitsWithCounts } from "./words.ts";

const MARGINS = { marginLeft: 52, marginRight: 34, marginTop: 30, marginBottom: 42 };
const WIDTH = INNER_WIDTH / 2;
const SIDE = WIDTH - MARGINS.marginLeft - MARGINS.marginRight;

/** Width over height. */
const ASPECTS = [
  { ratio: 1 / 2, name: "1 : 2" },
  { ratio: 1, name: "1 : 1" },
  { ratio: 2, name: "2 : 1" },
];

/** Powers of two and their middles, as image sizes are: 128, 192, 256, ... */
function sideTicks(from: number, to: number): number[] {
  const powers = Array.from({ length: 24 }, (_, power) => 2 ** power);
  const inside = powers.filter((side) => side >= from && side <= to);
  return inside.length > 1 ? inside : logTicks(from, to);
}

/** Where lines of one aspect ratio enter and leave the square. */
function aspectLines(from: number, to: number) {
  return ASPECTS.map(({ ratio, name }) => ({
    name,
    x1: Math.max(from, from * ratio),
    y1: Math.max(from, from / ratio),
    x2: Math.min(to, to * ratio),
    y2: Math.min(to, to / ratio),
  })).filter((line) => line.x1 < line.x2);
}

/** Where lines of one area in megapixels enter and leave the square. */
function areaLines(from: number, to: number) {
  return [0.01, 0.1, 1, 10, 100].map((megapixels) => {
    const area = megapixels * 1e6;
    return {
      name: `${megapixels} MP`,
      x1: Math.max(from, area / to),
      y1: Math.min(to, area / from),
      x2: Math.min(to, area / from),
      y2: Math.max(from, area / to),
    };
  }).filter((line) => line.x1 * 2 < line.x2);
}

function splitPanel(
  split: string,
  rows: readonly SizeRow[],
  [from, to]: readonly [number, number],
  colour: string,
): Panel {
  const total = rows.reduce((sum, row) => sum + row.images, 0);
  const place = (side: number) => SIDE * Math.log(side / from) / Math.log(to / from);
  const dots = rows.map((row) => ({
    ...row,
    x: place(row.width),
    y: SIDE - place(row.height),
    r: Math.max(2.5, 22 * Math.sqrt(row.images / total)),
    text: `${row.images}`,
  }));
  const places = placeLabels(dots, 11, { width: SIDE, height: SIDE });
  const sides = { type: "log", domain: [from, to] } as const;
  const ticks = sideTicks(from, to);
  const ends = { x1: "x1", y1: "y1", x2: "x2", y2: "y2", stroke: FAINT } as const;
  const at = { x: "width", y: "height" };
  return plotPanel({
    ...MARGINS,
    width: WIDTH,
    height: SIDE + MARGINS.marginTop + MARGINS.marginBottom,
    x: { ...sides, axis: null },
    y: { ...sides, axis: null },
    marks: [
      linesAtX(ticks),
      linesAtY(ticks),
      axisAt(ticks, "width in pixels", String),
      Plot.axisY(ticks, { text: String, ...axis("height in pixels") }),
      Plot.link(aspectLines(from, to), { ...ends, strokeDasharray: "5 3" }),
      Plot.link(areaLines(from, to), { ...ends, strokeDasharray: "1 3" }),
      Plot.text(aspectLines(from, to), {
        x: "x2",
        y: "y2",
        text: "name",
        textAnchor: "start",
        dx: 3,
        dy: -4,
        fill: FAINT,
      }),
      ...areaLines(from, to).map((line) =>
        Plot.text([line], {
          x: "x2",
          y: "y2",
          text: "name",
          // Beside the square where the line leaves it at the right, else within.
          ...(line.x2 === to
            ? { textAnchor: "start", dx: 3, dy: 9 }
            : { textAnchor: "end", dx: -10, dy: -4 }),
          fill: FAINT,
        })
      ),
      Plot.dot(dots, {
        ...at,
        r: { value: "r", scale: null },
        fill: colour,
        fillOpacity: 0.35,
        stroke: colour,
        strokeWidth: 1.5,
      }),
      ...dots.map((dot, index) =>
        Plot.text([dot], {
          ...at,
          ...places[index]!,
          text: "text",
          fontSize: 11,
          fontWeight: "bold",
          fill: INK,
          stroke: "#ffffff",
          strokeWidth: 3,
        })
      ),
      heading(`${split} (n = ${total})`),
    ],
  });
}

/**
 * Width against height of the images, by split: a dot a size, its area and number
 * the images that have it. Both axes are logarithmic, so that sizes of one aspect
 * ratio lie on a dashed line and sizes of one area on a dotted one.
 *
 * @param rows from `sizes()`
 * @throws {InputError} if the table is empty, lacks a column, or a side is not above 0
 *
 * @example
 * ```ts
 * import { sizeShapeChart } from "#karyon";
 * const chart = sizeShapeChart([{ split: "train", width: 256, height: 256, images: 334 }]);
 * if (!chart.alt.includes("256 × 256 (0.07 megapixels, 1.00 : 1), 334")) throw new Error();
 * ```
 */
export function sizeShapeChart(
  rows: readonly SizeRow[],
  { title = "Area and aspect ratio of the images" }: { title?: string } = {},
): Chart {
  const data = checkRows("sizeShapeChart", rows, {
    split: "string",
    width: "number",
    height: "number",
    images: "number",
  });
  checkPositive("sizeShapeChart", rows, ["width", "height"]);
  const sides = rows.flatMap((row) => [row.width, row.height]);
  const [least, most] = extent(sides);
  // Around the middle, also where all images have one size.
  const half = Math.max(2.2, 1.25 * Math.sqrt(most / least));
  const middle = Math.sqrt(least * most);
  const domain = [middle / half, middle * half] as const;
  const splits = [...Map.groupBy(rows, (row) => row.split)];
  const keys: Key[] = [
    { label: "one aspect ratio, width : height", colour: FAINT, shape: "dashes" },
    { label: "one area, megapixels (MP)", colour: FAINT, shape: "line", dash: "1 3" },
  ];
  return figure({
    title,
    keys,
    panels: [
      grid(
        splits.map(([split, own], index) =>
          splitPanel(split, own, domain, seriesColour(index))
        ),
        2,
      ),
    ],
    data,
    caption: `Sizes of the images in pixels on logarithmic axes, ${
      splitsWithCounts(imagesBySplit(rows))
    }; beside each dot its number of images, its area their share of the set.`,
    alt: `Scatter plot. ${
      rows.map(({ split, width, height, images }) =>
        `${split}: ${width} × ${height} (${
          (width * height / 1e6).toFixed(2)
        } megapixels, ${(width / height).toFixed(2)} : 1), ${images}`
      ).join("; ")
    }.`,
  });
}
