import { type Chart, InputError } from "../base/mod.ts";
import { createImage, type Image, stretchContrast } from "../images/mod.ts";
import { fateKeys, FATES } from "./fates.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { drawPart } from "./gallery_pictures.ts";
import { type ImageWindow, type OutlinedNucleus, outlinePaths } from "./outline_paths.ts";
import { grid, type Panel, stack } from "./panel.ts";
import { pictureHeads } from "./picture_heads.ts";
import { escapeXml, plural, shorten } from "./words.ts";

/** The same image with the nuclei of one source, such as a model, outlined. */
export interface OutlinePicture {
  /** A model's name, or `annotated`. */
  readonly name: string;
  /** A word on it, such as its score. */
  readonly note?: string;
  readonly nuclei: readonly OutlinedNucleus[];
}

/** An image with what was annotated and what models say of it. */
export interface MatchOutlineItem {
  readonly title: string;
  /** Of any channels and depth. */
  readonly image: Image;
  /** The part that is shown; all of it where left out. */
  readonly window?: ImageWindow;
  readonly pictures: readonly OutlinePicture[];
}

const GAP = 8;
const TITLE = 20;

/** @throws {InputError} if the window does not lie in the image, or nothing is to draw */
function check(items: readonly MatchOutlineItem[]): void {
  if (items.length === 0 || items.some(({ pictures }) => pictures.length === 0)) {
    throw new InputError(
      `matchOutlinesChart: Expected images with one or more pictures each but found ${
        items.find(({ pictures }) => pictures.length === 0)?.title ?? "no image"
      }`,
    );
  }
  for (const { title, image, window } of items) {
    if (window === undefined) continue;
    const { x, y, width, height } = window;
    const isWhole = [x, y, width, height].every(Number.isInteger);
    if (
      isWhole && x >= 0 && y >= 0 && width > 0 && height > 0 &&
      x + width <= image.width && y + height <= image.height
    ) continue;
    throw new InputError(
      `matchOutlinesChart: Expected the window of "${title}" to be whole pixels of an image of ${image.width} x ${image.height} but found ${width} x ${height} at ${x}, ${y}`,
    );
  }
}

/** The window's pixels, in RGB. */
function cut(image: Image, { x, y, width, height }: ImageWindow): Image {
  const whole = stretchContrast(image);
  const part = createImage(width, height, 3);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * whole.width + x) * 3;
    part.data.set(whole.data.subarray(start, start + width * 3), row * width * 3);
  }
  return part;
}

const windowOf = ({ image, window }: MatchOutlineItem): ImageWindow =>
  window ?? { x: 0, y: 0, width: image.width, height: image.height };

async function itemPanel(item: MatchOutlineItem, across: number): Promise<Panel> {
  const { title, image, pictures } = item;
  const window = windowOf(item);
  const side = Math.floor(INNER_WIDTH / across) - GAP;
  const scale = side / Math.max(window.width, window.height);
  const shown = {
    width: Math.max(1, Math.round(window.width * scale)),
    height: Math.max(1, Math.round(window.height * scale)),
  };
  const url = await drawPart({ title, image: cut(image, window) }, "image", shown);
  const heads = pictureHeads(
    pictures.map(({ name, note = "" }) => ({ name, note })),
    side,
  );
  const cells = pictures.map(({ name, note = "", nuclei }): Panel => ({
    markup: `${
      heads.draw({ name, note })
    }<g transform="translate(0,${heads.height})"><image width="${shown.width}" height="${shown.height}" href="${url}"/>${
      outlinePaths(nuclei, window, scale)
    }</g>`,
    width: side + GAP,
    height: heads.height + shown.height + GAP,
  }));
  const place = item.window
    ? `, ${window.width} × ${window.height} of ${image.width} × ${image.height} pixels`
    : "";
  const heading = `<text y="13" font-size="12" font-weight="bold">${
    escapeXml(shorten(title + place, 12, INNER_WIDTH))
  }</text>`;
  return stack([
    { markup: heading, width: INNER_WIDTH, height: TITLE },
    grid(cells, across),
  ]);
}

/** "unet: 3 matched, 2 merged". */
function spoken({ name, nuclei }: OutlinePicture): string {
  const counts = (["annotated", ...FATES] as const).map((fate) => ({
    fate,
    count: nuclei.filter((nucleus) => nucleus.fate === fate).length,
  })).filter(({ count }) => count > 0).map(({ fate, count }) => `${count} ${fate}`);
  return `${name}: ${counts.join(", ") || "no nuclei"}`;
}

/**
 * Where nuclei are merged, split, missed or invented: images with the outlines that
 * each model drew, in the colour and dashes of what became of them, and those of
 * annotated nuclei that it missed. What is shown may be a part of each image, since
 * errors drown in large ones.
 *
 * @param items one an image; the pictures of an image lie side by side
 * @throws {InputError} if there is no image, one is without pictures, or its window is
 *   not within it
 *
 * @example
 * ```ts
 * import { createImage, findOutlines, matchOutlinesChart } from "#karyon";
 * const [drawn] = findOutlines(Int32Array.of(0, 1, 1, 0), 4, 1);
 * const nuclei = [{ fate: "merged", polygons: drawn!.polygons }] as const;
 * const pictures = [{ name: "unet", nuclei }];
 * const items = [{ title: "x", image: createImage(4, 1, 1), pictures }];
 * const { alt } = await matchOutlinesChart(items, { split: "test" });
 * if (!alt.includes("x (unet: 1 merged)")) throw new Error(alt);
 * ```
 */
export async function matchOutlinesChart(
  items: readonly MatchOutlineItem[],
  { split, title = "Nuclei by what became of them" }: {
    readonly split: string;
    readonly title?: string;
  },
): Promise<Chart> {
  check(items);
  const most = Math.max(...items.map(({ pictures }) => pictures.length));
  // At most four side by side, in rows that are as full as can be.
  const across = Math.max(2, Math.ceil(most / Math.ceil(most / 4)));
  const panels: Panel[] = [];
  for (const item of items) panels.push(await itemPanel(item, across));
  const drawn = items.flatMap(({ pictures }) => pictures.flatMap(({ nuclei }) => nuclei));
  return figure({
    title,
    keys: fateKeys(new Set(drawn.map(({ fate }) => fate))),
    panels: [stack(panels)],
    caption: `${title}, at an IoU of 0.5; ${split} (n = ${items.length}). ` +
      "The images are stretched to full brightness for display.",
    alt: `${plural(items.length, "image")} with outlines of nuclei: ${
      items.map(({ title, pictures }) => `${title} (${pictures.map(spoken).join("; ")})`)
        .join("; ")
    }.`,
  });
}
