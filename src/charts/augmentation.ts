import type { Chart } from "../base/mod.ts";
import {
  createImage,
  drawOverlay,
  encodePng,
  type Image,
  resizeBilinear,
  resizeNearest,
  toRgb,
} from "../images/mod.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { checkItems, type GalleryItem, truthOf } from "./gallery_item.ts";
import { GRID } from "./palette.ts";
import { grid, type Panel, stack } from "./panel.ts";
import { checkRows } from "./rows.ts";
import { escapeXml, plural, shorten } from "./words.ts";

/** Squares of one image that belong together, such as its changes of shape. */
export interface AugmentationRow {
  readonly title: string;
  /** Shown as they are, without a stretch of contrast. */
  readonly items: readonly GalleryItem[];
}

/** What the image is, in words. */
export interface AugmentationChartOptions {
  /** Name of the split that the image is from. */
  readonly split: string;
  readonly title?: string;
}

const COLUMNS = 5;
const GAP = 8;
const CELL = Math.floor((INNER_WIDTH + GAP) / COLUMNS);
const SIDE = CELL - GAP;
/** Pixels of a picture for one of the chart: 26 of stained tissue make 1.3 megabytes. */
const DENSITY = 1;
/** Yellow beside black: one of the two stands out on any image, in gray as well. */
const LIGHT = [255, 220, 0] as const;

/** No larger than it is shown, with the nuclei's outlines on it. */
function paint(item: GalleryItem): Image {
  const { width, height } = item.image;
  const rgb = toRgb(item.image), truth = truthOf(item);
  const scale = Math.min(1, DENSITY * SIDE / Math.max(width, height));
  const [w, h] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
  const painted = createImage(w!, h!, 3);
  const unit = 255 / (2 ** rgb.depth - 1);
  resizeBilinear(rgb.data, width, height, 3, w!, h!).forEach((value, i) =>
    painted.data[i] = Math.round(value * unit)
  );
  if (!truth) return painted;
  const nuclei = resizeNearest(truth, width, height, 1, w!, h!);
  // On black, so that the image itself keeps its contrast, which is what is shown.
  const linesOf = (outline: number) =>
    drawOverlay(createImage(w!, h!, 3), nuclei, { color: [255, 255, 255], outline }).data;
  const wide = linesOf(2), thin = linesOf(1);
  for (let i = 0; i < painted.data.length; i++) {
    if (wide[i] !== 0) painted.data[i] = thin[i] === 0 ? 0 : LIGHT[i % 3]!;
  }
  return painted;
}

async function cell(item: GalleryItem): Promise<Panel> {
  const { width, height } = item.image;
  const shown = [width, height].map((side) =>
    Math.max(1, Math.round(side * SIDE / Math.max(width, height)))
  );
  const url = `data:image/png;base64,${(await encodePng(paint(item))).toBase64()}`;
  const words = escapeXml(shorten(item.title, 10, SIDE));
  return {
    markup: `<text y="10" font-size="10">${words}</text><image y="15" width="${
      shown[0]
    }" height="${shown[1]}" href="${url}"/>`,
    width: CELL,
    height: 15 + shown[1]! + GAP,
  };
}

function heading(title: string): Panel {
  return {
    markup:
      `<line x1="0" x2="${INNER_WIDTH}" y1="5" y2="5" stroke="${GRID}"/><text y="23" font-size="13" font-weight="bold">${
        escapeXml(shorten(title, 14, INNER_WIDTH))
      }</text>`,
    width: INNER_WIDTH,
    height: 30,
  };
}

/**
 * What an augmentation does to one image: its changes one by one, then all together,
 * each with the outlines of its nuclei, which must have moved along.
 *
 * @param rows as `augmentationExamples()` gives them
 * @throws {InputError} if there is no row, a row has no item, or a mask is not of its
 *   image's size
 *
 * @example
 * ```ts
 * import { augmentationChart, createImage } from "#karyon";
 * const image = createImage(2, 2, 3), mask = Uint8Array.of(1, 0, 0, 0);
 * const rows = [{ title: "Shape", items: [{ title: "mirrored", image, mask }] }];
 * const { caption } = await augmentationChart(rows, { split: "train" });
 * if (!caption.includes("train (n = 1)")) throw new Error(caption);
 * ```
 */
export async function augmentationChart(
  rows: readonly AugmentationRow[],
  { split, title = "Augmentation" }: AugmentationChartOptions,
): Promise<Chart> {
  checkRows("augmentationChart", rows, { title: "string" });
  const panels: Panel[] = [];
  for (const { title, items } of rows) {
    checkItems("augmentationChart", items);
    const cells: Panel[] = [];
    for (const item of items) cells.push(await cell(item));
    panels.push(heading(title), { ...grid(cells, COLUMNS), width: INNER_WIDTH });
  }
  const squares = rows.reduce((sum, { items }) => sum + items.length, 0);
  return figure({
    title,
    panels: [stack(panels)],
    caption: `${title}: one image of ${split} (n = 1) in ${plural(squares, "square")}, ` +
      "each with the outlines of its nuclei. Brightness is shown as the network gets it.",
    alt: `${title} of one image. ${
      rows.map(({ title, items }) =>
        `${title}: ${items.map((item) => item.title).join(", ")}`
      ).join(". ")
    }.`,
  });
}
