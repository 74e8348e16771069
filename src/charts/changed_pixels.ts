import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, linesAtX, linesAtY } from "./marks.ts";
import { seriesColour, seriesSymbol } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";

/** How many pixels of one image a format moved to the other side of the threshold. */
export type ChangedPixelsRow = {
  readonly id: string;
  readonly format: string;
  /** Pixels of the image that were near the threshold before. */
  readonly doubtful: number;
  readonly changed: number;
};

/**
 * Changed pixels against doubtful ones, a dot an image: whether images suffer because
 * the network was unsure of them. Both axes have the root of the count, so that images
 * with few are told apart.
 *
 * @param rows one an image and format
 * @param options the split of the images, and what counts as doubtful
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { changedPixelsChart } from "#karyon";
 * const chart = changedPixelsChart([
 *   { id: "a", format: "uint8", doubtful: 900, changed: 12 },
 *   { id: "a", format: "int8", doubtful: 900, changed: 40 },
 * ], { split: "test", doubtful: "a probability of 0.4 to 0.6" });
 * if (!chart.caption.includes("test (n = 1)")) throw new Error(chart.caption);
 * ```
 */
export function changedPixelsChart(
  rows: readonly ChangedPixelsRow[],
  { split, doubtful }: { readonly split: string; readonly doubtful: string },
): Chart {
  const data = checkRows("changedPixelsChart", rows, {
    id: "string",
    format: "string",
    doubtful: "number",
    changed: "number",
  });
  const formats = distinct(rows.map(({ format }) => format));
  const images = distinct(rows.map(({ id }) => id)).length;
  const root = { type: "sqrt", nice: true, zero: true } as const;
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 320,
    marginLeft: 62,
    marginRight: 20,
    marginTop: 10,
    marginBottom: 44,
    x: { ...root, ...axis("doubtful pixels of an image"), ticks: 6 },
    y: { ...root, ...axis("changed pixels of it"), ticks: 6 },
    marks: [
      linesAtX(6),
      linesAtY(6),
      ...formats.map((format, index) =>
        Plot.dot(rows.filter((row) => row.format === format), {
          x: "doubtful",
          y: "changed",
          symbol: seriesSymbol(index),
          fill: seriesColour(index),
          fillOpacity: 0.75,
          r: 5,
        })
      ),
    ],
  });
  const worst = rows.reduce((most, row) => row.changed > most.changed ? row : most);
  return figure({
    title: "Where the network was unsure, pixels change",
    keys: formats.map((label, index): Key => ({
      label,
      colour: seriesColour(index),
      shape: seriesSymbol(index),
    })),
    panels: [panel],
    data,
    caption: `Pixels on the other side of 0.5 than in float32, against pixels with ` +
      `${doubtful} in float32, a dot an image and format; ${split} (n = ${images}).`,
    alt: `Scatter plot of ${images} images in ${formats.join(", ")}; most changed: ` +
      `${worst.changed} pixels in ${worst.format}.`,
  });
}
