import { toRgb } from "./convert.ts";
import { createImage } from "./create.ts";
import type { Image } from "./image.ts";

/**
 * Brightens an image so that a person sees what is in it, as RGB of 8 bits.
 *
 * The values between two quantiles of the whole image spread over 0..255, alike
 * in all channels, so that hues stay. Many fluorescence images use less than a
 * fifth of their range and look black without this. A picture of one value only
 * keeps it. For looking, not for computing.
 *
 * @param low the share of values, 0..1, that may become black
 * @param high the share of values, 0..1, beyond which they may become white
 *
 * @example
 * ```ts
 * import { createImage, stretchContrast } from "#karyon";
 * const dark = createImage(3, 1, 1);
 * dark.data.set([10, 20, 30]);
 * if (stretchContrast(dark).data.join() !== "0,0,0,128,128,128,255,255,255") {
 *   throw new Error();
 * }
 * ```
 */
export function stretchContrast(
  image: Image,
  low = 0.001,
  high = 0.999,
): Image {
  const rgb = toRgb(image);
  const [black, white] = quantiles(rgb.data, rgb.depth, low, high);
  const isFlat = white <= black;
  const from = isFlat ? 0 : black;
  const range = isFlat ? 2 ** rgb.depth - 1 : white - black;
  const stretched = createImage(rgb.width, rgb.height, 3);
  for (let i = 0; i < rgb.data.length; i++) {
    const value = (rgb.data[i]! - from) * 255 / range;
    stretched.data[i] = Math.round(Math.min(Math.max(value, 0), 255));
  }
  return stretched;
}

/** The values below which the shares `low` and `high` of all values lie. */
function quantiles(
  data: ArrayLike<number>,
  depth: Image["depth"],
  low: number,
  high: number,
): [number, number] {
  const counts = new Uint32Array(2 ** depth);
  for (let i = 0; i < data.length; i++) counts[data[i]!]!++;
  const valueAt = (index: number) => {
    let value = 0;
    for (let seen = counts[0]!; seen <= index; seen += counts[value]!) value++;
    return value;
  };
  // Outward, so that few values keep their smallest and their largest.
  const last = data.length - 1;
  return [valueAt(Math.floor(low * last)), valueAt(Math.ceil(high * last))];
}
