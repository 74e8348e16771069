/** Images of a split with the same channels, with some ids to look at. */
export type KindExamples = {
  readonly split: string;
  readonly kind: string;
  readonly images: number;
  /** Share of the split's images, 0..1. */
  readonly share: number;
  /** Ids, in the split's order, separated by ", ". */
  readonly examples: string;
};

/** The values that the images of one split and bit depth hold. */
export type ValueRange = {
  readonly split: string;
  /** Bits a channel. */
  readonly depth: number;
  readonly images: number;
  /** The values that the depth can hold: `0..255` or `0..65535`. */
  readonly unit: string;
  /** The smallest value of any image, in that unit. */
  readonly smallest: number;
  /** Medians over the images of the 0.5th and 99.8th percentile. */
  readonly low: number;
  readonly high: number;
  /** Median over the images of the largest value. */
  readonly typical_brightest: number;
  /** The largest value of any image. */
  readonly brightest: number;
  /** Images whose largest value is the most that the depth holds. */
  readonly full_range: number;
  /** Images whose largest value is 0 or 1, as if they were floats or masks. */
  readonly zero_to_one: number;
};

/** One number that says something about a set: a row of its statistics. */
export type Statistic = {
  readonly statistic: string;
  /** `pixels`, `megapixels`, `share`, `count`, ... */
  readonly unit: string;
  /** How the images' values became one: `median`, `mean` or `share`. */
  readonly summary: string;
  /** Images that the value is from. */
  readonly images: number;
  /** Null where no image has one. */
  readonly value: number | null;
};

/** The same statistic of two sets. */
export type ComparedStatistic = {
  readonly statistic: string;
  readonly unit: string;
  readonly summary: string;
  readonly first: number | null;
  readonly second: number | null;
  /** Second over first; null where one is unknown or the first is 0 alone. */
  readonly ratio: number | null;
  /** Whether the two are within a factor of two; null where one is unknown. */
  readonly within_two: boolean | null;
};
