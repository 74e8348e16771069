import type { Chart } from "../base/mod.ts";
import { barPanels } from "./bars.ts";
import { figure } from "./figure.ts";
import { checkRows } from "./rows.ts";
import { plural, splitsWithCounts } from "./words.ts";

/** So many images of one kind in one split. */
export type ChannelKindRow = {
  readonly split: string;
  readonly kind: string;
  readonly images: number;
};

/** Images by split, in order of first appearance. */
export function imagesBySplit(
  rows: readonly { split: string; images: number }[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { split, images } of rows) {
    counts.set(split, (counts.get(split) ?? 0) + images);
  }
  return counts;
}

/**
 * Bars: how many images have which channels, by split.
 *
 * @param rows from `channelKinds()`, or `imageKinds()` with a title of its own
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { channelKindsChart } from "#karyon";
 * const chart = channelKindsChart([
 *   { split: "train", kind: "rgba", images: 670 },
 *   { split: "test", kind: "rgb", images: 28 },
 * ]);
 * if (!chart.caption.includes("train (n = 670) and test (n = 28)")) throw new Error();
 * ```
 */
export function channelKindsChart(
  rows: readonly ChannelKindRow[],
  { title = "Channels of the images" }: { title?: string } = {},
): Chart {
  const data = checkRows("channelKindsChart", rows, {
    split: "string",
    kind: "string",
    images: "number",
  });
  const bars = rows.map(({ split, kind, images }) => ({
    split,
    category: kind,
    images,
  }));
  return figure({
    title,
    panels: barPanels(bars, "images"),
    data,
    caption: `${title}: number of images of each kind, ${
      splitsWithCounts(imagesBySplit(rows))
    }.`,
    alt: `Bar chart. ${
      rows.map((row) => `${row.split}: ${plural(row.images, "image")} ${row.kind}`).join(
        "; ",
      )
    }.`,
  });
}
