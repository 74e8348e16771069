import { InputError } from "../base/mod.ts";
import type { Novelty } from "./drift_tables.ts";
import { distanceBetween, fitScaling, scaleFeatures } from "./features.ts";
import type { ImageFacts } from "./image_facts.ts";

/** What an image is known by, also in a copy of its row. */
const keyOf = ({ split, id }: ImageFacts) => `${split}\n${id}`;

/** The index and the distance of the nearest point, but for the one at `except`. */
function nearest(
  point: readonly number[],
  points: readonly (readonly number[])[],
  except = -1,
): { index: number; distance: number } {
  let index = -1;
  let distance = Infinity;
  points.forEach((other, i) => {
    if (i === except) return;
    const away = distanceBetween(point, other);
    if (away < distance) [index, distance] = [i, away];
  });
  return { index, distance };
}

/**
 * How new each image is: how far the nearest image of a reference set is from it, by
 * brightness, colour and texture, in the reference's standard deviations, and what
 * share of the reference's own images have a nearer one among the rest.
 *
 * A rank above 0.95 is more than 19 of 20 reference images have; if both sets were
 * drawn alike, one image in twenty would reach it. No masks are asked for.
 *
 * @param reference such as the facts of train, two images or more
 * @param facts of the images to judge; one of the reference, by split and id,
 *   is held against the others alone
 * @throws {InputError} if the reference has fewer than two images
 *
 * @example
 * ```ts
 * import { createImage, exploreSamples, measureNovelty } from "#karyon";
 * async function* samples(...levels: number[]) {
 *   for (const level of levels) {
 *     const image = createImage(8, 8, 1);
 *     image.data.fill(level);
 *     yield { id: `level ${level}`, image };
 *   }
 * }
 * const train = await exploreSamples(samples(10, 12, 15, 20), "train");
 * const test = await exploreSamples(samples(11, 200), "test");
 * const [known, odd] = measureNovelty(train, test);
 * if (known?.rank !== 0 || odd?.rank !== 1) throw new Error();
 * if (odd.nearest !== "level 20") throw new Error();
 * ```
 */
export function measureNovelty(
  reference: readonly ImageFacts[],
  facts: readonly ImageFacts[],
): Novelty[] {
  if (reference.length < 2) {
    throw new InputError(
      `Expected two reference images or more but found ${reference.length}`,
    );
  }
  const scaling = fitScaling(reference);
  const points = scaleFeatures(reference, scaling);
  const places = new Map(reference.map((row, i) => [keyOf(row), i]));
  const own = points.map((point, i) => nearest(point, points, i).distance);
  return scaleFeatures(facts, scaling).map((point, i) => {
    const row = facts[i]!;
    const { index, distance } = nearest(point, points, places.get(keyOf(row)));
    return {
      split: row.split,
      id: row.id,
      distance,
      nearest: reference[index]!.id,
      rank: own.filter((other) => other < distance).length / own.length,
      look: row.look,
    };
  });
}
