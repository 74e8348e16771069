import { type Chart, InputError } from "../base/mod.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import type { GalleryOptions } from "./gallery.ts";
import { checkColumns, checkItems, type GalleryItem, truthOf } from "./gallery_item.ts";
import { columnHeads, itemRows, placesFor } from "./gallery_rows.ts";
import { GRID } from "./palette.ts";
import { type Panel, stack } from "./panel.ts";
import { checkRows } from "./rows.ts";
import { escapeXml, plural, shorten } from "./words.ts";

/** One kind of image with examples of it. */
export interface KindGalleryGroup {
  readonly kind: string;
  /** Images of this kind in the split. */
  readonly images: number;
  /** Some of them, one or more. */
  readonly items: readonly GalleryItem[];
}

/** The line over a kind's rows. */
function kindHeading({ kind, images, items }: KindGalleryGroup, total: number): Panel {
  const text = `${kind}: ${plural(images, "image")} (${
    (100 * images / total).toFixed(1)
  } %), ${items.length} shown`;
  return {
    markup:
      `<line x1="0" x2="${INNER_WIDTH}" y1="5" y2="5" stroke="${GRID}"/><text y="23" font-size="13" font-weight="bold">${
        escapeXml(shorten(text, 14, INNER_WIDTH))
      }</text>`,
    width: INNER_WIDTH,
    height: 30,
  };
}

/**
 * Examples of each kind of image, row by row: the image and, where it has a mask,
 * the outlines of its nuclei beside it. Every kind says how many images it has.
 *
 * @param groups one a kind or cluster, drawn in this order
 * @param options `columns` items side by side, by default 3
 * @throws {InputError} if there is no kind, a kind has no item, `columns` is not a
 *   positive integer, or a mask is not of its image's size
 *
 * @example
 * ```ts
 * import { createImage, kindGalleryChart } from "#karyon";
 * const items = [{ title: "a", image: createImage(2, 2, 1) }];
 * const chart = await kindGalleryChart([
 *   { kind: "dark", images: 30, items },
 *   { kind: "bright", images: 10, items },
 * ], { split: "train" });
 * if (!chart.svg.includes("dark: 30 images (75.0 %), 1 shown")) throw new Error();
 * ```
 */
export async function kindGalleryChart(
  groups: readonly KindGalleryGroup[],
  { split, title = "Images of each kind", columns }: GalleryOptions,
): Promise<Chart> {
  checkRows("kindGalleryChart", groups, { kind: "string", images: "number" });
  checkColumns("kindGalleryChart", columns);
  for (const { kind, items } of groups) {
    if (items.length === 0) {
      throw new InputError(
        `kindGalleryChart: Expected one or more items of "${kind}" but found none`,
      );
    }
    checkItems("kindGalleryChart", items);
  }
  const all = groups.flatMap(({ items }) => items);
  const total = groups.reduce((sum, { images }) => sum + images, 0);
  const isTrue = all.some((item) => truthOf(item) !== undefined);
  const most = Math.max(...groups.map(({ items }) => items.length));
  const places = placesFor(
    Math.min(columns ?? 3, most),
    isTrue ? ["image", "overlay"] : ["image"],
  );
  const panels: Panel[] = [];
  for (const [index, group] of groups.entries()) {
    panels.push(kindHeading(group, total));
    if (index === 0 && isTrue) panels.push(columnHeads(places, places.across));
    panels.push(...await itemRows(group.items, places));
  }
  return figure({
    title,
    panels: [stack(panels)],
    caption:
      `${title}: ${plural(all.length, "example")} of ${plural(groups.length, "kind")}${
        isTrue ? ", beside each its nuclei's outlines" : ""
      }; ${split} (n = ${total}). ` +
      "The images are stretched to full brightness for display.",
    alt: `Rows of images. ${
      groups.map(({ kind, images, items }) =>
        `${kind} (${plural(images, "image")}): ${
          items.map((item) => item.title).join(", ")
        }`
      ).join("; ")
    }.`,
  });
}
