import type { ImageFacts } from "./image_facts.ts";

/**
 * The columns that tell kinds of image apart: brightness on average and at three
 * places of its distribution, colour, and texture. None asks for a mask.
 */
export const FEATURES = [
  "gray",
  "gray_low",
  "gray_middle",
  "gray_high",
  "red_green",
  "yellow_blue",
  "bright_yellow_blue",
  "saturation",
  "texture",
  "noise",
] as const;

export type Feature = typeof FEATURES[number];

/** What makes features comparable: of each, in the order of `FEATURES`. */
export interface Scaling {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** Where a feature hardly varies, a difference of so much counts as one deviation. */
const LEAST_DEVIATION = 0.001;

/** Means and standard deviations of the features over some images. */
export function fitScaling(facts: readonly ImageFacts[]): Scaling {
  const means = FEATURES.map((name) =>
    facts.reduce((sum, row) => sum + row[name], 0) / facts.length
  );
  const deviations = FEATURES.map((name, f) => {
    const squares = facts.reduce((sum, row) => sum + (row[name] - means[f]!) ** 2, 0);
    return Math.max(Math.sqrt(squares / facts.length), LEAST_DEVIATION);
  });
  return { means, deviations };
}

/** The features of each image, in standard deviations from the mean. */
export function scaleFeatures(
  facts: readonly ImageFacts[],
  { means, deviations }: Scaling,
): number[][] {
  return facts.map((row) =>
    FEATURES.map((name, f) => (row[name] - means[f]!) / deviations[f]!)
  );
}

/** Euclidean. */
export function distanceBetween(a: readonly number[], b: readonly number[]): number {
  let squares = 0;
  for (let f = 0; f < a.length; f++) squares += (a[f]! - b[f]!) ** 2;
  return Math.sqrt(squares);
}
