import type { Chart } from "../base/mod.ts";
import { figure, type Key } from "./figure.ts";
import {
  checkColumns,
  checkItems,
  type GalleryItem,
  type GalleryPart,
  truthOf,
} from "./gallery_item.ts";
import { columnHeads, itemRows, placesFor } from "./gallery_rows.ts";
import { AGREEMENT } from "./palette.ts";
import { stack } from "./panel.ts";
import { plural } from "./words.ts";

export interface GalleryOptions {
  /** Name of the split that the images are from. */
  readonly split: string;
  readonly title?: string;
  /** Items side by side; by default as many as stay readable. */
  readonly columns?: number;
}

/** What there is to show: an overlay of what was annotated, or a prediction. */
export function partsOf(items: readonly GalleryItem[]): GalleryPart[] {
  const isTrue = items.some((item) => truthOf(item) !== undefined);
  const isPredicted = items.some((item) => item.prediction !== undefined);
  return [
    "image",
    ...(isTrue ? ["mask"] as const : []),
    ...(isTrue && !isPredicted ? ["overlay"] as const : []),
    ...(isPredicted ? ["prediction"] as const : []),
  ];
}

/**
 * A grid of images, each beside its mask and the outlines of its nuclei, or where
 * there are predictions, beside mask and prediction, coloured by where the two
 * agree. Pictures keep their aspect ratio; under each stands how large it is shown.
 * They are embedded no larger than a sharp screen shows them.
 *
 * @param items drawn row by row; images are stretched for display, see
 *   {@linkcode stretchContrast}
 * @throws {InputError} if there is no item, `columns` is not a positive integer,
 *   or a mask is not of its image's size
 *
 * @example
 * ```ts
 * import { createImage, galleryChart } from "#karyon";
 * const chart = await galleryChart([{
 *   title: "a",
 *   image: createImage(2, 2, 1),
 *   mask: Uint8Array.of(0, 1, 0, 0),
 * }], { split: "train" });
 * if (!chart.caption.includes("image, mask, overlay; train (n = 1)")) throw new Error();
 * ```
 */
export async function galleryChart(
  items: readonly GalleryItem[],
  { split, title = "Images", columns }: GalleryOptions,
): Promise<Chart> {
  checkItems("galleryChart", items);
  checkColumns("galleryChart", columns);
  const parts = partsOf(items);
  const fitting = parts.length === 1 ? 4 : items.length > 3 ? 2 : 1;
  const places = placesFor(Math.min(columns ?? fitting, items.length), parts);
  const heads = parts.length > 1 ? [columnHeads(places, places.across)] : [];
  const agrees = items.some((item) => truthOf(item) && item.prediction);
  const keys: Key[] = !agrees ? [] : [
    { label: "nucleus in both", colour: AGREEMENT.tp, shape: "box" },
    { label: "predicted only", colour: AGREEMENT.fp, shape: "box" },
    { label: "in the mask only", colour: AGREEMENT.fn, shape: "box" },
    { label: "background in both", colour: AGREEMENT.tn, shape: "box" },
  ];
  return figure({
    title,
    keys,
    panels: [stack([...heads, ...await itemRows(items, places)])],
    caption: `${title}: ${parts.join(", ")}; ${split} (n = ${items.length}). ` +
      "The images are stretched to full brightness for display.",
    alt: `Grid of ${plural(items.length, "image")}: ${
      items.map((item) => item.note ? `${item.title} (${item.note})` : item.title).join(
        ", ",
      )
    }.`,
  });
}
