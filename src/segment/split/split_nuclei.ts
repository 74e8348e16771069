import { InputError } from "../../base/mod.ts";
import { checkSize } from "../checks.ts";
import { gaussianBlur } from "../gaussian_blur.ts";
import { labelNuclei } from "../label_nuclei.ts";
import type { NucleusMaps } from "../nucleus_maps.ts";
import type { Prediction } from "../prediction.ts";
import { distanceTransform } from "./distance_transform.ts";
import { fillMask } from "./fill_mask.ts";
import { findMiddles } from "./find_middles.ts";
import { checkSplitting, type SplitSettings } from "./split_settings.ts";
import { tidyLabels } from "./tidy_labels.ts";
import { watershed } from "./watershed.ts";

/** How far a blend of probabilities may leave 0..1 by rounding. */
const ROUNDING = 0.01;

function checkMaps(maps: NucleusMaps): void {
  const { width, height } = maps;
  for (const name of ["nucleus", "border", "distance"] as const) {
    const values = maps[name];
    if (values === undefined) continue;
    checkSize(`the map ${name}`, values, width, height);
    for (let at = 0; at < values.length; at++) {
      const value = values[at]!;
      if (value >= -ROUNDING && value <= 1 + ROUNDING) continue;
      throw new InputError(
        `Expected the map ${name} to be 0..1 but found ${value} at pixel ${at}`,
      );
    }
  }
}

/** How sure it is that a pixel lies in the middle of a nucleus, 0..1. */
function mapSeeds({ nucleus, border, distance }: NucleusMaps): Float32Array {
  const seeds = Float32Array.from(distance ?? nucleus);
  if (border === undefined) return seeds;
  for (let at = 0; at < seeds.length; at++) seeds[at]! *= 1 - border[at]!;
  return seeds;
}

/** Numbers what a mask still has of pieces that no seed reaches after all the others. */
function labelSeedless(
  labels: Int32Array,
  mask: Uint8Array,
  width: number,
  height: number,
): void {
  const isDry = new Uint8Array(mask.length);
  let last = 0, isAnyDry = false;
  for (let at = 0; at < mask.length; at++) {
    if (labels[at]! > last) last = labels[at]!;
    if (mask[at] === 0 || labels[at] !== 0) continue;
    isDry[at] = 1;
    isAnyDry = true;
  }
  if (!isAnyDry) return;
  const others = labelNuclei(isDry, width, height);
  for (let at = 0; at < labels.length; at++) {
    if (others[at] !== 0) labels[at] = last + others[at]!;
  }
}

/** Floods a mask from its seeds downhill, from the surest pixels to the others. */
function floodMask(
  heights: Float32Array,
  seeds: Int32Array,
  mask: Uint8Array,
  width: number,
  height: number,
): Int32Array {
  for (let at = 0; at < heights.length; at++) heights[at] = -heights[at]!;
  const labels = watershed(heights, seeds, mask, width, height);
  labelSeedless(labels, mask, width, height);
  return labels;
}

/** Drops seeds of fewer pixels; seeds may consist of several pieces. */
function dropSmallSeeds(seeds: Int32Array, minArea: number): void {
  if (minArea <= 1) return;
  const areas = new Map<number, number>();
  for (const seed of seeds) if (seed !== 0) areas.set(seed, (areas.get(seed) ?? 0) + 1);
  for (let at = 0; at < seeds.length; at++) {
    if (seeds[at] !== 0 && areas.get(seeds[at]!)! < minArea) seeds[at] = 0;
  }
}

/** Beyond three sigmas lies 0.3 % of the bell: no seed depends on that. */
const REACH = 3;

function smooth(values: Float32Array, width: number, height: number, sigma: number) {
  // Of an image without pixels there is nothing to smooth.
  const isKept = sigma === 0 || values.length === 0;
  return isKept ? values : gaussianBlur(values, width, height, sigma, REACH);
}

function splitByShape(
  mask: Uint8Array,
  width: number,
  height: number,
  { seedThreshold, minSeedArea, smoothing = 0 }: SplitSettings,
): Int32Array {
  // Without background there is no shape to go by.
  if (!mask.includes(0)) return labelNuclei(mask, width, height);
  const depths = smooth(
    distanceTransform(mask, width, height),
    width,
    height,
    smoothing,
  );
  const seeds = findMiddles(depths, mask, width, seedThreshold);
  dropSmallSeeds(seeds, minSeedArea);
  return floodMask(depths, seeds, mask, width, height);
}

function splitByMaps(
  maps: NucleusMaps,
  mask: Uint8Array,
  { seedThreshold, minSeedArea, smoothing = 0 }: SplitSettings,
): Int32Array {
  const { width, height } = maps;
  const heights = smooth(mapSeeds(maps), width, height, smoothing);
  const middles = new Uint8Array(mask.length);
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] !== 0 && heights[at]! > seedThreshold) middles[at] = 1;
  }
  const seeds = labelNuclei(middles, width, height, minSeedArea);
  return floodMask(heights, seeds, mask, width, height);
}

/**
 * Makes single nuclei of what a model says of every pixel: a mask by `threshold`, in
 * it a seed for each nucleus, and a {@linkcode watershed} from the seeds. Pieces of
 * the mask without a seed are nuclei of their own. `learned` follows the contest's
 * winner (selimsef, topcoders, 2018): seeds where body times 1 - border is high.
 *
 * Each nucleus is one piece whose pixels are joined by edges, has at least `minArea`
 * pixels, and numbers run from 1 in the order of first pixels.
 *
 * @param maps probabilities 0..1, row-major, of one size
 * @throws {InputError} if sizes differ, a value is none or out of range, a setting is
 *   out of range, or `learned` finds neither `border` nor `distance`
 *
 * @example
 * ```ts
 * import { DEFAULT_SPLITTING, splitNuclei } from "#karyon";
 * const maps = {
 *   width: 5,
 *   height: 1,
 *   nucleus: Float32Array.of(0.9, 0.9, 0.9, 0.9, 0.9),
 *   border: Float32Array.of(0, 0, 0.9, 0, 0),
 * };
 * const settings = { ...DEFAULT_SPLITTING.learned, minSeedArea: 1, minArea: 1 };
 * const { labels, count } = splitNuclei(maps, settings);
 * if (labels.join() !== "1,1,1,2,2" || count !== 2) throw new Error(labels.join());
 * ```
 */
export function splitNuclei(maps: NucleusMaps, settings: SplitSettings): Prediction {
  checkSplitting(settings);
  checkMaps(maps);
  const { width, height, nucleus } = maps;
  const { method, threshold, minArea, fillHoles } = settings;
  if (method === "learned" && !maps.border && !maps.distance) {
    throw new InputError(
      "Expected a map of borders or distances to split learned but found nucleus alone",
    );
  }
  const mask = new Uint8Array(nucleus.length);
  for (let at = 0; at < mask.length; at++) mask[at] = nucleus[at]! > threshold ? 1 : 0;
  const labels = method === "learned"
    ? splitByMaps(maps, mask, settings)
    : method === "distance"
    ? splitByShape(fillMask(mask, width, fillHoles), width, height, settings)
    : labelNuclei(mask, width, height);
  return tidyLabels(labels, width, minArea, fillHoles);
}
