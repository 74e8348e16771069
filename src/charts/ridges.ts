import { factLabel } from "./fact_labels.ts";
import { extent, quantile } from "./quantiles.ts";

/** The values of one fact in one split. */
export interface Ridge {
  readonly split: string;
  /** At least one. */
  readonly values: readonly number[];
  readonly colour: string;
}

const BINS = 40;
/** What lies outside of this middle share of the values widens no axis. */
const OUTSIDE = 0.004;

/**
 * One axis for all splits of a fact, logarithmic where its values ask for that and
 * allow it. A few values far out would squeeze all others, and are left at its ends.
 */
export function ridgeScale(
  fact: string,
  sets: readonly (readonly number[])[],
): { log: boolean; domain: [number, number] } {
  const ends = sets.map((values) => [
    quantile(values, OUTSIDE),
    quantile(values, 1 - OUTSIDE),
  ]).flat();
  const [least, most] = extent(ends);
  const log = factLabel(fact).log && least > 0;
  if (log) return { log, domain: [least / 1.1, most * 1.1] };
  const room = 0.03 * (most - least) || 0.5;
  return { log, domain: [least - room, most + room] };
}

/**
 * A smoothed histogram along an axis, the highest point at 1: each value counts in
 * its bin and, less, in the two on either side.
 */
export function ridgeOf(
  { values }: Ridge,
  [from, to]: readonly [number, number],
  log: boolean,
): { x: number; density: number }[] {
  const place = (value: number) =>
    log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) {
    const bin = Math.floor(place(value) * BINS);
    counts[Math.min(BINS - 1, Math.max(0, bin))]! += 1;
  }
  const smooth = counts.map((_, bin) =>
    [1, 4, 6, 4, 1].reduce(
      (sum, weight, index) => sum + weight * (counts[bin + index - 2] ?? 0),
      0,
    )
  );
  const most = Math.max(...smooth);
  return smooth.map((density, bin) => {
    const at = (bin + 0.5) / BINS;
    return {
      x: log ? from * (to / from) ** at : from + (to - from) * at,
      density: density / most,
    };
  });
}
