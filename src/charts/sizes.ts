import type { Chart } from "../base/mod.ts";
import { barPanels } from "./bars.ts";
import { imagesBySplit } from "./channel_kinds.ts";
import { figure } from "./figure.ts";
import { checkRows } from "./rows.ts";
import { splitsWithCounts } from "./words.ts";

/** So many images of one size in one split; width and height in pixels. */
export type SizeRow = {
  readonly split: string;
  readonly width: number;
  readonly height: number;
  readonly images: number;
};

/**
 * Bars: how many images have which width and height, by split, the most
 * frequent first.
 *
 * @param rows from `sizes()`
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { sizeChart } from "#karyon";
 * const chart = sizeChart([{ split: "train", width: 256, height: 256, images: 334 }]);
 * if (!chart.svg.includes("256 × 256")) throw new Error();
 * ```
 */
export function sizeChart(rows: readonly SizeRow[]): Chart {
  const data = checkRows("sizeChart", rows, {
    split: "string",
    width: "number",
    height: "number",
    images: "number",
  });
  const bars = rows.map(({ split, width, height, images }) => ({
    split,
    category: `${width} × ${height}`,
    images,
  }));
  return figure({
    title: "Sizes of the images (width × height in pixels)",
    panels: barPanels(bars, "images"),
    data,
    caption: `Number of images of each width and height in pixels, ${
      splitsWithCounts(imagesBySplit(rows))
    }.`,
    alt: `Bar chart. ${
      bars.map((bar) => `${bar.split}: ${bar.category}, ${bar.images}`).join(
        "; ",
      )
    }.`,
  });
}
