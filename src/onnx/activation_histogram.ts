import { InputError } from "../base/mod.ts";
import type { ActivationRange } from "./activation_range.ts";

/** Half of the bins; a power of two. */
const HALF = 2048;

/** How often numbers came, in bins around 0 that grow with what comes. */
export interface ActivationHistogram {
  /**
   * Counts more numbers.
   *
   * @throws {InputError} if one is not finite
   */
  add(values: Float32Array): void;
  /** How many there were. */
  readonly total: number;
  /** The smallest and the largest. */
  readonly range: ActivationRange;
  /** Every bin: how many numbers came, between what. */
  readonly bins: () => { readonly counts: Float64Array; readonly limit: number };
}

/**
 * A histogram of numbers that come bit by bit, in memory that does not grow: where a
 * number lies outside, the bins become twice as wide, two becoming one.
 *
 * @param name of what is counted, for the message
 */
export function startHistogram(name: string): ActivationHistogram {
  let counts = new Float64Array(2 * HALF);
  let limit = 2 ** -20, total = 0;
  let min = Infinity, max = -Infinity;

  function widen(peak: number) {
    while (limit <= peak) {
      const wider = new Float64Array(2 * HALF);
      for (let bin = 0; bin < 2 * HALF; bin++) {
        wider[HALF / 2 + (bin >> 1)]! += counts[bin]!;
      }
      counts = wider;
      limit *= 2;
    }
  }

  return {
    add(values) {
      let low = Infinity, high = -Infinity;
      for (const value of values) {
        // A comparison lets NaN pass; a sum does not.
        if (!Number.isFinite(value)) {
          throw new InputError(`Expected finite numbers in "${name}" but found ${value}`);
        }
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (values.length === 0) return;
      widen(Math.max(-low, high));
      const perUnit = HALF / limit;
      for (const value of values) counts[Math.floor(value * perUnit) + HALF]!++;
      total += values.length;
      min = Math.min(min, low);
      max = Math.max(max, high);
    },
    get total() {
      return total;
    },
    get range() {
      return { min, max };
    },
    bins: () => ({ counts, limit }),
  };
}
