import { InputError } from "../base/mod.ts";

/** What a network can say of every pixel, in the order of its output's channels. */
export const NUCLEUS_MAPS = ["nucleus", "border", "distance"] as const;

/**
 * One thing that a network says of every pixel, in 0..1:
 *
 * - `nucleus`: the probability of nucleus
 * - `border`: the probability of lying where two nuclei touch or nearly do
 * - `distance`: how deep in its nucleus the pixel lies, 1 where it is deepest, 0
 *   outside
 */
export type NucleusMap = typeof NUCLEUS_MAPS[number];

/** What most networks say, and all that a mask needs. */
export const MASK_ONLY: readonly NucleusMap[] = ["nucleus"];

/**
 * How many channels the output has.
 *
 * @throws {InputError} if the maps are neither `nucleus` alone nor all three
 */
export function countMaps(maps: readonly NucleusMap[] = MASK_ONLY): number {
  // A card may hold anything.
  const names = Array.isArray(maps) ? maps.join() : JSON.stringify(maps);
  if (names === MASK_ONLY.join() || names === NUCLEUS_MAPS.join()) return maps.length;
  throw new InputError(
    `Expected the maps to be ${MASK_ONLY.join()} or ${NUCLEUS_MAPS.join()} but found ${
      names || "none"
    }`,
  );
}
