import type { FactDrift } from "./drift_tables.ts";
import type { ImageFacts } from "./image_facts.ts";
import { kolmogorovSmirnov } from "./kolmogorov_smirnov.ts";
import { middle } from "./middle.ts";

/** The columns of the facts that hold numbers. */
export type NumericFact = {
  [Name in keyof ImageFacts]: ImageFacts[Name] extends number | null ? Name : never;
}[keyof ImageFacts];

/** What is compared where nothing else is asked for. */
const FACTS: readonly NumericFact[] = [
  "width",
  "height",
  "megapixels",
  "aspect",
  "brightest",
  "clipped",
  "gray",
  "gray_low",
  "gray_middle",
  "gray_high",
  "gray_spread",
  "gray_skew",
  "red_green",
  "yellow_blue",
  "saturation",
  "noise",
  "sharpness",
  "texture",
  "foreground",
  "nuclei",
  "nuclei_per_megapixel",
  "median_area",
  "area_variation",
  "touching",
  "contrast",
  "separation",
  "edge_sharpness",
  "nucleus_texture",
];

/** The values of a column, images without one left out. */
function valuesOf(facts: readonly ImageFacts[], name: NumericFact): number[] {
  return facts.map((row) => row[name]).filter((value) => value !== null);
}

/**
 * How the images of two sets differ, a row a fact, the largest difference first: D
 * of Kolmogorov and Smirnov, its p, and both medians. A fact that one of the sets
 * knows of no image, such as `nuclei` without masks, has no row.
 *
 * With 28 facts, one or two of two sets that do not differ have a p below 0.05.
 *
 * @param from the set that is known, such as train
 * @param to the one that is held against it
 *
 * @example
 * ```ts
 * import { createImage, exploreSamples, factDrift } from "#karyon";
 * async function* samples(...widths: number[]) {
 *   for (const width of widths) yield { id: "a", image: createImage(width, 10, 1) };
 * }
 * const train = await exploreSamples(samples(10, 12, 14), "train");
 * const test = await exploreSamples(samples(20, 22, 24), "test");
 * const [width] = factDrift(train, test, ["width"]);
 * if (width?.d !== 1 || width.difference !== 10) throw new Error();
 * ```
 */
export function factDrift(
  from: readonly ImageFacts[],
  to: readonly ImageFacts[],
  names: readonly NumericFact[] = FACTS,
): FactDrift[] {
  return names.flatMap((fact) => {
    const [before, after] = [valuesOf(from, fact), valuesOf(to, fact)];
    if (before.length === 0 || after.length === 0) return [];
    const [fromMedian, toMedian] = [middle(before), middle(after)];
    return [{
      fact,
      from: from[0]!.split,
      to: to[0]!.split,
      from_images: before.length,
      to_images: after.length,
      from_median: fromMedian,
      to_median: toMedian,
      difference: toMedian - fromMedian,
      ...kolmogorovSmirnov(before, after),
    }];
  }).sort((a, b) => b.d - a.d);
}
