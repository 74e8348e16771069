import type { Image } from "../image.ts";
import { Damage } from "../formats/refusal.ts";

/**
 * Turns grays of which 0 is white into those of which 0 is black, in place; channels
 * after the first stay.
 */
export function invert(data: Image["data"], bits: number, channels: number): void {
  const most = 2 ** bits - 1;
  for (let i = 0; i < data.length; i += channels) data[i] = most - data[i]!;
}

/**
 * The colours that the numbers of a palette stand for; gray where all of them are gray.
 *
 * @param colormap all reds, then all greens, then all blues, each 0..65535
 */
export function fromColormap(
  numbers: Image["data"],
  colormap: readonly number[],
  bits: number,
): { data: Uint8Array<ArrayBuffer>; channels: 1 | 3 } {
  const size = 2 ** bits;
  if (colormap.length < 3 * size) throw new Damage("its palette is cut short");
  // Some programs write 0..255, against the standard.
  const shift = colormap.some((value) => value > 255) ? 8 : 0;
  const shades = colormap.map((value) => value >> shift);
  let isGray = true;
  for (let i = 0; i < size; i++) {
    const red = shades[i];
    if (red !== shades[size + i] || red !== shades[2 * size + i]) isGray = false;
  }
  const channels = isGray ? 1 : 3;
  const data = new Uint8Array(numbers.length * channels);
  let to = 0;
  for (const number of numbers) {
    for (let c = 0; c < channels; c++) data[to++] = shades[c * size + number]!;
  }
  return { data, channels };
}

/** Brightness and two differences of colour (JFIF) to red, green and blue, in place. */
export function fromYcbcr(data: Image["data"]): void {
  const bounded = (value: number) => Math.min(Math.max(Math.round(value), 0), 255);
  for (let i = 0; i + 2 < data.length; i += 3) {
    const y = data[i]!, blue = data[i + 1]! - 128, red = data[i + 2]! - 128;
    data[i] = bounded(y + 1.402 * red);
    data[i + 1] = bounded(y - 0.344136 * blue - 0.714136 * red);
    data[i + 2] = bounded(y + 1.772 * blue);
  }
}

/** Undoes that colours were multiplied by alpha, in place. */
export function divideByAlpha(data: Image["data"], channels: number): void {
  const most = data instanceof Uint16Array ? 65535 : 255;
  for (let i = 0; i < data.length; i += channels) {
    const alpha = data[i + channels - 1]!;
    for (let c = 0; c < channels - 1; c++) {
      const value = alpha === 0 ? 0 : Math.round(data[i + c]! * most / alpha);
      data[i + c] = Math.min(value, most);
    }
  }
}
