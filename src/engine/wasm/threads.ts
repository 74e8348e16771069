import { availableParallelism } from "node:os";
import { InputError } from "../../base/mod.ts";

/** More threads than this only wait for each other. */
const MOST = 32;

/**
 * How many threads compute: what `KARYON_THREADS` says, else one a core.
 *
 * @throws {InputError} if `KARYON_THREADS` is not a natural number
 */
export function countThreads(): number {
  const given = Deno.env.get("KARYON_THREADS");
  if (!given) return Math.min(MOST, availableParallelism());
  const count = Number(given);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new InputError(
      `Expected KARYON_THREADS to be a whole number of at least 1 but found ${given}`,
    );
  }
  return Math.min(MOST, count);
}
