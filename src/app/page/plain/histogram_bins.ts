// @ts-types="@types/d3-array"
import { bin, median, nice, quantileSorted } from "d3-array";

/** How many values lie in `from <= value < to`; the last bin holds its end too. */
export interface CountedBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** A histogram and the numbers that its text alternative names. */
export interface Histogram {
  readonly bins: readonly CountedBin[];
  readonly count: number;
  readonly smallest: number;
  readonly median: number;
  readonly largest: number;
  /** Values above the last bin, which are not drawn. */
  readonly beyond: number;
}

/** Numbers that lie closer together than this cannot be told apart by round ones. */
const SMALLEST_SPAN = 1e-290;

/**
 * Bins of equal, round width. So that a few very large values do not squeeze the rest
 * into one bar, what lies beyond three times the span of the middle 98 % is left out
 * and counted.
 *
 * @param wanted about how many bins
 * @returns none where there is no finite value
 */
export function binValues(
  values: readonly number[],
  wanted = 20,
): Histogram | undefined {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const smallest = sorted[0], largest = sorted.at(-1), middle = median(sorted);
  if (smallest === undefined || largest === undefined || middle === undefined) return;
  const low = quantileSorted(sorted, 0.01) ?? smallest;
  const high = quantileSorted(sorted, 0.99) ?? largest;
  const limit = high > low ? Math.min(largest, high + 3 * (high - low)) : largest;
  const drawn = sorted.filter((value) => value <= limit);
  const end = drawn.at(-1) ?? largest;
  const bins = end - smallest < SMALLEST_SPAN
    ? [{ from: smallest, to: end, count: drawn.length }]
    : bin().domain(nice(smallest, end, wanted)).thresholds(wanted)(drawn).map((
      values,
    ) => ({
      from: values.x0 ?? smallest,
      to: values.x1 ?? end,
      count: values.length,
    }));
  return {
    bins,
    count: sorted.length,
    smallest,
    median: middle,
    largest,
    beyond: sorted.length - drawn.length,
  };
}
