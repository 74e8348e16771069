import { INNER_WIDTH } from "./figure.ts";
import type { GalleryItem, GalleryPart } from "./gallery_item.ts";
import { drawPart, type Shown } from "./gallery_pictures.ts";
import { FAINT } from "./palette.ts";
import type { Panel } from "./panel.ts";
import { escapeXml, shorten } from "./words.ts";

const GAP = 6;
const TITLE = 22;
const SIZE_NOTE = 17;

/** How items are laid out. */
export interface Places {
  /** Items side by side. */
  readonly across: number;
  readonly parts: readonly GalleryPart[];
  /** The longer side of a picture in pixels. */
  readonly side: number;
}

/** As large as the width allows for so many items side by side. */
export function placesFor(across: number, parts: readonly GalleryPart[]): Places {
  // Small gaps within an item, wide ones between items; the rest is for pictures.
  const gaps = across * (parts.length - 1) * GAP + (across - 1) * 3 * GAP;
  const side = Math.floor((INNER_WIDTH - gaps) / (across * parts.length));
  return { across, parts, side: Math.min(220, Math.max(8, side)) };
}

const leftOf = ({ parts, side }: Places, column: number) =>
  column * (parts.length * (side + GAP) + 2 * GAP);

function shownSize({ image: { width, height } }: GalleryItem, side: number): Shown {
  const scale = side / Math.max(width, height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** "696 × 520, shown at 31 %". */
function sizeNote({ image }: GalleryItem, shown: Shown): string {
  const scale = Math.max(shown.width, shown.height) / Math.max(image.width, image.height);
  const percent = 100 * scale;
  return `${image.width} × ${image.height}, shown at ${
    percent.toFixed(percent < 10 ? 1 : 0)
  } %`;
}

/** One item: title and note, its pictures under them, their size below. */
async function drawItem(item: GalleryItem, { parts, side }: Places): Promise<string> {
  const shown = shownSize(item, side);
  const space = parts.length * (side + GAP) - GAP;
  const pictures: string[] = [];
  // One after the other, so that only one picture at a time is in memory as pixels.
  for (const [index, part] of parts.entries()) {
    const url = await drawPart(item, part, shown);
    const x = index * (side + GAP) + Math.round((side - shown.width) / 2);
    if (url !== undefined) {
      pictures.push(
        `<image x="${x}" y="${TITLE}" width="${shown.width}" height="${shown.height}" href="${url}"/>`,
      );
    }
  }
  const note = item.note === undefined ? "" : shorten(item.note, 11, space * 0.6);
  const title = shorten(item.title, 12, space - note.length * 6.5 - 12);
  const text = (x: number, y: number, words: string, more: string) =>
    `<text x="${x}" y="${y}" ${more}>${escapeXml(words)}</text>`;
  const faint = `font-size="11" fill="${FAINT}"`;
  return text(0, 14, title, 'font-size="12"') +
    (note && text(space, 14, note, `${faint} text-anchor="end"`)) +
    pictures.join("") +
    text(
      0,
      TITLE + shown.height + 13,
      shorten(sizeNote(item, shown), 10, space),
      `font-size="10" fill="${FAINT}"`,
    );
}

/** The names of the pictures over the columns. */
export function columnHeads(places: Places, columns: number): Panel {
  const { parts, side } = places;
  const markup = Array.from(
    { length: columns },
    (_, column) =>
      parts.map((part, index) =>
        `<text x="${
          leftOf(places, column) + index * (side + GAP) + side / 2
        }" y="12" font-size="11" text-anchor="middle" fill="${FAINT}">${part}</text>`
      ).join(""),
  ).join("");
  return { markup, width: INNER_WIDTH, height: 20 };
}

/** Items row by row; a row is as high as its highest picture. */
export async function itemRows(
  items: readonly GalleryItem[],
  places: Places,
): Promise<Panel[]> {
  const rows: Panel[] = [];
  for (let start = 0; start < items.length; start += places.across) {
    const row = items.slice(start, start + places.across);
    const drawn: string[] = [];
    for (const [column, item] of row.entries()) {
      const x = leftOf(places, column);
      drawn.push(`<g transform="translate(${x},0)">${await drawItem(item, places)}</g>`);
    }
    const highest = Math.max(
      ...row.map((item) => shownSize(item, places.side).height),
    );
    rows.push({
      markup: drawn.join(""),
      width: INNER_WIDTH,
      height: TITLE + highest + SIZE_NOTE + GAP,
    });
  }
  return rows;
}
