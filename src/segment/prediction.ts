/** The nuclei of one image, at the image's own size. */
export interface Prediction {
  /** 1 where there is a nucleus. */
  readonly mask: Uint8Array;
  /** 0 for background, n for the n-th nucleus. */
  readonly labels: Int32Array;
  /** How many nuclei. */
  readonly count: number;
}
