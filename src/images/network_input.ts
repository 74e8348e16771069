import { toFloat, toRgb } from "./convert.ts";
import type { Image } from "./image.ts";
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
 * @returns `size * size * 3` values in 0..1, row-major
 */
export function prepareImage(
  image: Image,
  { size, normalization }: InputShape,
): Float32Array {
  const { width, height } = image;
  const values = toFloat(toRgb(image));
  const resized = width === size && height === size
    ? values
    : resizeBilinear(values, width, height, 3, size, size);
  return normalizeIntensity(resized, normalization);
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
