import type { Image } from "../../images/mod.ts";
import type { Prediction } from "../prediction.ts";
import { gaussianBlur } from "../gaussian_blur.ts";
import { nucleusPlane, type PlaneSource } from "./nucleus_plane.ts";
import { otsuThreshold } from "./otsu_threshold.ts";
import { type TidyOptions, tidyPrediction } from "./tidy_prediction.ts";

/** Settings of {@linkcode segmentByOtsu}. */
export interface OtsuOptions extends Partial<TidyOptions> {
  /** What nuclei are brighter in; by {@linkcode nucleusPlane} where left out. */
  readonly source?: PlaneSource;
  /** Pixels: blurs against noise before the threshold; default 0, no blur. */
  readonly sigma?: number;
}

/** The blurred plane, and 1 where it is above its threshold by Otsu. */
export function otsuMask(
  values: Float32Array,
  width: number,
  height: number,
  sigma: number,
): Uint8Array<ArrayBuffer> {
  const blurred = gaussianBlur(values, width, height, sigma);
  const threshold = otsuThreshold(blurred);
  return Uint8Array.from(blurred, (value) => value > threshold ? 1 : 0);
}

/**
 * Nuclei by one threshold for the whole image: the plane in which nuclei are bright
 * above {@linkcode otsuThreshold}; holes filled; each connected piece is a nucleus.
 *
 * @param options `minArea` 20 and `fillHoles` 100 pixels where left out
 * @throws {InputError} if an option is out of its range
 *
 * @example
 * ```ts
 * import { createImage, segmentByOtsu } from "#karyon";
 * const image = createImage(40, 20, 1);
 * for (let y = 5; y < 15; y++) {
 *   image.data.fill(200, y * 40 + 4, y * 40 + 14).fill(150, y * 40 + 22, y * 40 + 34);
 * }
 * if (segmentByOtsu(image).count !== 2) throw new Error();
 * ```
 */
export function segmentByOtsu(image: Image, options: OtsuOptions = {}): Prediction {
  const { sigma = 0, minArea = 20, fillHoles = 100, ...plane } = options;
  const { values, width, height } = nucleusPlane(image, plane);
  const mask = otsuMask(values, width, height, sigma);
  return tidyPrediction(mask, width, height, { minArea, fillHoles });
}
