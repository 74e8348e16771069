import { toFloat, toRgb } from "./convert.ts";
import type { Image } from "./image.ts";
import {
  applyIntensityRange,
  type IntensityRange,
  measureIntensityRange,
} from "./intensity_range.ts";
import { findLoneChannel } from "./lone_channel.ts";
import { type Normalization, normalizeIntensity } from "./normalize_intensity.ts";
import { resizeBilinear } from "./resize.ts";

/** What a network is fed: always square RGB, 0..1. */
export interface InputShape {
  /** Pixels along each side. */
  readonly size: number;
  readonly normalization: Normalization;
}

/**
 * An image as a network takes it: RGB in 0..1, resized bilinearly to a square,
 * its brightness normalised.
 *
 * With `none`, 8 bits are divided by 255, and 16 bits are mapped by `range` and
 * cut off at 0 and 1, since few cameras fill them. With `stretch` the image's own
 * percentiles say what is black and white at either depth.
 *
 * @param range of an image of 16 bits; measured where left out, not used for 8
 * @returns `size * size * 3` values in 0..1, row-major
 *
 * @example
 * ```ts
 * import { createImage, prepareImage } from "#karyon";
 * const image = createImage(2, 2, 1, 16);
 * image.data.set([0, 1, 2, 4]);
 * const range = { black: 0, white: 4, percentiles: [0, 1] } as const;
 * const values = prepareImage(image, { size: 2, normalization: "none" }, range);
 * if (values.join() !== "0,0,0,0.25,0.25,0.25,0.5,0.5,0.5,1,1,1") throw new Error();
 * ```
 */
export function prepareImage(
  image: Image,
  { size, normalization }: InputShape,
  range?: IntensityRange,
): Float32Array {
  const { width, height } = image;
  const values = valuesForNetwork(image, normalization, range);
  const resized = width === size && height === size
    ? values
    : resizeBilinear(values, width, height, 3, size, size);
  return normalizeIntensity(resized, normalization);
}

/**
 * An image's RGB values in 0..1 at its own size, before they are normalised; see
 * {@linkcode prepareImage} for images of 16 bits. One in a single colour
 * ({@linkcode findLoneChannel}) is taken as gray, since networks have learned from gray
 * fluorescence.
 *
 * @returns `height * width * 3` values, row-major
 *
 * @example
 * ```ts
 * import { createImage, valuesForNetwork } from "#karyon";
 * const values = valuesForNetwork(createImage(3, 2, 1), "none");
 * if (values.length !== 3 * 2 * 3) throw new Error(`${values.length}`);
 * ```
 */
export function valuesForNetwork(
  image: Image,
  normalization: Normalization,
  range?: IntensityRange,
): Float32Array {
  return valuesOf(image, normalization, range, findLoneChannel(image));
}

/** The same, where the image may be a part of one that has the lone channel or none. */
export function valuesOf(
  image: Image,
  normalization: Normalization,
  range: IntensityRange | undefined,
  lone: number | undefined,
): Float32Array {
  const rgb = toRgb(image);
  if (lone !== undefined) {
    for (let pixel = 0; pixel < rgb.data.length; pixel += 3) {
      rgb.data.fill(rgb.data[pixel + lone]!, pixel, pixel + 3);
    }
  }
  return image.depth === 16 && normalization === "none"
    ? clip(applyIntensityRange(rgb, range ?? measureIntensityRange(rgb)))
    : toFloat(rgb);
}

function clip(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.min(Math.max(values[i]!, 0), 1);
  }
  return values;
}

/**
 * A mask at a network's size: resized bilinearly and rounded, as the case study
 * does (a half counts as background).
 */
export function prepareMask(
  mask: Uint8Array,
  width: number,
  height: number,
  size: number,
): Uint8Array {
  const resized = resizeBilinear(mask, width, height, 1, size, size);
  const rounded = new Uint8Array(resized.length);
  for (let i = 0; i < resized.length; i++) rounded[i] = resized[i]! > 0.5 ? 1 : 0;
  return rounded;
}
