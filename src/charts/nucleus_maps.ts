import { type Chart, InputError } from "../base/mod.ts";
import { resizeNearest } from "../images/mod.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { checkItems, type GalleryItem } from "./gallery_item.ts";
import { drawPart, type Shown } from "./gallery_pictures.ts";
import { heatBar, heatUrl } from "./heat.ts";
import { grid, type Panel, stack } from "./panel.ts";
import { fitInto, GAP, picturePanel } from "./pixel_pictures.ts";
import { escapeXml, listed, plural, shorten } from "./words.ts";

const NAMES = ["nucleus", "border", "distance"] as const;

/** One image with what a model says of each of its pixels, 0..1. */
export interface NucleusMapsItem extends Omit<GalleryItem, "prediction"> {
  /** As `predictMaps()` gives them. */
  readonly maps: {
    readonly nucleus: Float32Array;
    readonly border?: Float32Array;
    readonly distance?: Float32Array;
  };
}

type MapName = typeof NAMES[number];

/** How far a blend of probabilities may leave 0..1 by rounding. */
const ROUNDING = 0.01;

/** @throws {InputError} if a map is not of its image's size, or leaves 0..1 */
function checkMaps({ title, image, maps }: NucleusMapsItem): void {
  const pixels = image.width * image.height;
  for (const name of NAMES) {
    const values = maps[name];
    if (values === undefined) continue;
    const expected =
      `nucleusMapsChart: Expected the map ${name} of "${title}" to be ${pixels} values in 0..1`;
    if (values.length !== pixels) {
      throw new InputError(`${expected} but found ${values.length} values`);
    }
    const odd = values.find((value) => !(value >= -ROUNDING && value <= 1 + ROUNDING));
    if (odd !== undefined) throw new InputError(`${expected} but found ${odd}`);
  }
}

/** A map in colours, no larger than a sharp screen shows it. */
async function drawMap(
  { image, maps }: NucleusMapsItem,
  name: MapName,
  shown: Shown,
): Promise<string> {
  const width = Math.min(image.width, 2 * shown.width);
  const height = Math.min(image.height, 2 * shown.height);
  const values = resizeNearest(maps[name]!, image.width, image.height, 1, width, height);
  return await heatUrl(values.map((value) => Math.max(0, value)), width, height, 1);
}

async function itemPanel(
  item: NucleusMapsItem,
  columns: number,
  side: number,
): Promise<Panel> {
  const shown = fitInto(item.image, side);
  const cells: Panel[] = [];
  const add = (name: string, url: string) =>
    cells.push(picturePanel(name, url, shown, side));
  add("image", (await drawPart(item, "image", shown))!);
  const truth = await drawPart(item, "overlay", shown);
  if (truth !== undefined) add("annotated", truth);
  for (const name of NAMES) {
    if (item.maps[name]) add(name, await drawMap(item, name, shown));
  }
  const head = {
    markup: `<text y="13" font-size="12" font-weight="bold">${
      escapeXml(shorten(item.title, 12, INNER_WIDTH))
    }</text>`,
    width: INNER_WIDTH,
    height: 20,
  };
  return stack([head, grid(cells, columns)]);
}

/**
 * Images beside what a model says of every pixel, each map in one scale of colours
 * from 0 to 1: the probability of nucleus and, where the model has them, of border, and
 * how deep in its nucleus a pixel lies.
 *
 * @param items with `labels` or `mask` the annotated outlines are drawn, too
 * @throws {InputError} if there is no item, or a map or what was annotated is not of its
 *   image's size or not in 0..1
 *
 * @example
 * ```ts
 * import { createImage, nucleusMapsChart } from "#karyon";
 * const maps = { nucleus: Float32Array.of(0, 0.5, 1) };
 * const items = [{ title: "a", image: createImage(3, 1, 1), maps }];
 * const chart = await nucleusMapsChart(items, { split: "test" });
 * if (!chart.caption.includes("nucleus; test (n = 1)")) throw new Error(chart.caption);
 * ```
 */
export async function nucleusMapsChart(
  items: readonly NucleusMapsItem[],
  { split, title = "What the model says of every pixel" }: {
    readonly split: string;
    readonly title?: string;
  },
): Promise<Chart> {
  checkItems("nucleusMapsChart", items);
  items.forEach(checkMaps);
  const isTrue = items.some(({ labels, mask }) => labels ?? mask);
  const names = NAMES.filter((name) => items.some(({ maps }) => maps[name]));
  const columns = names.length + (isTrue ? 2 : 1);
  // A lone map would be as wide as the page.
  const side = Math.floor(INNER_WIDTH / Math.max(3, columns)) - GAP;
  const panels: Panel[] = [];
  for (const item of items) panels.push(await itemPanel(item, columns, side));
  const from = (columns - names.length) * (side + GAP);
  const width = names.length * (side + GAP) - GAP;
  return figure({
    title,
    panels: [stack([...panels, heatBar({ from, width }, 1, "value of the maps")])],
    caption: `${title}: ${listed(names)}; ${split} (n = ${items.length}). ` +
      "The images are stretched to full brightness for display.",
    alt: `${plural(items.length, "image")} beside ${
      plural(names.length, "map")
    } in colours from 0 to 1 (${listed(names)}): ${
      items.map(({ title }) => title).join(", ")
    }.`,
  });
}
