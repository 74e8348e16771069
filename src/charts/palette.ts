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

/**
 * Where prediction and truth agree, on the black of true background; printed in
 * gray, four steps of lightness stay.
 */
export const AGREEMENT = {
  tp: "#ffffff",
  fp: "#d55e00",
  fn: "#7cc8f5",
  tn: "#000000",
} as const;

/** The colour of the n-th series; after seven they come again. */
export function seriesColour(index: number): string {
  return SERIES[index % SERIES.length]!;
}

/**
 * Shapes that stay apart at the size of a dot. Every series has a second mark
 * beside its colour: charts are printed, and read by people who see no colours.
 */
const SYMBOLS = [
  "circle",
  "square",
  "triangle",
  "diamond",
  "cross",
  "star",
  "wye",
] as const;

export type SeriesSymbol = typeof SYMBOLS[number];

/** The shape of the n-th series; after seven they come again. */
export function seriesSymbol(index: number): SeriesSymbol {
  return SYMBOLS[index % SYMBOLS.length]!;
}

const DASHES = ["none", "7 3", "2 2", "9 3 2 3", "4 4", "12 3"] as const;

/** The dashes of the n-th line, as `stroke-dasharray` takes them; the first is solid. */
export function seriesDash(index: number): string {
  return DASHES[index % DASHES.length]!;
}
