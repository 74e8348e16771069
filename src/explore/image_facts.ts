import type { ImageKind } from "./image_kind.ts";

/**
 * What is known of one image: a row of a plain table.
 *
 * "Gray" is the luma 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601) as a share of
 * what the depth can hold, 0..1; of images of 16 bit with a measured range, as a
 * share of that range, 0..1 too. Alpha is left out everywhere.
 */
export type ImageFacts = {
  readonly id: string;
  readonly split: string;
  /** Channels: `gray`, `gray-alpha`, `rgb` or `rgba`. */
  readonly kind: string;
  /** Whether an RGB or RGBA image has R = G = B everywhere. */
  readonly gray_in_rgb: boolean;
  /** Whether any pixel is less than opaque. */
  readonly alpha_used: boolean;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Width times height, in millions of pixels. */
  readonly megapixels: number;
  /** Width divided by height. */
  readonly aspect: number;
  /** Bits a channel. */
  readonly depth: number;
  /** The smallest value of any colour channel, 0..255 or 0..65535. */
  readonly smallest: number;
  /** The value that 0.5 % of the values lie below, in the same unit. */
  readonly low: number;
  /** The value that 99.8 % of the values lie below, in the same unit. */
  readonly high: number;
  /** The largest value of any colour channel, 0..255 or 0..65535. */
  readonly brightest: number;
  /** The mean value over pixels and colour channels, in the same unit. */
  readonly mean: number;
  /** Share of pixels with a colour channel at the most that the depth holds, 0..1. */
  readonly clipped: number;

  /** Mean gray, 0..1. */
  readonly gray: number;
  /** Gray that 5 % of the pixels lie below, 0..1. */
  readonly gray_low: number;
  /** Gray of the middle pixel, 0..1. */
  readonly gray_middle: number;
  /** Gray that 95 % of the pixels lie below, 0..1. */
  readonly gray_high: number;
  /** Standard deviation of gray, 0..0.5. */
  readonly gray_spread: number;
  /** Third standardised moment of gray: above 0 for few bright pixels, below for few dark. */
  readonly gray_skew: number;
  /** Mean red minus mean green, -1..1. */
  readonly red_green: number;
  /** Mean of red and green, minus mean blue, -1..1: yellow is above 0. */
  readonly yellow_blue: number;
  /** The same of the brighter half of the pixels: the background of stained tissue. */
  readonly bright_yellow_blue: number;
  /** Mean of (max - min) / max of a pixel's colour channels, 0..1: how colourful. */
  readonly saturation: number;

  /** Standard deviation of noise in gray, 0..1, by Immerkær's filter (1996). */
  readonly noise: number;
  /** Standard deviation of the Laplacian of gray: fine detail, focus and noise. */
  readonly sharpness: number;
  /** Mean length of the gradient of gray, a pixel: edges and structure. */
  readonly texture: number;

  /** Share of nucleus pixels, 0..1; null without a mask. */
  readonly foreground: number | null;
  /** Number of nuclei; null without labels. */
  readonly nuclei: number | null;
  /** Nuclei in a million pixels; null without labels. */
  readonly nuclei_per_megapixel: number | null;
  /** Median area of the nuclei in pixels; null without a nucleus. */
  readonly median_area: number | null;
  /** Standard deviation of the areas over their mean; null below two nuclei. */
  readonly area_variation: number | null;
  /** Share of nuclei with a pixel beside another's, corners too; null without a nucleus. */
  readonly touching: number | null;
  /** Mean gray of nuclei minus that of background, -1..1; null without both. */
  readonly difference: number | null;
  /** Michelson's contrast of the two means, 0..1; null without both. */
  readonly contrast: number | null;
  /** The two means' distance in standard deviations, d'; null without both. */
  readonly separation: number | null;
  /** Share of `difference` crossed in a pixel at the nuclei's border; null without both. */
  readonly edge_sharpness: number | null;
  /** Median over nuclei of gray's standard deviation over its mean; null without a nucleus. */
  readonly nucleus_texture: number | null;
  /** Kind by colour; null without a mask to tell nuclei from background. */
  readonly look: ImageKind | null;
};

/** What is known of one nucleus: a row of a plain table. */
export type NucleusFacts = {
  readonly split: string;
  /** The image's. */
  readonly id: string;
  /** Its number in the image's labels, from 1. */
  readonly label: number;
  /** Pixels. */
  readonly area: number;
  /** Of the circle with the same area, in pixels. */
  readonly diameter: number;
  /** Whether one of its pixels is beside another nucleus' pixel, corners too. */
  readonly touching: boolean;
};

/** How frequent a range of values is in a set, each of whose images counts the same. */
export type IntensityBin = {
  readonly split: string;
  readonly channel: "gray" | "red" | "green" | "blue";
  /** Lower and upper limit, in shares of what the depth holds, 0..1. */
  readonly from: number;
  readonly to: number;
  /** Share of pixels, 0..1; those of a split and channel add up to 1. */
  readonly share: number;
};
