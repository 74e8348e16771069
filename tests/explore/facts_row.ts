/**
 * A row of facts to vary, and samples to explore.
 *
 * @module
 */
import type { Sample } from "../../src/dataset/mod.ts";
import type { ImageFacts } from "../../src/explore/mod.ts";

export const FACTS: ImageFacts = {
  id: "a",
  split: "train",
  kind: "rgba",
  gray_in_rgb: true,
  alpha_used: false,
  width: 256,
  height: 256,
  megapixels: 0.065536,
  aspect: 1,
  depth: 8,
  smallest: 3,
  low: 4,
  high: 90,
  brightest: 100,
  mean: 10,
  clipped: 0,
  gray: 0.04,
  gray_low: 0.02,
  gray_middle: 0.03,
  gray_high: 0.2,
  gray_spread: 0.05,
  gray_skew: 3,
  red_green: 0,
  yellow_blue: 0,
  bright_yellow_blue: 0,
  saturation: 0,
  noise: 0.002,
  sharpness: 0.01,
  texture: 0.004,
  foreground: 0.1,
  nuclei: 3,
  nuclei_per_megapixel: 45.8,
  median_area: 20,
  area_variation: 0.4,
  touching: 0.2,
  difference: 0.1,
  contrast: 0.8,
  separation: 2.5,
  edge_sharpness: 0.2,
  nucleus_texture: 0.3,
  look: "white on black",
};

/** Facts that only a mask can tell, as they are without one. */
export const NO_MASK = {
  foreground: null,
  nuclei: null,
  nuclei_per_megapixel: null,
  median_area: null,
  area_variation: null,
  touching: null,
  difference: null,
  contrast: null,
  separation: null,
  edge_sharpness: null,
  nucleus_texture: null,
  look: null,
} as const;

export async function* stream(...samples: Sample[]): AsyncGenerator<Sample> {
  for (const sample of samples) yield await Promise.resolve(sample);
}
