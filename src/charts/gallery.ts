import sharp from "sharp";
import { type Chart, InputError } from "../base/mod.ts";
import { createImage, type Image, stretchContrast } from "../images/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { AGREEMENT, FAINT } from "./palette.ts";
import type { Panel } from "./panel.ts";
import { escapeXml, plural, shorten } from "./words.ts";

/** One image with what is known and what was predicted. */
export interface GalleryItem {
  readonly title: string;
  readonly image: Image;
  /** 0 or 1 a pixel: what was annotated. */
  readonly mask?: Uint8Array;
  /** 0 or 1 a pixel: what a model says. */
  readonly prediction?: Uint8Array;
  /** A word on this image, such as its score. */
  readonly note?: string;
}

export interface GalleryOptions {
  /** Name of the split that the images are from. */
  readonly split: string;
  readonly title?: string;
  /** Items side by side; by default as many as stay readable. */
  readonly columns?: number;
}

const GAP = 6;
const HEADING = 20;
const MASK = { tp: "#ffffff", fp: "#ffffff", fn: "#000000", tn: "#000000" };

/** An image of a mask, or of where prediction and truth agree. */
function paint(
  { image: { width, height } }: GalleryItem,
  truth: Uint8Array | undefined,
  shown: Uint8Array,
): Image {
  const painted = createImage(width, height, 3);
  const colours = truth === undefined ? MASK : AGREEMENT;
  const rgb = (colour: string) =>
    [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const [tp, fp, fn, tn] = [colours.tp, colours.fp, colours.fn, colours.tn].map(
    rgb,
  );
  for (let i = 0; i < shown.length; i++) {
    const isTrue = truth === undefined ? false : truth[i]! > 0;
    const colour = shown[i]! > 0 ? (isTrue ? tp : fp) : (isTrue ? fn : tn);
    painted.data.set(colour!, i * 3);
  }
  return painted;
}

/** PNG as a data URL, at most twice as large as it is shown. */
async function dataUrl(
  { data, width, height }: Image,
  side: number,
): Promise<string> {
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({
      width: 2 * side,
      height: 2 * side,
      fit: "inside",
      withoutEnlargement: true,
    })
    .png({ compressionLevel: 9 })
    .toBuffer();
  return `data:image/png;base64,${new Uint8Array(png).toBase64()}`;
}

function checkItem(item: GalleryItem): void {
  const pixels = item.image.width * item.image.height;
  for (const part of ["mask", "prediction"] as const) {
    const length = item[part]?.length ?? pixels;
    if (length !== pixels) {
      throw new InputError(
        `galleryChart: Expected the ${part} of "${item.title}" to hold ${pixels} pixels but found ${length}`,
      );
    }
  }
}

/** The pictures of one item from left to right; undefined leaves a place empty. */
function cells(
  item: GalleryItem,
  has: { mask: boolean; prediction: boolean },
): (Image | undefined)[] {
  const { image, mask, prediction } = item;
  return [
    stretchContrast(image),
    ...(has.mask ? [mask && paint(item, undefined, mask)] : []),
    ...(has.prediction ? [prediction && paint(item, mask, prediction)] : []),
  ];
}

/** One item: title and note, and its pictures under them. */
async function draw(
  item: GalleryItem,
  pictures: readonly (Image | undefined)[],
  side: number,
): Promise<string> {
  const { width, height } = item.image;
  const scale = side / Math.max(width, height);
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const images = await Promise.all(pictures.map(async (picture, index) => {
    if (picture === undefined) return "";
    const x = index * (side + GAP) + Math.round((side - w) / 2);
    return `<image x="${x}" y="22" width="${w}" height="${h}" href="${await dataUrl(
      picture,
      side,
    )}"/>`;
  }));
  const space = pictures.length * (side + GAP) - GAP;
  const note = item.note === undefined ? "" : shorten(item.note, 11, space * 0.6);
  const title = shorten(item.title, 12, space - note.length * 6.5 - 12);
  return `<text y="14" font-size="12">${escapeXml(title)}</text>` +
    (note &&
      `<text x="${space}" y="14" font-size="11" text-anchor="end" fill="${FAINT}">${
        escapeXml(note)
      }</text>`) +
    images.join("");
}

/**
 * A grid of images, each beside its mask and its prediction, where there are any.
 * A prediction beside a mask is coloured by where the two agree.
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
 * if (!chart.caption.includes("train (n = 1)")) throw new Error();
 * ```
 */
export async function galleryChart(
  items: readonly GalleryItem[],
  { split, title = "Images", columns }: GalleryOptions,
): Promise<Chart> {
  if (items.length === 0) {
    throw new InputError(
      'galleryChart: Expected items with "title", "image" and, where known, "mask" and "prediction" but found none',
    );
  }
  if (columns !== undefined && !(Number.isInteger(columns) && columns > 0)) {
    throw new InputError(
      `galleryChart: Expected columns to be an integer greater than 0 but found ${columns}`,
    );
  }
  items.forEach(checkItem);
  const has = {
    mask: items.some((item) => item.mask !== undefined),
    prediction: items.some((item) => item.prediction !== undefined),
  };
  const names = [
    "image",
    ...(has.mask ? ["mask"] : []),
    ...(has.prediction ? ["prediction"] : []),
  ];
  const fitting = [4, 2, items.length > 3 ? 2 : 1][names.length - 1]!;
  const across = Math.min(columns ?? fitting, items.length);
  // Small gaps within an item, wide ones between items; the rest is for pictures.
  const gaps = across * (names.length - 1) * GAP + (across - 1) * 3 * GAP;
  const side = Math.min(
    220,
    Math.floor((INNER_WIDTH - gaps) / (across * names.length)),
  );
  const left = (column: number) => column * (names.length * (side + GAP) + 2 * GAP);

  const parts: string[] = [];
  for (let column = 0; column < across && names.length > 1; column++) {
    names.forEach((name, index) =>
      parts.push(
        `<text x="${
          left(column) + index * (side + GAP) + side / 2
        }" y="12" font-size="11" text-anchor="middle" fill="${FAINT}">${name}</text>`,
      )
    );
  }
  let y = names.length > 1 ? HEADING : 0;
  for (let start = 0; start < items.length; start += across) {
    const row = items.slice(start, start + across);
    const drawn = await Promise.all(
      row.map((item) => draw(item, cells(item, has), side)),
    );
    drawn.forEach((markup, column) =>
      parts.push(`<g transform="translate(${left(column)},${y})">${markup}</g>`)
    );
    const tallest = Math.max(
      ...row.map(({ image }) => image.height / Math.max(image.width, image.height)),
    );
    y += 22 + Math.round(side * tallest) + 2 * GAP;
  }
  const panel: Panel = {
    markup: parts.join(""),
    width: INNER_WIDTH,
    height: y,
  };
  const agrees = items.some((item) => item.mask && item.prediction);
  const keys: Key[] = !agrees ? [] : [
    { label: "nucleus in both", colour: AGREEMENT.tp, shape: "box" },
    { label: "predicted only", colour: AGREEMENT.fp, shape: "box" },
    { label: "in the mask only", colour: AGREEMENT.fn, shape: "box" },
    { label: "background in both", colour: AGREEMENT.tn, shape: "box" },
  ];
  return figure({
    title,
    keys,
    panels: [panel],
    caption: `${title}: ${names.join(", ")}; ${split} (n = ${items.length}). ` +
      "The images are stretched to full brightness for display.",
    alt: `Grid of ${plural(items.length, "image")}: ${
      items.map((item) => item.note ? `${item.title} (${item.note})` : item.title).join(
        ", ",
      )
    }.`,
  });
}
