/** How the values of one fact differ between two sets. */
export type FactDrift = {
  /** A column of the facts, such as `gray`. */
  readonly fact: string;
  /** The two splits. */
  readonly from: string;
  readonly to: string;
  /** Images with a value. */
  readonly from_images: number;
  readonly to_images: number;
  readonly from_median: number;
  readonly to_median: number;
  /** Median of `to` minus median of `from`. */
  readonly difference: number;
  /** Largest distance of the two distribution functions, 0..1 (Kolmogorov-Smirnov). */
  readonly d: number;
  /** Probability of a d so large between two draws from one distribution. */
  readonly p: number;
};

/** How the shares of one fact's categories differ between two sets. */
export type CategoryDrift = {
  readonly fact: string;
  readonly from: string;
  readonly to: string;
  readonly from_images: number;
  readonly to_images: number;
  /** Total variation distance, 0..1: the share of images that would have to change. */
  readonly distance: number;
  /** The distance that 95 % of random divisions of the pooled images stay below. */
  readonly chance: number;
  /** Share of random divisions that reach the distance, 0..1. */
  readonly p: number;
  /** The category whose share grows most. */
  readonly most_gained: string;
};

/** The share that a category has of a set. */
export type CategoryShare = {
  readonly fact: string;
  readonly category: string;
  readonly split: string;
  readonly images: number;
  /** 0..1, of the split's images with a category. */
  readonly share: number;
};

/** A category that one set has and another lacks, or hardly has. */
export type LackingKind = {
  readonly fact: string;
  readonly category: string;
  /** The split that lacks it, and the one that has it. */
  readonly from: string;
  readonly to: string;
  readonly from_images: number;
  readonly to_images: number;
  /** 0..1, of the split's images with a category. */
  readonly from_share: number;
  readonly to_share: number;
};

/** How far an image is from all that were seen before. */
export type Novelty = {
  readonly split: string;
  readonly id: string;
  /** Distance to the nearest other image of the reference set, in standard deviations. */
  readonly distance: number;
  /** The id of that image. */
  readonly nearest: string;
  /** Share of the reference images that are nearer to another one than that, 0..1. */
  readonly rank: number;
  readonly look: string | null;
};
