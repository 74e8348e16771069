/** A range that a factor or an amount is drawn from: from the first to the second. */
export type Range = readonly [from: number, to: number];

/** A change that is made to some images only. */
export interface Sometimes {
  /** The share of images that get it, 0..1. */
  readonly share: number;
}

/**
 * How training images are varied: plain data, so that a recipe and a card can hold
 * it. What is left out is not done.
 */
export interface Augmentation {
  /**
   * The share of images, 0..1, that are squeezed to the square as the case study
   * does; of the others a window is cut out at the image's own scale. Default 1.
   */
  readonly squeeze?: number;
  /** Mirrors left-right and top-down, each for half of the images. */
  readonly flip?: boolean;
  /** Turns by 0, 90, 180 or 270 degrees, each as often. */
  readonly quarterTurns?: boolean;
  /** Turns by up to so many degrees more, either way. */
  readonly rotate?: number;
  /** Factors of size: above 1 nuclei grow. Drawn evenly in the logarithm. */
  readonly zoom?: Range;
  /** Makes one side up to so many times longer than the other; 1 for none. */
  readonly stretch?: number;
  /** Elastic deformation as in the U-Net paper. */
  readonly elastic?: Sometimes & {
    /** Standard deviation of the displacements, in pixels of the result. */
    readonly sigma: number;
    /** Points of the coarse grid along each side; 3 in the paper. */
    readonly grid: number;
  };
  /** Colours become their luminance. */
  readonly gray?: Sometimes;
  /** Bright becomes dark. */
  readonly invert?: Sometimes;
  /** Each channel becomes a mixture of all; `amount` 0 leaves them, 1 mixes freely. */
  readonly mixChannels?: Sometimes & { readonly amount: number };
  /** Each channel times a factor of its own. */
  readonly channelGain?: Sometimes & { readonly range: Range };
  /** A power of the values, drawn evenly in the logarithm: above 1 darkens. */
  readonly gamma?: Sometimes & { readonly range: Range };
  /** A factor of the distance from the mean. */
  readonly contrast?: Sometimes & { readonly range: Range };
  /** An amount added to all values. */
  readonly brightness?: Sometimes & { readonly range: Range };
  /** Gaussian blur with a standard deviation in pixels. */
  readonly blur?: Sometimes & { readonly range: Range };
  /** Gaussian noise with a standard deviation in 0..1, alike in all channels. */
  readonly noise?: Sometimes & { readonly range: Range };
}
