import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";

/** Draws the next number, uniform in [0, 1). */
export type Random = () => number;

/**
 * A stream of uniform numbers that a seed fixes (xoroshiro128+).
 *
 * @param seed an integer
 * @param stream names a part that must not disturb the others, such as an
 *   epoch or an image's index: equal seed and stream give equal numbers
 * @throws {RangeError} if the seed is not a safe integer
 *
 * @example
 * ```ts
 * import { seededRandom } from "#karyon";
 * const [a, b] = [seededRandom(1), seededRandom(1)];
 * if (a() !== b() || a() === seededRandom(2)()) throw new Error();
 * ```
 */
export function seededRandom(seed: number, stream = 0): Random {
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(stream)) {
    throw new RangeError(
      `Expected seed and stream to be integers but found ${seed} and ${stream}`,
    );
  }
  // Golden-ratio mixing keeps (seed, stream) and (seed + 1, stream) far apart.
  const generator = xoroshiro128plus(
    (seed ^ Math.imul(stream + 1, 0x9e3779b1)) | 0,
  );
  for (let i = 0; i < 8; i++) generator.next();
  return () => uniformFloat64(generator);
}

/**
 * A shuffled copy (Fisher and Yates).
 *
 * @example
 * ```ts
 * import { seededRandom, shuffle } from "#karyon";
 * const order = shuffle([1, 2, 3], seededRandom(7));
 * if (order.toSorted().join() !== "1,2,3") throw new Error();
 * ```
 */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  return shuffled;
}
