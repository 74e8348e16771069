import { seededRandom, shuffle } from "../base/mod.ts";
import type { CategoryDrift, CategoryShare } from "./drift_tables.ts";

/** Any row that belongs to a split. */
type SplitRow = { readonly split: string };

/** Tells the category of a row; null where it has none. */
type CategoryOf<T> = (row: T) => string | null;

const categoriesOf = <T>(rows: readonly T[], categoryOf: CategoryOf<T>) =>
  rows.map(categoryOf).filter((category) => category !== null);

/** The share of each category. */
function sharesOf(categories: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const category of categories) {
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return new Map([...counts].map(([name, count]) => [name, count / categories.length]));
}

/**
 * What share of each split belongs to which category: one row a category and split,
 * also where it is 0, so that the same categories stand side by side.
 *
 * @param rows such as facts or clusters of images, of all splits
 * @param fact what the categories are of, such as `look`
 * @param categoryOf null leaves a row out
 *
 * @example
 * ```ts
 * import { categoryShares } from "#karyon";
 * const rows = [
 *   { split: "train", look: "white on black" },
 *   { split: "test", look: "purple on yellow" },
 * ];
 * const shares = categoryShares(rows, "look", ({ look }) => look);
 * if (shares.map(({ share }) => share).join() !== "1,0,0,1") throw new Error();
 * ```
 */
export function categoryShares<T extends SplitRow>(
  rows: readonly T[],
  fact: string,
  categoryOf: CategoryOf<T>,
): CategoryShare[] {
  const categories = new Set(categoriesOf(rows, categoryOf));
  const splits = [...Map.groupBy(rows, ({ split }) => split)].map(([split, own]) => ({
    split,
    own: categoriesOf(own, categoryOf),
  })).filter(({ own }) => own.length > 0);
  return [...categories].flatMap((category) =>
    splits.map(({ split, own }) => {
      const images = own.filter((name) => name === category).length;
      return { fact, category, split, images, share: images / own.length };
    })
  );
}

/** Half the sum of the differences of the shares. */
function totalVariation(before: readonly string[], after: readonly string[]): number {
  const [from, to] = [sharesOf(before), sharesOf(after)];
  let sum = 0;
  for (const category of new Set([...from.keys(), ...to.keys()])) {
    sum += Math.abs((to.get(category) ?? 0) - (from.get(category) ?? 0));
  }
  return sum / 2;
}

/** Random divisions of the pooled images that say what chance does. */
const DIVISIONS = 999;

/**
 * How the categories of two sets differ: the total variation distance, which is the
 * share of images that would have to change their category. `chance` is what 95 % of
 * random divisions of all the images stay at or below, `p` the share of divisions
 * that reach the distance; both from 999 of them.
 *
 * @param from rows of the set that is known, such as train
 * @param to rows of the one that is held against it
 * @param fact what the categories are of, such as `look`
 * @param categoryOf null leaves a row out
 * @param seed of the divisions
 * @returns undefined where one of the sets has no category
 *
 * @example
 * ```ts
 * import { categoryDrift } from "#karyon";
 * const train = Array.from({ length: 30 }, () => ({ split: "train", look: "white" }));
 * const test = Array.from({ length: 30 }, (_, i) => ({
 *   split: "test",
 *   look: i < 15 ? "white" : "yellow",
 * }));
 * const drift = categoryDrift(train, test, "look", ({ look }) => look);
 * if (drift?.distance !== 0.5 || drift.most_gained !== "yellow") throw new Error();
 * if (drift.p > 0.05) throw new Error();
 * ```
 */
export function categoryDrift<T extends SplitRow>(
  from: readonly T[],
  to: readonly T[],
  fact: string,
  categoryOf: CategoryOf<T>,
  seed = 1,
): CategoryDrift | undefined {
  const [before, after] = [categoriesOf(from, categoryOf), categoriesOf(to, categoryOf)];
  if (before.length === 0 || after.length === 0) return undefined;
  const distance = totalVariation(before, after);
  const random = seededRandom(seed);
  const pool = [...before, ...after];
  const divisions = Float64Array.from({ length: DIVISIONS }, () => {
    const mixed = shuffle(pool, random);
    return totalVariation(mixed.slice(0, before.length), mixed.slice(before.length));
  }).sort();
  // Sums of shares differ in their last digits.
  const reached = divisions.filter((value) => value >= distance - 1e-9).length;
  const [had, has] = [sharesOf(before), sharesOf(after)];
  const gains = [...has].map(([category, share]) => ({
    category,
    gain: share - (had.get(category) ?? 0),
  }));
  return {
    fact,
    from: from[0]!.split,
    to: to[0]!.split,
    from_images: before.length,
    to_images: after.length,
    distance,
    chance: divisions[Math.ceil(0.95 * DIVISIONS) - 1]!,
    p: (1 + reached) / (1 + DIVISIONS),
    most_gained: gains.reduce((best, one) => one.gain > best.gain ? one : best).category,
  };
}
