/**
 * Colours that people with colour-blindness can tell apart (Okabe and Ito),
 * without the yellow, which is lost on white.
 */
const SERIES = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#d55e00",
  "#56b4e9",
  "#6b6b6b",
] as const;

/** Text and axes. */
export const INK = "#222222";
/** What stands back: grid, training curves, notes. */
export const FAINT = "#767676";
/** Lines that only guide the eye. */
export const GRID = "#dddddd";

/** Where prediction and truth agree, on the black of true background. */
export const AGREEMENT = {
  tp: "#ffffff",
  fp: "#e69f00",
  fn: "#56b4e9",
  tn: "#000000",
} as const;

/** The colour of the n-th series; after seven they come again. */
export function seriesColour(index: number): string {
  return SERIES[index % SERIES.length]!;
}
