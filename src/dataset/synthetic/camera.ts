/** The last step of each picture: light becomes the numbers of a file. */
// @ts-types="@types/d3-random"
import { randomNormal } from "d3-random";
import { type Random, seededRandom } from "../../base/mod.ts";

/** How many normal deviates are kept: a power of two. */
const DEVIATES = 1 << 15;

/**
 * Normal deviates, drawn once. Each row of a picture reads them from a place of
 * its own, so that a picture takes one random number a row and not one a pixel.
 */
const normals = Float32Array.from(
  { length: DEVIATES },
  randomNormal.source(seededRandom(0))(0, 1),
);

/** What noise a camera adds. */
export interface Camera {
  /** Variance of the shot noise per gray level. */
  readonly shot: number;
  /** Standard deviation of the read noise in gray levels. */
  readonly read: number;
}

/**
 * What a camera makes of light: shot noise, whose variance grows with the light,
 * read noise, which does not (both as in the EMVA 1288 standard's camera model),
 * saturation at 255 and rounding.
 *
 * @param light in gray levels; `rowLength` values are a row
 */
export function expose(
  light: Float32Array,
  rowLength: number,
  random: Random,
  { shot, read }: Camera,
): Uint8Array {
  const values = new Uint8Array(light.length);
  const still = read * read;
  for (let start = 0; start < light.length; start += rowLength) {
    const offset = Math.floor(random() * DEVIATES);
    for (let i = 0; i < rowLength; i++) {
      const level = Math.max(light[start + i]!, 0);
      const noisy = level +
        Math.sqrt(shot * level + still) * normals[(offset + i) & (DEVIATES - 1)]!;
      values[start + i] = Math.round(Math.min(Math.max(noisy, 0), 255));
    }
  }
  return values;
}
