import type { Image } from "../image.ts";
import { Damage } from "../formats/refusal.ts";

/** Values of a PNG as its decoder gives them, one in each place. */
export interface PngValues {
  readonly data: Uint8Array | Uint16Array;
  readonly width: number;
  readonly height: number;
}

/** The image that values with these channels are. */
export function imageOf(
  { data, width, height }: PngValues,
  channels: Image["channels"],
): Image {
  const depth = data instanceof Uint16Array ? 16 : 8;
  const alpha = channels === 2 || channels === 4;
  return { data, width, height, channels, depth, alpha };
}

/**
 * Values with alpha after each pixel: none where it has the colour that stands for it.
 *
 * @param channels 1 gray, 3 RGB
 * @param key the transparent colour
 */
export function withTransparentColor(
  { data, width, height }: PngValues,
  channels: 1 | 3,
  key: readonly number[],
): PngValues {
  const pixels = width * height, opaque = data instanceof Uint16Array ? 65535 : 255;
  const length = pixels * (channels + 1);
  const keyed = opaque === 255 ? new Uint8Array(length) : new Uint16Array(length);
  for (let from = 0, to = 0; from < data.length; from += channels) {
    let isKey = true;
    for (let c = 0; c < channels; c++) {
      if (data[from + c] !== key[c]) isKey = false;
      keyed[to++] = data[from + c]!;
    }
    keyed[to++] = isKey ? 0 : opaque;
  }
  return { data: keyed, width, height };
}

/**
 * The colours that the numbers of a palette stand for.
 *
 * @param palette red, green, blue and, in all entries or none, alpha
 */
export function withPaletteColors(
  { data, width, height }: PngValues,
  palette: readonly (readonly number[])[],
): Image {
  const channels = palette[0]?.length === 4 ? 4 : 3;
  const colors = new Uint8Array(width * height * channels);
  let to = 0;
  for (const number of data) {
    const color = palette[number];
    if (color === undefined) throw new Damage("a pixel's number is not in its palette");
    for (let c = 0; c < channels; c++) colors[to++] = color[c]!;
  }
  return imageOf({ data: colors, width, height }, channels);
}
