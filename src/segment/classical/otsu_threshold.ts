import { InputError } from "../../base/mod.ts";
import { checkInteger } from "../checks.ts";

/** How often values occur between the smallest and the largest. */
interface Histogram {
  readonly counts: Uint32Array;
  readonly from: number;
  /** Width of a bin; 0 where all values are the same. */
  readonly step: number;
}

function countValues(values: ArrayLike<number>, bins: number): Histogram {
  let from = Infinity, to = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      throw new InputError(`Expected finite values but found ${value} at ${i}`);
    }
    if (value < from) from = value;
    if (value > to) to = value;
  }
  const counts = new Uint32Array(bins);
  const perBin = to > from ? bins / (to - from) : 0;
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor((values[i]! - from) * perBin);
    counts[Math.min(bin, bins - 1)]! += 1;
  }
  return { counts, from, step: (to - from) / bins };
}

/**
 * The threshold that parts values best into two classes: of all edges between the
 * bins of a histogram the one with the largest variance between the classes,
 * w0 * w1 * (m0 - m1)^2 with shares w and means m (N. Otsu, "A threshold selection
 * method from gray-level histograms", IEEE Transactions on Systems, Man, and
 * Cybernetics 9, 1979). The first of equals.
 *
 * It asks for two hills of like size: where few pixels are nucleus, or the light is
 * uneven, the largest variance lies elsewhere.
 *
 * @param values at least one, finite; the histogram spans from the smallest to the
 *   largest
 * @param bins of the histogram, 2 or more
 * @returns the middle of the lower class's last bin, as in scikit-image; values above it
 *   are the upper class. Of values that are all the same, that value.
 * @throws {InputError} if there is no value, one is not finite, or `bins` is no such
 *   integer
 *
 * @example
 * ```ts
 * import { otsuThreshold } from "#karyon";
 * const threshold = otsuThreshold([1, 2, 2, 3, 11, 12, 12, 13]);
 * if (Math.abs(threshold - 3) > 0.1) throw new Error(`${threshold}`);
 * ```
 */
export function otsuThreshold(values: ArrayLike<number>, bins = 256): number {
  checkInteger("the number of bins", bins, 2);
  if (values.length === 0) {
    throw new InputError("Expected values to part in two but found none");
  }
  const { counts, from, step } = countValues(values, bins);
  if (step === 0) return from;
  let total = 0;
  for (let bin = 0; bin < bins; bin++) total += counts[bin]! * bin;
  let below = 0, belowSum = 0, best = 0, most = -1;
  for (let bin = 0; bin < bins - 1; bin++) {
    below += counts[bin]!;
    belowSum += counts[bin]! * bin;
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const gap = (total - belowSum) / above - belowSum / below;
    const variance = below * above * gap * gap;
    if (variance > most) {
      most = variance;
      best = bin;
    }
  }
  return from + (best + 0.5) * step;
}
