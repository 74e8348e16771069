import { createImage, encodePng, type Image, labelColor } from "../images/mod.ts";
import { FAINT } from "./palette.ts";
import type { Panel } from "./panel.ts";
import { escapeXml, shorten } from "./words.ts";

/** The gray that the rest of a mask has behind its seeds, 0..255. */
const BEHIND = 85;

/** An image of 8 bits as a PNG's data URL. */
export async function pictureUrl(image: Image): Promise<string> {
  return `data:image/png;base64,${(await encodePng(image)).toBase64()}`;
}

/** White where the mask has a nucleus, on black. */
export function paintPixels(mask: ArrayLike<number>, width: number): Image {
  const painted = createImage(width, mask.length / width, 1);
  for (let at = 0; at < mask.length; at++) painted.data[at] = mask[at] === 0 ? 0 : 255;
  return painted;
}

/** Labels in their colours on black, a black line where two of them meet. */
export function paintLabels(labels: Int32Array, width: number): Image {
  const painted = createImage(width, labels.length / width, 3);
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at]!;
    const right = (at + 1) % width === 0 ? label : labels[at + 1]!;
    const below = labels[at + width] ?? label;
    const meets = (other: number) => other !== 0 && other !== label;
    if (label === 0 || meets(right) || meets(below)) continue;
    painted.data.set(labelColor(label), at * 3);
  }
  return painted;
}

/** Seeds in their colours on the gray of the mask; a lone pixel as a plus, to be seen. */
export function paintSeeds(
  seeds: Int32Array,
  mask: ArrayLike<number>,
  width: number,
): Image {
  const painted = createImage(width, seeds.length / width, 3);
  for (let at = 0; at < seeds.length; at++) {
    if (mask[at] !== 0) painted.data.fill(BEHIND, at * 3, at * 3 + 3);
  }
  for (let at = 0; at < seeds.length; at++) {
    const seed = seeds[at]!, x = at % width;
    if (seed === 0) continue;
    const beside = [
      x > 0 ? at - 1 : at,
      x < width - 1 ? at + 1 : at,
      at - width,
      at + width,
    ]
      .filter((to) => to !== at && to >= 0 && to < seeds.length);
    const isAlone = beside.every((to) => seeds[to] !== seed);
    const free = isAlone ? beside.filter((to) => seeds[to] === 0) : [];
    for (const to of [at, ...free]) painted.data.set(labelColor(seed), to * 3);
  }
  return painted;
}

/** A picture with its name above; pixels stay squares, so that each can be counted. */
export function picturePanel(
  name: string,
  url: string,
  shown: { readonly width: number; readonly height: number },
  side: number,
): Panel {
  return {
    markup:
      `<text y="13" font-size="11" fill="${FAINT}">${
        escapeXml(shorten(name, 11, side))
      }</text><image y="20" width="${shown.width}" height="${shown.height}" ` +
      `preserveAspectRatio="none" image-rendering="pixelated" href="${url}"/>`,
    width: side + GAP,
    height: 20 + shown.height + GAP,
  };
}

/** Pixels between pictures. */
export const GAP = 8;

/** An image's size on the page, its longer side so many pixels. */
export function fitInto({ width, height }: Image, side: number) {
  const scale = side / Math.max(width, height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
