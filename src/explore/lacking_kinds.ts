import type { CategoryShare, LackingKind } from "./drift_tables.ts";

/** So many times more frequent, a category counts as one that the other set lacks. */
const TIMES = 4;

/**
 * The categories that the split `from` lacks: those at least four times as frequent
 * in `to`, by share, the most frequent first.
 *
 * @param shares such as `categoryShares()` gives, of one fact
 *
 * @example
 * ```ts
 * import { categoryShares, lackingKinds } from "#karyon";
 * const rows = [
 *   { split: "train", look: "white on black" },
 *   { split: "test", look: "white on black" },
 *   { split: "test", look: "purple on yellow" },
 * ];
 * const shares = categoryShares(rows, "look", ({ look }) => look);
 * const [lacking] = lackingKinds(shares, "train", "test");
 * if (lacking?.category !== "purple on yellow") throw new Error();
 * ```
 */
export function lackingKinds(
  shares: readonly CategoryShare[],
  from: string,
  to: string,
): LackingKind[] {
  const groups = Map.groupBy(shares, ({ fact, category }) => `${fact}\n${category}`);
  return [...groups.values()].flatMap((group) => {
    const had = group.find(({ split }) => split === from);
    const has = group.find(({ split }) => split === to);
    if (!had || !has || has.images === 0 || has.share < TIMES * had.share) return [];
    return [{
      fact: has.fact,
      category: has.category,
      from,
      to,
      from_images: had.images,
      to_images: has.images,
      from_share: had.share,
      to_share: has.share,
    }];
  }).sort((a, b) => b.to_share - a.to_share);
}
