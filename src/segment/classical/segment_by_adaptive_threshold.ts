import { InputError } from "../../base/mod.ts";
import type { Image } from "../../images/mod.ts";
import type { Prediction } from "../prediction.ts";
import { checkNumber } from "../checks.ts";
import { gaussianBlur } from "../gaussian_blur.ts";
import { localStatistics } from "./local_statistics.ts";
import { nucleusPlane, type PlaneSource } from "./nucleus_plane.ts";
import { type TidyOptions, tidyPrediction } from "./tidy_prediction.ts";

/** A threshold of its own for each pixel, from what surrounds it. */
export interface LocalThresholdOptions {
  /**
   * `mean`: the mean of the window plus `offset`. `sauvola`: for dark marks on bright
   * paper, mean * (1 + k * (deviation / 0.5 - 1)) (J. Sauvola and M. Pietikäinen,
   * "Adaptive document image binarization", Pattern Recognition 33, 2000).
   */
  readonly rule?: "mean" | "sauvola";
  /** Side of the window in pixels, odd; several times a nucleus. */
  readonly window?: number;
  /** For `mean`: by how much a nucleus is brighter than its surroundings, -1..1. */
  readonly offset?: number;
  /** For `sauvola`: how far the threshold leaves the mean where nothing varies, 0..1. */
  readonly k?: number;
}

/** Half of a range of 0..1: the largest standard deviation that there can be. */
const LARGEST_DEVIATION = 0.5;

/**
 * The threshold of each pixel of a plane.
 *
 * @param values row-major, 0..1
 * @param options `rule` sauvola, `window` 201, `offset` 0.15 and `k` 0.2 where left out
 * @throws {InputError} if the sizes do not fit or an option is out of its range
 *
 * @example
 * ```ts
 * import { localThreshold } from "#karyon";
 * const plane = Float32Array.of(0, 0.5, 1, 0.5);
 * const thresholds = localThreshold(plane, 4, 1, {
 *   rule: "mean",
 *   window: 3,
 *   offset: 0.25,
 * });
 * if (thresholds.join() !== "0.5,0.75,0.9166666865348816,1") {
 *   throw new Error(thresholds.join());
 * }
 * ```
 */
export function localThreshold(
  values: Float32Array,
  width: number,
  height: number,
  options: LocalThresholdOptions = {},
): Float32Array<ArrayBuffer> {
  const { rule = "sauvola", window = 201, offset = 0.15, k = 0.2 } = options;
  checkNumber("offset", offset, -1, 1);
  checkNumber("k", k, 0, 1);
  const { mean, deviation } = localStatistics(values, width, height, window);
  switch (rule) {
    case "mean":
      return mean.map((average) => average + offset);
    case "sauvola":
      return mean.map((average, i) =>
        average * (1 + k * (deviation[i]! / LARGEST_DEVIATION - 1))
      );
    default:
      throw new InputError(
        `Expected the rule to be mean or sauvola but found ${JSON.stringify(rule)}`,
      );
  }
}

/** Settings of {@linkcode segmentByAdaptiveThreshold}. */
export interface AdaptiveOptions extends LocalThresholdOptions, Partial<TidyOptions> {
  /** What nuclei are brighter in; by {@linkcode nucleusPlane} where left out. */
  readonly source?: PlaneSource;
  /** Pixels: blurs against noise before the threshold; default 0, no blur. */
  readonly sigma?: number;
}

/**
 * Nuclei by a threshold for each pixel, see {@linkcode localThreshold}, so that uneven
 * light and a background that changes do no harm; holes filled; each connected piece is
 * a nucleus. By `sauvola` the plane is turned over first, since that expects dark marks.
 *
 * @param options `minArea` 20 and `fillHoles` 100 pixels where left out
 * @throws {InputError} if an option is out of its range
 *
 * @example
 * ```ts
 * import { createImage, segmentByAdaptiveThreshold } from "#karyon";
 * const image = createImage(60, 20, 1);
 * for (let i = 0; i < image.data.length; i++) image.data[i] = 2 * (i % 60); // brighter
 * for (let y = 6; y < 14; y++) { // to the right, where the background is as bright
 *   for (const x of [4, 48]) { // as the nucleus on the left
 *     for (let i = y * 60 + x; i < y * 60 + x + 8; i++) image.data[i]! += 90;
 *   }
 * }
 * if (segmentByAdaptiveThreshold(image, { window: 41 }).count !== 2) throw new Error();
 * ```
 */
export function segmentByAdaptiveThreshold(
  image: Image,
  options: AdaptiveOptions = {},
): Prediction {
  const { sigma = 0, minArea = 20, fillHoles = 100, source, ...local } = options;
  const plane = nucleusPlane(image, source === undefined ? {} : { source });
  const { width, height } = plane;
  const blurred = gaussianBlur(plane.values, width, height, sigma);
  const isDark = local.rule !== "mean";
  const values = isDark ? blurred.map((value) => 1 - value) : blurred;
  const thresholds = localThreshold(values, width, height, local);
  const mask = Uint8Array.from(
    values,
    (value, i) => (isDark ? value < thresholds[i]! : value > thresholds[i]!) ? 1 : 0,
  );
  return tidyPrediction(mask, width, height, { minArea, fillHoles });
}
