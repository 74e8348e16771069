import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  contingency,
  type ImageCluster,
  measureAgreement,
} from "../../src/explore/mod.ts";

/** One image a letter of `looks`, "-" where it has none; clusters by number. */
function rows(looks: string, clusters: readonly number[], split = "s"): ImageCluster[] {
  return [...looks].map((look, i) => ({
    split,
    id: `${i}`,
    cluster: clusters[i]!,
    name: `c${clusters[i]}`,
    distance: 0,
    look: look === "-" ? null : look,
  }));
}

Deno.test("the adjusted Rand index is scikit-learn's", () => {
  // sklearn.metrics.adjusted_rand_score(list("aaaabbbbbcccdd"), clusters), 1.9.1
  const clusters = [1, 1, 2, 2, 2, 2, 2, 3, 1, 3, 3, 3, 3, 1];
  const [found] = measureAgreement(rows("aaaabbbbbcccdd", clusters));
  assertAlmostEquals(found!.adjusted_rand, 0.1322314049586777, 1e-12);
  // The most frequent: 2 a in 1, 3 b in 2, 3 c in 3.
  assertAlmostEquals(found!.purity, 8 / 14, 1e-12);
  assertEquals([found?.images, found?.clusters, found?.kinds], [14, 3, 4]);
});

Deno.test("images without a kind do not count, and each split has a row", () => {
  const table = [...rows("ab-", [1, 2, 2], "train"), ...rows("aa", [1, 1], "test")];
  assertEquals(
    measureAgreement(table).map(({ split, images, purity }) => [split, images, purity]),
    [["train", 2, 1], ["test", 2, 1]],
  );
  assertEquals(measureAgreement(rows("--", [1, 2])), []);
});

Deno.test("contingency() counts each kind in each cluster, and nothing as 0", () => {
  const cells = contingency(rows("abb", [2, 2, 1]));
  assertEquals(cells.map(({ cluster, kind, images }) => [cluster, kind, images]), [
    ["c1", "a", 0],
    ["c1", "b", 1],
    ["c2", "a", 1],
    ["c2", "b", 1],
  ]);
});

Deno.test("agreement does not depend on how clusters are numbered", () => {
  const labels = fc.array(
    fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 4 })),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(fc.property(labels, (pairs) => {
    const looks = pairs.map(([look]) => look).join("");
    const [found] = measureAgreement(rows(looks, pairs.map(([, cluster]) => cluster)));
    const [turned] = measureAgreement(
      rows(looks, pairs.map(([, cluster]) => 9 - cluster)),
    );
    assertAlmostEquals(found!.adjusted_rand, turned!.adjusted_rand, 1e-9);
    assertEquals(found!.purity, turned!.purity);
    assertEquals(found!.adjusted_rand <= 1 && found!.purity <= 1, true);
    const same = measureAgreement(
      rows(looks, pairs.map(([look]) => look.charCodeAt(0))),
    );
    assertEquals([same[0]!.adjusted_rand, same[0]!.purity], [1, 1]);
  }));
});
