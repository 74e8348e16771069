import type { Random } from "../../base/mod.ts";
import { varyColours } from "./colours.ts";
import { drawBetween } from "./draw.ts";
import { drawDisplacement } from "./elastic.ts";
import { drawGeometry } from "./geometry.ts";
import type { Augmentation } from "./options.ts";
import type { SourceImage } from "../source_image.ts";
import { addNoise, blurSquare } from "./texture.ts";
import { type WarpedImage, warpImage } from "./warp.ts";

/**
 * Draws a training image from a whole one: a square, moved and deformed with its
 * mask and labels, then varied in colour and texture.
 *
 * @param size of the square, in pixels
 * @param random what is drawn; the same numbers give the same square
 *
 * @example
 * ```ts
 * import { augmentImage, seededRandom } from "#karyon";
 * const source = {
 *   id: "a",
 *   width: 40,
 *   height: 30,
 *   pixels: new Uint8Array(40 * 30 * 3),
 *   peak: 255,
 *   mask: new Uint8Array(40 * 30),
 * } as const;
 * const { pixels } = augmentImage(source, 16, { flip: true }, seededRandom(1));
 * if (pixels.length !== 16 * 16 * 3) throw new Error(`${pixels.length}`);
 * ```
 */
export function augmentImage(
  source: SourceImage,
  size: number,
  options: Augmentation,
  random: Random,
): WarpedImage {
  const affine = drawGeometry(source, size, options, random);
  const { elastic, blur, noise } = options;
  const displacement = elastic && random() < elastic.share
    ? drawDisplacement(size, elastic, random)
    : undefined;
  const warped = warpImage(source, { size, affine, displacement });
  varyColours(warped.pixels, options, random);
  if (blur && random() < blur.share) {
    blurSquare(warped.pixels, size, drawBetween(random, blur.range));
  }
  if (noise && random() < noise.share) {
    addNoise(warped.pixels, drawBetween(random, noise.range), random);
  }
  return warped;
}
