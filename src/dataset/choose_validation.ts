import { seededRandom, shuffle } from "../base/mod.ts";

/** What a training image is chosen by. */
export interface Choosable {
  readonly id: string;
  /**
   * What train and validation should have the same shares of, the most important
   * first, such as the kind of image and its size.
   */
  readonly strata: readonly string[];
}

/**
 * Chooses images for validation, stratified: groups are ordered by their strata, at
 * random within each, and every so manieth is taken. So each stratum gives its share
 * to within one group, and strata that are too small for one give theirs together.
 *
 * @param groups images that must stay together, since they look alike
 * @param share of all images, above 0 and below 1
 * @param seed the same seed and groups give the same choice
 * @returns ids, sorted
 *
 * @example
 * ```ts
 * import { chooseValidation } from "#karyon";
 * const groups = ["a", "b", "c", "d"].map((id) => [{ id, strata: ["one kind"] }]);
 * const chosen = chooseValidation(groups, { share: 0.5, seed: 1 });
 * if (chosen.length !== 2) throw new Error(`${chosen}`);
 * ```
 */
export function chooseValidation(
  groups: readonly (readonly Choosable[])[],
  { share, seed }: { readonly share: number; readonly seed: number },
): string[] {
  const random = seededRandom(seed);
  // From an order that does not depend on how the files were read.
  const sorted = groups.toSorted((a, b) => compare(idOf(a), idOf(b)));
  const ordered = shuffle(sorted, random)
    .toSorted((a, b) => compareStrata(a[0]!.strata, b[0]!.strata));
  const chosen: string[] = [];
  let owed = random();
  for (const group of ordered) {
    owed += share * group.length;
    if (owed < 1) continue;
    owed -= group.length;
    chosen.push(...group.map(({ id }) => id));
  }
  return chosen.sort();
}

const idOf = (group: readonly Choosable[]) => group[0]!.id;

const compare = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0;

function compareStrata(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((stratum, i) => stratum !== b[i]);
  return differs === -1 ? 0 : compare(a[differs]!, b[differs]!);
}
