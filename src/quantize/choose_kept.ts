import { InputError } from "../base/mod.ts";
import type { WeightSensitivity } from "./sensitivity.ts";

/**
 * The weights to leave in float32 so that the mean changes of all others add up to no
 * more than a bound: one after the other, the one that spares most change for its bytes.
 *
 * That changes add up is an assumption; what is chosen is to be measured.
 *
 * @param rows as {@linkcode measureSensitivity} gives them
 * @param bound of the sum of `mean_change`, at least 0
 * @returns names for `keep` of {@linkcode quantizeWeights}
 * @throws {InputError} if the bound is no number of at least 0
 *
 * @example
 * ```ts
 * import { chooseKept } from "#karyon";
 * const row = { values: 4, changed_pixels: 0, saved_bytes: 12 };
 * const kept = chooseKept([
 *   { ...row, weight: "a/kernel", mean_change: 0.01 },
 *   { ...row, weight: "b/kernel", mean_change: 0.001 },
 * ], { bound: 0.002 });
 * if (kept.join() !== "a/kernel") throw new Error(kept.join());
 * ```
 */
export function chooseKept(
  rows: readonly WeightSensitivity[],
  { bound }: { readonly bound: number },
): string[] {
  if (!(bound >= 0)) {
    throw new InputError(`Expected a bound of at least 0 but found ${bound}`);
  }
  let left = rows.reduce((sum, row) => sum + row.mean_change, 0);
  const worth = ({ mean_change, saved_bytes }: WeightSensitivity) =>
    mean_change / saved_bytes;
  const kept: string[] = [];
  for (const row of [...rows].sort((a, b) => worth(b) - worth(a))) {
    if (left <= bound || row.mean_change === 0) break;
    kept.push(row.weight);
    left -= row.mean_change;
  }
  return kept;
}
