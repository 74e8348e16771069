import { assertEquals, assertLessOrEqual, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { chooseValidation } from "#karyon";

const single = (id: string, ...strata: string[]) => [{ id, strata }];

Deno.test("chooseValidation() takes the same share of every stratum, to within one", () => {
  const counts = fc.array(fc.integer({ min: 1, max: 60 }), {
    minLength: 1,
    maxLength: 6,
  });
  const shares = fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10);
  fc.assert(fc.property(counts, shares, fc.nat(), (counts, share, seed) => {
    const groups = counts.flatMap((count, kind) =>
      Array.from({ length: count }, (_, i) => single(`${kind}-${i}`, `${kind}`))
    );
    const chosen = chooseValidation(groups, { share, seed });
    assertEquals(new Set(chosen).size, chosen.length);
    [...counts, groups.length].forEach((count, kind) => {
      const taken = kind === counts.length
        ? chosen.length
        : chosen.filter((id) => id.startsWith(`${kind}-`)).length;
      assertLessOrEqual(Math.abs(taken - share * count), 1 + 1e-9);
    });
  }));
});

Deno.test("chooseValidation() stratifies by the second stratum within the first", () => {
  const groups = ["a", "b"].flatMap((kind) =>
    ["small", "large"].flatMap((size) =>
      Array.from({ length: 20 }, (_, i) => single(`${kind} ${size} ${i}`, kind, size))
    )
  );
  const chosen = chooseValidation(groups, { share: 0.25, seed: 4 });
  const counts = Map.groupBy(chosen, (id) => id.replace(/ \d+$/, ""));
  assertEquals(
    [...counts].map(([stratum, ids]) => [stratum, ids.length]),
    [["a large", 5], ["a small", 5], ["b large", 5], ["b small", 5]],
  );
});

Deno.test("chooseValidation() keeps groups together, and their size in mind", () => {
  const groups = Array.from({ length: 40 }, (_, i) => [
    ...single(`${i} a`, "kind"),
    ...(i % 2 === 0 ? single(`${i} b`, "kind") : []),
  ]);
  const chosen = new Set(chooseValidation(groups, { share: 0.3, seed: 1 }));
  for (const group of groups) {
    assertEquals(new Set(group.map(({ id }) => chosen.has(id))).size, 1);
  }
  assertLessOrEqual(Math.abs(chosen.size - 18), 2);
});

Deno.test("chooseValidation() depends on the seed and not on the order", () => {
  const groups = Array.from({ length: 50 }, (_, i) => single(`${i}`, i < 20 ? "a" : "b"));
  const choose = (seed: number, of = groups) =>
    chooseValidation(of, { share: 0.2, seed });
  assertEquals(choose(1), choose(1, groups.toReversed()));
  assertNotEquals(choose(1), choose(2));
});
