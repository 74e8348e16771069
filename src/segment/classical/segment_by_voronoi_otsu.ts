import type { Image } from "../../images/mod.ts";
import type { Prediction } from "../prediction.ts";
import { fillMask } from "../split/fill_mask.ts";
import { tidyLabels } from "../split/tidy_labels.ts";
import { watershed } from "../split/watershed.ts";
import { labelNuclei } from "../label_nuclei.ts";
import { gaussianBlur } from "../gaussian_blur.ts";
import { findLocalMaxima } from "./local_maxima.ts";
import { nucleusPlane, type PlaneSource } from "./nucleus_plane.ts";
import { otsuMask } from "./segment_by_otsu.ts";
import { checkTidying, type TidyOptions } from "./tidy_prediction.ts";

/** Settings of {@linkcode segmentByVoronoiOtsu}. */
export interface VoronoiOtsuOptions extends Partial<TidyOptions> {
  /** What nuclei are brighter in; by {@linkcode nucleusPlane} where left out. */
  readonly source?: PlaneSource;
  /**
   * Pixels: the blur before hilltops are sought. Too small splits nuclei, too large
   * merges them. Where left out, a share of the typical nucleus: of the diameter of the
   * disc as large as the median connected piece of the mask; where most nuclei touch,
   * that is too large.
   */
  readonly spotSigma?: number;
  /** Pixels: the blur before the threshold, for smooth outlines; default 0, no blur. */
  readonly outlineSigma?: number;
}

/** How much of a nucleus' diameter the blur takes where it is not set. */
const SPOT_SHARE = 0.25;

/** The median diameter of discs as large as the pieces, pixels; 1 of none. */
function typicalDiameter(pieces: Int32Array, minArea: number): number {
  const areas: number[] = [];
  for (const piece of pieces) areas[piece] = (areas[piece] ?? 0) + 1;
  const nuclei = areas.slice(1).filter((area) => area >= minArea);
  const median = nuclei.toSorted((a, b) => a - b)[nuclei.length >> 1];
  return median === undefined ? 1 : 2 * Math.sqrt(median / Math.PI);
}

/** Numbers the hilltops in the mask, and by one pixel each piece that has none. */
function placeSeeds(tops: readonly number[], pieces: Int32Array): Int32Array {
  const seeds = new Int32Array(pieces.length);
  const isSeeded = new Set([0]);
  let count = 0;
  for (const at of tops) {
    if (pieces[at] === 0) continue;
    seeds[at] = ++count;
    isSeeded.add(pieces[at]!);
  }
  for (let at = 0; at < pieces.length; at++) {
    if (isSeeded.has(pieces[at]!)) continue;
    seeds[at] = ++count;
    isSeeded.add(pieces[at]!);
  }
  return seeds;
}

/**
 * Voronoi-Otsu labelling, the way of CLIJ and scikit-image to part nuclei that touch
 * (R. Haase et al., "CLIJ: GPU-accelerated image processing for everyone", Nature
 * Methods 17, 2020): the hilltops of a strongly blurred plane that lie inside the mask
 * of Otsu's threshold are seeds, and each pixel of the mask goes to the seed that is
 * nearest within the mask, by steps along edges. Unlike there, the blur follows from the
 * image where it is not set, and a piece of the mask without a hilltop is kept.
 *
 * @param options `minArea` 20 and `fillHoles` 100 pixels where left out
 * @throws {InputError} if an option is out of its range
 *
 * @example
 * ```ts
 * import { createImage, segmentByOtsu, segmentByVoronoiOtsu } from "#karyon";
 * const image = createImage(60, 40, 1);
 * for (let i = 0; i < image.data.length; i++) { // two discs that overlap
 *   const x = i % 60, y = Math.floor(i / 60);
 *   const inside = [20, 38].some((middle) => Math.hypot(x - middle, y - 20) < 10);
 *   if (inside) image.data[i] = 200;
 * }
 * if (segmentByOtsu(image).count !== 1) throw new Error();
 * if (segmentByVoronoiOtsu(image, { spotSigma: 4 }).count !== 2) throw new Error();
 * ```
 */
export function segmentByVoronoiOtsu(
  image: Image,
  options: VoronoiOtsuOptions = {},
): Prediction {
  const { outlineSigma = 0, minArea = 20, fillHoles = 100, ...plane } = options;
  checkTidying({ minArea, fillHoles });
  const { values, width, height } = nucleusPlane(image, plane);
  const mask = fillMask(otsuMask(values, width, height, outlineSigma), width, fillHoles);
  const pieces = labelNuclei(mask, width, height);
  const { spotSigma = SPOT_SHARE * typicalDiameter(pieces, minArea) } = options;
  const spots = gaussianBlur(values, width, height, spotSigma);
  const seeds = placeSeeds(findLocalMaxima(spots, width, height), pieces);
  // On flat ground all seeds flood equally fast.
  const flat = new Float32Array(values.length);
  return tidyLabels(watershed(flat, seeds, mask, width, height), width, minArea, 0);
}
