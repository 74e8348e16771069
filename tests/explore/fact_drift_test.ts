import { assertEquals } from "@std/assert";
import { factDrift, type ImageFacts, kolmogorovSmirnov } from "../../src/explore/mod.ts";
import { FACTS, NO_MASK } from "./facts_row.ts";

const train = [1, 2, 3, 4].map((value): ImageFacts => ({
  ...FACTS,
  brightest: value,
  nuclei: value,
}));
const test = [3, 4, 5].map((value): ImageFacts => ({
  ...FACTS,
  split: "test",
  brightest: value,
  nuclei: value,
}));

Deno.test("factDrift() names both sides and puts the largest difference first", () => {
  const rows = factDrift(train, test);
  const { d, p } = kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5]);
  assertEquals(rows[0], {
    fact: "brightest",
    from: "train",
    to: "test",
    from_images: 4,
    to_images: 3,
    from_median: 2.5,
    to_median: 4,
    difference: 1.5,
    d,
    p,
  });
  assertEquals(
    rows.map((row) => row.d),
    rows.map((row) => row.d).toSorted((a, b) => b - a),
  );
  assertEquals(rows.at(-1)?.d, 0);
});

Deno.test("facts that a set without masks does not know have no row", () => {
  const stage2 = test.map((row) => ({ ...row, ...NO_MASK, split: "stage2" }));
  const facts = factDrift(train, stage2).map(({ fact }) => fact);
  assertEquals(facts.includes("nuclei"), false);
  assertEquals(facts.includes("gray"), true);
});

Deno.test("images without a value are left out and not counted as 0", () => {
  const [row] = factDrift(train, [...test, { ...test[0]!, ...NO_MASK }], ["nuclei"]);
  assertEquals([row?.to_images, row?.to_median], [3, 4]);
});

Deno.test("no image, no drift", () => {
  assertEquals(factDrift([], test), []);
});
