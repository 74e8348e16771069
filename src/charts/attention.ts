import { type Chart, InputError } from "../base/mod.ts";
import type { Image } from "../images/mod.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { drawPart } from "./gallery_pictures.ts";
import { heatUrl } from "./heat.ts";
import { FAINT, seriesColour } from "./palette.ts";
import { grid } from "./panel.ts";
import { escapeXml, plural } from "./words.ts";

/** Where places of an image look, as `attentionMaps()` gives it. */
export interface AttentionItem {
  readonly image: Image;
  readonly layer: string;
  readonly heads: number;
  /** Rows and columns of places; they lie over the whole image. */
  readonly height: number;
  readonly width: number;
  /** `[heads, places, places]`, at least 0: what each place takes of each other. */
  readonly weights: Float32Array;
}

/** Which place looks, counted from 0 at the top left. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

const ACROSS = 3;
const GAP = 8;
const SIDE = Math.floor(INNER_WIDTH / ACROSS) - GAP;
const HEAD = 20;

function expectFits({ heads, width, height, weights }: AttentionItem, place: Place) {
  const expected = heads * (width * height) ** 2;
  if (weights.length !== expected) {
    throw new InputError(
      `attentionChart: Expected ${expected} weights of ${heads} heads and ${height} x ${width} places but found ${weights.length}`,
    );
  }
  const isInside = (value: number, limit: number) =>
    Number.isInteger(value) && value >= 0 && value < limit;
  if (isInside(place.row, height) && isInside(place.column, width)) return;
  throw new InputError(
    `attentionChart: Expected a place within ${height} rows and ${width} columns but found row ${place.row}, column ${place.column}`,
  );
}

/**
 * An image with one place marked, and how much that place takes of every other, for
 * each head of a self-attention layer: black is nothing, yellow is the head's most.
 *
 * @param place the one that looks
 * @throws {InputError} if the weights do not fit the places, or the place lies outside
 *
 * @example
 * ```ts
 * import { attentionChart, createImage } from "#karyon";
 * // Two places side by side, each looking at the other.
 * const weights = Float32Array.of(0, 1, 1, 0);
 * const map = { layer: "first", heads: 1, height: 1, width: 2, weights };
 * const image = createImage(32, 16, 3);
 * const place = { row: 0, column: 0 };
 * const chart = await attentionChart({ image, ...map }, place, { split: "test" });
 * if (!chart.alt.includes("head 1: 0 % to itself")) throw new Error(chart.alt);
 * ```
 */
export async function attentionChart(
  item: AttentionItem,
  place: Place,
  { split, title = "Where one place looks" }: {
    readonly split: string;
    readonly title?: string;
  },
): Promise<Chart> {
  expectFits(item, place);
  const { image, heads, width, height, weights, layer } = item;
  const scale = SIDE / Math.max(image.width, image.height);
  const shown = {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
  const cell = { x: shown.width / width, y: shown.height / height };
  // Two lines, one dark: seen on any picture.
  const mark = [["#000000", 4], [seriesColour(5), 2]].map(([stroke, line]) =>
    `<rect x="${(place.column * cell.x).toFixed(1)}" y="${
      (HEAD + place.row * cell.y).toFixed(1)
    }" width="${cell.x.toFixed(1)}" height="${
      cell.y.toFixed(1)
    }" fill="none" stroke="${stroke}" stroke-width="${line}"/>`
  ).join("");
  const picture = (name: string, url: string, pixelated: boolean) => ({
    markup: `<text y="13" font-size="11" fill="${FAINT}">${escapeXml(name)}</text>` +
      `<image y="${HEAD}" width="${shown.width}" height="${shown.height}" ` +
      `preserveAspectRatio="none"${
        pixelated ? ' image-rendering="pixelated"' : ""
      } href="${url}"/>${mark}`,
    width: SIDE + GAP,
    height: HEAD + shown.height + GAP,
  });
  const places = width * height, from = place.row * width + place.column;
  const panels = [
    picture("image", (await drawPart({ title, image }, "image", shown))!, false),
  ];
  const spoken: string[] = [];
  for (let head = 0; head < heads; head++) {
    const start = (head * places + from) * places;
    const row = weights.subarray(start, start + places);
    const most = row.reduce((most, weight) => Math.max(most, weight), 0);
    const name = `head ${head + 1}, at most ${(100 * most).toFixed(1)} %`;
    panels.push(picture(name, await heatUrl(row, width, height, most || 1), true));
    spoken.push(`head ${head + 1}: ${Math.round(100 * row[from]!)} % to itself`);
  }
  return figure({
    title,
    panels: [grid(panels, ACROSS)],
    caption: `${layer}: how much the marked place takes of each of the ${places} ` +
      `(${width} × ${height}), by head, black for nothing, yellow for the head's most; ` +
      `${split} (n = 1). The image is stretched to full brightness for display.`,
    alt: `Attention of ${plural(heads, "head")} at row ${place.row + 1}, column ${
      place.column + 1
    }. ${spoken.join("; ")}.`,
  });
}
