import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { categoryDrift, categoryShares, lackingKinds } from "../../src/explore/mod.ts";

type LookRow = { readonly split: string; readonly look: string | null };

/** So many images of each look. */
function images(split: string, counts: Record<string, number>): LookRow[] {
  return Object.entries(counts).flatMap(([look, n]) =>
    Array.from({ length: n }, () => ({ split, look: look === "none" ? null : look }))
  );
}

const lookOf = ({ look }: LookRow) => look;

// The kinds of the 2018 Data Science Bowl, as a person counts them.
const TRAIN = images("train", {
  "white on black": 546,
  "purple on purple": 70,
  "purple on white": 38,
  "black on white": 16,
});
const TEST = images("test", {
  "white on black": 53,
  "purple on yellow": 8,
  "purple on purple": 3,
  "purple on white": 1,
});

Deno.test("total variation is half the sum of the shares' differences", () => {
  const drift = categoryDrift(TRAIN, TEST, "look", lookOf)!;
  const lost = [[546, 53], [70, 3], [38, 1], [16, 0]].map(([had, has]) =>
    Math.max(had! / 670 - has! / 65, 0)
  );
  // What some lose, others gain: the sum of either is the distance.
  assertAlmostEquals(drift.distance, lost.reduce((sum, one) => sum + one), 1e-12);
  assertEquals(drift.most_gained, "purple on yellow");
  assertEquals([drift.from_images, drift.to_images], [670, 65]);
  assertLess(drift.chance, drift.distance);
  // 20,000 permutations with NumPy give 0.1110 and 0.0276.
  assertAlmostEquals(drift.chance, 0.111, 0.006);
  assertAlmostEquals(drift.p, 0.0276, 0.015);
});

Deno.test("two draws of the same kinds do not drift", () => {
  const half = images("a", { white: 40, purple: 10 });
  const drift = categoryDrift(
    half,
    images("b", { white: 20, purple: 5 }),
    "look",
    lookOf,
  )!;
  assertAlmostEquals(drift.distance, 0, 1e-12);
  assertEquals(drift.p, 1);
});

Deno.test("the seed fixes what chance does", () => {
  const [first, again] = [1, 1].map((seed) =>
    categoryDrift(TRAIN, TEST, "look", lookOf, seed)
  );
  assertEquals(first, again);
});

Deno.test("without a category there is no drift", () => {
  assertEquals(
    categoryDrift(TRAIN, images("stage2", { none: 3 }), "look", lookOf),
    undefined,
  );
});

Deno.test("categoryShares() has the same categories for each split, 0 too", () => {
  const shares = categoryShares([...TRAIN, ...TEST], "look", lookOf);
  assertEquals(shares.length, 5 * 2);
  const yellow = shares.filter(({ category }) => category === "purple on yellow");
  assertEquals(yellow.map(({ split, images }) => [split, images]), [
    ["train", 0],
    ["test", 8],
  ]);
  assertEquals(categoryShares(images("a", { none: 2 }), "look", lookOf), []);
});

Deno.test("lackingKinds() finds the kind that train lacks, and no other", () => {
  const shares = categoryShares([...TRAIN, ...TEST], "look", lookOf);
  const found = lackingKinds(shares, "train", "test");
  assertEquals(
    found.map(({ category, from_images, to_images }) => [
      category,
      from_images,
      to_images,
    ]),
    [["purple on yellow", 0, 8]],
  );
  assertEquals(
    lackingKinds(shares, "test", "train").map(({ category }) => category),
    ["black on white"],
  );
});
