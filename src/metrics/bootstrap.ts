import { type Random, seededRandom } from "../base/mod.ts";

/** Lower and upper limit. */
export type Interval = readonly [low: number, high: number];

/** How to draw a bootstrap. */
export interface BootstrapOptions {
  /** How often the sample is drawn anew. Default 2000. */
  readonly resamples?: number;
  /** Share of the statistic's values between the limits, 0..1. Default 0.95. */
  readonly confidence?: number;
  /** Default 1: the same values give the same limits, everywhere. */
  readonly seed?: number;
}

/**
 * Percentile bootstrap (Efron, 1979): items are drawn with replacement, as many
 * as there are, again and again; the limits are percentiles of what a statistic
 * comes to. For scores, the item is an image, since pixels of one image are not
 * independent of each other.
 *
 * With few items the limits are too near to each other: a handful of images does
 * not know how different images can be. Say n beside them.
 *
 * @param items such as images with their scores
 * @param statistics what is asked of a sample, by name; all from the same draws
 * @returns an interval a name; none for fewer than two items, which say nothing
 *   of how much items differ
 * @throws {RangeError} if `resamples` is not a whole number above 0 or `confidence`
 *   not between 0 and 1
 *
 * @example
 * ```ts
 * import { bootstrapIntervals } from "#karyon";
 * const mean = (values: readonly number[]) => ({
 *   mean: values.reduce((sum, value) => sum + value, 0) / values.length,
 * });
 * const [low, high] = bootstrapIntervals([0.5, 0.75, 1], mean).mean!;
 * if (!(low >= 0.5 && low < 0.75 && high > 0.75 && high <= 1)) throw new Error();
 * ```
 */
export function bootstrapIntervals<Item, Name extends string>(
  items: readonly Item[],
  statistics: (sample: readonly Item[]) => Readonly<Record<Name, number>>,
  { resamples = 2000, confidence = 0.95, seed = 1 }: BootstrapOptions = {},
): Partial<Record<Name, Interval>> {
  if (!Number.isSafeInteger(resamples) || resamples < 1) {
    throw new RangeError(
      `Expected resamples to be a whole number above 0 but found ${resamples}`,
    );
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(
      `Expected confidence to be between 0 and 1 but found ${confidence}`,
    );
  }
  if (items.length < 2) return {};
  const random = seededRandom(seed);
  const drawn = new Map<Name, Float64Array>();
  for (let i = 0; i < resamples; i++) {
    const values = statistics(resample(items, random));
    for (const name of Object.keys(values) as Name[]) {
      let kept = drawn.get(name);
      if (kept === undefined) drawn.set(name, kept = new Float64Array(resamples));
      kept[i] = values[name];
    }
  }
  const tail = (1 - confidence) / 2;
  const intervals: Partial<Record<Name, Interval>> = {};
  for (const [name, values] of drawn) {
    values.sort();
    intervals[name] = [quantile(values, tail), quantile(values, 1 - tail)];
  }
  return intervals;
}

function resample<Item>(items: readonly Item[], random: Random): Item[] {
  return items.map(() => items[Math.floor(random() * items.length)]!);
}

/** Between the two nearest values linearly, as NumPy's `percentile` does. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!, high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}
