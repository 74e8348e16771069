import { type Chart, InputError } from "../base/mod.ts";
import { type Image, resizeNearest } from "../images/mod.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { checkItems, type GalleryItem } from "./gallery_item.ts";
import { drawPart, type Shown } from "./gallery_pictures.ts";
import { heatBar, heatUrl } from "./heat.ts";
import { FAINT } from "./palette.ts";
import { type Panel, stack } from "./panel.ts";
import { escapeXml, plural, shorten } from "./words.ts";

/** One image with its nuclei and how much each of its pixels counts. */
export interface BorderWeightItem extends GalleryItem {
  readonly labels: Int32Array;
  /** One a pixel, at least 0: see `borderWeights()`. */
  readonly weights: Float32Array;
}

export interface BorderWeightChartOptions {
  /** Name of the split that the images are from. */
  readonly split: string;
  readonly title?: string;
}

const GAP = 8;
const SIDE = Math.floor((INNER_WIDTH - 2 * GAP) / 3);
const HEADS = ["image", "nuclei", "weight of each pixel"];

/** The weight map in colours, no larger than it is shown. */
async function drawWeights(
  { image, weights }: BorderWeightItem,
  shown: Shown,
  most: number,
): Promise<string> {
  const width = Math.min(image.width, shown.width * 2);
  const height = Math.min(image.height, shown.height * 2);
  const small = resizeNearest(weights, image.width, image.height, 1, width, height);
  return await heatUrl(small, width, height, most);
}

function shownSize({ width, height }: Image): Shown {
  const scale = SIDE / Math.max(width, height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

async function itemPanel(item: BorderWeightItem, most: number): Promise<Panel> {
  const shown = shownSize(item.image);
  const urls = [
    await drawPart(item, "image", shown),
    await drawPart(item, "overlay", shown),
    await drawWeights(item, shown, most),
  ];
  const title = shorten(item.title, 12, INNER_WIDTH);
  const pictures = urls.map((url, i) => {
    const x = i * (SIDE + GAP) + Math.round((SIDE - shown.width) / 2);
    return `<image x="${x}" y="22" width="${shown.width}" height="${shown.height}" href="${url}"/>`;
  });
  return {
    markup: `<text y="14" font-size="12">${escapeXml(title)}</text>${pictures.join("")}`,
    width: INNER_WIDTH,
    height: 22 + shown.height + GAP,
  };
}

function heads(): Panel {
  const words = HEADS.map((head, i) =>
    `<text x="${
      i * (SIDE + GAP) + SIDE / 2
    }" y="12" font-size="11" text-anchor="middle" fill="${FAINT}">${head}</text>`
  );
  return { markup: words.join(""), width: INNER_WIDTH, height: 20 };
}

/**
 * Images beside the outlines of their nuclei and the weight of each pixel in a
 * border-weighted loss, all with one scale of colours from 0 to the highest weight.
 *
 * @throws {InputError} if there is no item, labels or weights are not of their
 *   image's size, or a weight is below 0
 *
 * @example
 * ```ts
 * import { borderWeightChart, borderWeights, createImage } from "#karyon";
 * const labels = Int32Array.of(1, 0, 2), image = createImage(3, 1, 1);
 * const weights = borderWeights(labels, 3, 1);
 * const items = [{ title: "a gap", image, labels, weights }];
 * const chart = await borderWeightChart(items, { split: "train" });
 * if (!chart.caption.includes("train (n = 1)")) throw new Error(chart.caption);
 * ```
 */
export async function borderWeightChart(
  items: readonly BorderWeightItem[],
  { split, title = "Border weights" }: BorderWeightChartOptions,
): Promise<Chart> {
  checkItems("borderWeightChart", items);
  let most = 0;
  for (const { title, weights, labels } of items) {
    if (weights.length !== labels.length || !weights.every((weight) => weight >= 0)) {
      throw new InputError(
        `borderWeightChart: Expected the weights of "${title}" to be ${labels.length} numbers of at least 0 but found ${weights.length}, the lowest ${
          weights.reduce((low, weight) => Math.min(low, weight), Infinity)
        }`,
      );
    }
    for (const weight of weights) most = Math.max(most, weight);
  }
  const scale = most || 1;
  const rows: Panel[] = [];
  for (const item of items) rows.push(await itemPanel(item, scale));
  // Under the weight maps.
  const bar = heatBar({ from: 2 * (SIDE + GAP), width: SIDE }, scale, "weight");
  return figure({
    title,
    panels: [stack([heads(), ...rows, bar])],
    caption: `${title}: image, outlines of the nuclei, and how much each pixel counts ` +
      `in the loss, at most ${most.toFixed(1)}; ${split} (n = ${items.length}). ` +
      "The images are stretched to full brightness for display.",
    alt: `${plural(items.length, "image")} with nuclei and border weights: ${
      items.map(({ title }) => title).join(", ")
    }. The gaps between nuclei that are close weigh most.`,
  });
}
