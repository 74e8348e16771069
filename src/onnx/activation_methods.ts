import type { ActivationHistogram } from "./activation_histogram.ts";
import type { ActivationRange } from "./activation_range.ts";

/** How a range is chosen from the numbers that were seen. */
export type RangeMethod = "minmax" | "percentile" | "error";

const clamp = (value: number, { min, max }: ActivationRange) =>
  Math.max(min, Math.min(max, value));

/** The range without a share of the numbers at either end. */
export function percentileRange(
  histogram: ActivationHistogram,
  percentile: number,
): ActivationRange {
  const { counts, limit } = histogram.bins();
  const width = 2 * limit / counts.length;
  const spare = histogram.total * (1 - percentile / 100);
  /** The first bin, counted by `at`, up to which more than the share lies. */
  const binAt = (at: (i: number) => number) => {
    let seen = 0;
    for (let i = 0; i < counts.length; i++) {
      seen += counts[at(i)]!;
      if (seen > spare) return at(i);
    }
    return at(counts.length - 1);
  };
  const first = binAt((i) => i);
  const last = binAt((i) => counts.length - 1 - i);
  return {
    min: clamp(first * width - limit, histogram.range),
    max: clamp((last + 1) * width - limit, histogram.range),
  };
}

/** What a range costs: squared error, summed over all numbers, of 256 steps within it. */
function squaredError(
  { counts, limit }: ReturnType<ActivationHistogram["bins"]>,
  min: number,
  max: number,
): number {
  const width = 2 * limit / counts.length;
  const step = (max - min) / 255;
  let error = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin]!;
    if (count === 0) continue;
    const place = (bin + 0.5) * width - limit;
    // A bin at an end lies half outside of a range that ends within it.
    const beyond = Math.max(0, place - max - width / 2, min - place - width / 2);
    error += count * (beyond > 0 ? beyond * beyond : step * step / 12);
  }
  return error;
}

/** Ends that are tried, as shares of the whole. */
const SHARES = Array.from({ length: 45 }, (_, i) => 1 - i * 0.02);

/** The range within which 256 steps tell the numbers with the least squared error. */
export function leastErrorRange(histogram: ActivationHistogram): ActivationRange {
  const bins = histogram.bins();
  let min = Math.min(0, histogram.range.min), max = Math.max(0, histogram.range.max);
  const whole = { min, max };
  const best = (ends: readonly number[], cost: (end: number) => number) => {
    const costs = ends.map(cost);
    return ends[costs.indexOf(Math.min(...costs))]!;
  };
  // One end after the other, twice: where one goes depends on the other.
  for (let turn = 0; turn < 2; turn++) {
    max = best(
      SHARES.map((share) => share * whole.max),
      (end) => squaredError(bins, min, end),
    );
    min = best(
      SHARES.map((share) => share * whole.min),
      (end) => squaredError(bins, end, max),
    );
  }
  return { min, max };
}
