import { type Chart, InputError } from "../base/mod.ts";
import { type Image, stretchContrast } from "../images/mod.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { heatUrl } from "./heat.ts";
import { grid, type Panel, stack } from "./panel.ts";
import {
  fitInto,
  GAP,
  paintLabels,
  paintPixels,
  paintSeeds,
  picturePanel,
  pictureUrl,
} from "./pixel_pictures.ts";
import { distinct } from "./rows.ts";
import { escapeXml, plural, shorten } from "./words.ts";

/** One way from a mask to single nuclei; all arrays row-major, of the image's size. */
export interface SplittingSteps {
  readonly title: string;
  readonly image: Image;
  /** Anything but 0 is nucleus. */
  readonly mask: Uint8Array;
  /** Highest in the middle of nuclei; at least 0. */
  readonly heights: Float32Array;
  /** What a height is, such as "depth in pixels". */
  readonly heightName: string;
  /** 0, or the number of a seed. */
  readonly seeds: Int32Array;
  /** 0, or the number of a nucleus. */
  readonly labels: Int32Array;
}

const PARTS = ["mask", "heights", "seeds", "labels"] as const;
const ACROSS = 5;
const SIDE = Math.floor(INNER_WIDTH / ACROSS) - GAP;

/** @throws {InputError} if there is no item, or a part is not of the image's size */
function check(items: readonly SplittingSteps[]): void {
  if (items.length === 0) {
    throw new InputError("splittingStepsChart: Expected steps to draw but found none");
  }
  for (const item of items) {
    const pixels = item.image.width * item.image.height;
    for (const part of PARTS) {
      if (item[part].length === pixels) continue;
      throw new InputError(
        `splittingStepsChart: Expected the ${part} of "${item.title}" to hold ${pixels} pixels but found ${
          item[part].length
        }`,
      );
    }
    const odd = item.heights.find((height) => !(height >= 0 && height < Infinity));
    if (odd === undefined) continue;
    throw new InputError(
      `splittingStepsChart: Expected the heights of "${item.title}" to be at least 0 but found ${odd}`,
    );
  }
}

const countOf = (labels: Int32Array) =>
  distinct(labels).filter((label) => label !== 0).length;

async function itemPanel(item: SplittingSteps): Promise<Panel> {
  const { title, image, mask, heights, heightName, seeds, labels } = item;
  const { width, height } = image;
  const shown = fitInto(image, SIDE);
  const most = heights.reduce((most, value) => Math.max(most, value), 0);
  const cells: [name: string, url: string][] = [
    ["image", await pictureUrl(stretchContrast(image))],
    ["mask", await pictureUrl(paintPixels(mask, width))],
    [heightName, await heatUrl(heights, width, height, most || 1)],
    [plural(countOf(seeds), "seed"), await pictureUrl(paintSeeds(seeds, mask, width))],
    [
      countOf(labels) === 1 ? "1 nucleus" : `${countOf(labels)} nuclei`,
      await pictureUrl(paintLabels(labels, width)),
    ],
  ];
  const head = {
    markup: `<text y="13" font-size="12" font-weight="bold">${
      escapeXml(shorten(title, 12, INNER_WIDTH))
    }</text>`,
    width: INNER_WIDTH,
    height: 20,
  };
  const panels = cells.map(([name, url]) => picturePanel(name, url, shown, SIDE));
  return stack([head, grid(panels, ACROSS)]);
}

/**
 * From a mask to single nuclei, step by step, a row a way: image, mask, heights (black
 * is 0, yellow the row's most), the seeds on the mask, and the nuclei that a watershed
 * makes of them. Each pixel is drawn as a square: meant for crops.
 *
 * @throws {InputError} if there is nothing to draw, a part is not of the image's size, or
 *   a height is below 0 or not finite
 *
 * @example
 * ```ts
 * import { createImage, splittingStepsChart } from "#karyon";
 * const chart = await splittingStepsChart([{
 *   title: "by shape",
 *   image: createImage(3, 1, 1),
 *   mask: Uint8Array.of(1, 1, 1),
 *   heights: Float32Array.of(2, 1, 2),
 *   heightName: "depth",
 *   seeds: Int32Array.of(1, 0, 2),
 *   labels: Int32Array.of(1, 1, 2),
 * }], { split: "test" });
 * if (!chart.alt.includes("by shape: 2 seeds, 2 nuclei")) throw new Error(chart.alt);
 * ```
 */
export async function splittingStepsChart(
  items: readonly SplittingSteps[],
  { split, title = "From mask to nuclei" }: {
    readonly split: string;
    readonly title?: string;
  },
): Promise<Chart> {
  check(items);
  const panels: Panel[] = [];
  for (const item of items) panels.push(await itemPanel(item));
  const images = distinct(items.map(({ image }) => image)).length;
  return figure({
    title,
    panels: [stack(panels)],
    caption:
      `${title}: image, mask, heights (black: 0, yellow: the row's most), seeds, ` +
      `nuclei; ${split} (n = ${
        plural(images, "crop")
      }). The image is stretched to full ` +
      "brightness for display.",
    alt: `${title}. ${
      items.map(({ title, seeds, labels }) =>
        `${title}: ${plural(countOf(seeds), "seed")}, ${countOf(labels)} nuclei`
      ).join("; ")
    }.`,
  });
}
