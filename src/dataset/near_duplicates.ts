import { hashDistance, hashOrientations } from "./perceptual_hash.ts";
import { correlate, orient } from "./thumbnail.ts";

/** Two images that show the same. */
export interface NearDuplicate<T> {
  readonly first: T;
  readonly second: T;
  /** Bits of the perceptual hashes that differ, 0..64. */
  readonly distance: number;
  /** Of the thumbnails, -1..1. */
  readonly correlation: number;
  /** How the second would be turned or mirrored to look like the first, 0..7. */
  readonly orientation: number;
}

/**
 * What near-duplicates have at least in common: copies as JPEG, at half the size,
 * blurred, brighter or darker lie well within (the tests make such copies), and so
 * do the five pairs of the 2018 Data Science Bowl's stage 1 that show the same field
 * (tests/real names them). A border cut off by more than about 2 % is too much.
 */
const MOST_BITS = 12, LEAST_CORRELATION = 0.85;

/**
 * Finds the pairs of images that show the same, also turned by quarters or
 * mirrored: candidates by their perceptual hashes, confirmed by the correlation of
 * their thumbnails. Neighbouring parts of one slide are no near-duplicates.
 *
 * @param images with what `makeThumbnail()` gives; the time grows with the square
 *   of their number: about a second for 4,000
 * @param matters whether a pair is to be looked at
 *
 * @example
 * ```ts
 * import { createImage, findNearDuplicates, makeThumbnail } from "#karyon";
 * const image = createImage(64, 64, 1);
 * image.data.forEach((_, i) => image.data[i] = (i * i) % 97);
 * const darker = { ...image, data: image.data.map((value) => value >> 1) };
 * const [pair] = findNearDuplicates([
 *   { name: "a", thumbnail: makeThumbnail(image) },
 *   { name: "b", thumbnail: makeThumbnail(darker) },
 * ]);
 * if (pair?.second.name !== "b" || pair.correlation < 0.95) throw new Error();
 * ```
 */
export function findNearDuplicates<T extends { readonly thumbnail: Float32Array }>(
  images: readonly T[],
  matters: (first: T, second: T) => boolean = () => true,
): NearDuplicate<T>[] {
  const hashes = images.map(({ thumbnail }) => hashOrientations(thumbnail));
  const found: NearDuplicate<T>[] = [];
  images.forEach((first, i) => {
    const hash = hashes[i]![0]!;
    for (let j = i + 1; j < images.length; j++) {
      const second = images[j]!;
      let best: NearDuplicate<T> | undefined;
      hashes[j]!.forEach((turned, orientation) => {
        const distance = hashDistance(hash, turned);
        if (distance > MOST_BITS || !matters(first, second)) return;
        const correlation = correlate(
          first.thumbnail,
          orient(second.thumbnail, orientation),
        );
        if (correlation >= (best?.correlation ?? LEAST_CORRELATION)) {
          best = { first, second, distance, correlation, orientation };
        }
      });
      if (best) found.push(best);
    }
  });
  return found;
}

/**
 * Puts things that are joined, directly or by way of others, into groups.
 *
 * @returns each thing once; a group with one thing for each that is not joined
 *
 * @example
 * ```ts
 * import { groupPairs } from "#karyon";
 * const groups = groupPairs([1, 2, 3, 4], [[1, 3], [3, 4]]);
 * if (groups.join(" | ") !== "1,3,4 | 2") throw new Error();
 * ```
 */
export function groupPairs<T>(
  things: readonly T[],
  pairs: readonly (readonly [T, T])[],
): T[][] {
  const groups = new Map(things.map((thing) => [thing, [thing]]));
  for (const [a, b] of pairs) {
    const into = groups.get(a)!, from = groups.get(b)!;
    if (into === from) continue;
    into.push(...from);
    for (const thing of from) groups.set(thing, into);
  }
  return [...new Set(groups.values())];
}
