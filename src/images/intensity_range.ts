/**
 * The gray levels that stand for 0 and 1, in the image's own units: the value v
 * becomes (v - black) / (white - black), which can be undone.
 */
export interface IntensityRange {
  readonly black: number;
  /** Above `black`. */
  readonly white: number;
  /** The shares of values, 0..1, at which the two were measured. */
  readonly percentiles: readonly [low: number, high: number];
}
