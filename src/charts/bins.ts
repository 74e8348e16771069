import * as Plot from "@observablehq/plot";
import type { Row } from "../base/mod.ts";
import { INK, seriesColour } from "./palette.ts";

/** Bins of equal width on the axis that is drawn. */
export interface Bins {
  /** From and to, in the values' unit; what lies outside counts in the first or last bin. */
  readonly domain: readonly [number, number];
  /** Number of bins, 1 or more. */
  readonly bins: number;
  /** Whether the axis is logarithmic; `domain` begins above 0 then. */
  readonly log?: boolean;
}

/** The values from `x1` to `x2`. */
export interface Bin {
  readonly x1: number;
  readonly x2: number;
  /** Of all values, in percent. */
  readonly share: number;
}

/** Counts values into bins. */
export function countIntoBins(
  values: ArrayLike<number>,
  { domain: [from, to], bins, log = false }: Bins,
): Bin[] {
  const place = (value: number) =>
    log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  const edge = (bin: number) =>
    log ? from * (to / from) ** (bin / bins) : from + (to - from) * bin / bins;
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const bin = value <= from ? 0 : Math.floor(place(value) * bins);
    counts[Math.min(bins - 1, bin)]! += 1;
  }
  return counts.map((count, bin) => ({
    x1: edge(bin),
    x2: edge(bin + 1),
    share: 100 * count / values.length,
  }));
}

/**
 * Bins as a table, for those who want the numbers.
 *
 * @param label what is binned, with its unit
 * @param of what the shares are of, in the plural
 */
export function binRows(bins: readonly Bin[], label: string, of: string): Row[] {
  return bins.map(({ x1, x2, share }) => ({
    [`${label}: from`]: x1,
    [`${label}: to`]: x2,
    [`% of the ${of}`]: share,
  }));
}

/** Bars from the axis up to each share, and a dashed line at one value. */
export function binMarks(
  bins: readonly Bin[],
  { series, dashed }: { readonly series: number; readonly dashed: number },
): Plot.Markish[] {
  return [
    Plot.rectY(bins, {
      x1: "x1",
      x2: "x2",
      y: "share",
      fill: seriesColour(series),
      insetLeft: 0.5,
      insetRight: 0.5,
    }),
    Plot.ruleY([0]),
    Plot.ruleX([dashed], { stroke: INK, strokeWidth: 1.5, strokeDasharray: "4 3" }),
  ];
}
