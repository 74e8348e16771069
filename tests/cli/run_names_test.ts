import { assert, assertEquals, assertLessOrEqual, assertMatch } from "@std/assert";
import fc from "fast-check";
import { describeParameters, nameRuns } from "../../src/cli/run_names.ts";

const nameOf = (value: unknown) => nameRuns("a", [{ k: value }])[0]!;

Deno.test("a run's name says its parameters", () => {
  const rows = [{ filters: 8, seed: 1 }, { recipe: "held-out", quick: false }, {
    rate: -1.5e-3,
  }, {}];
  assertEquals(nameRuns("03_training", rows), [
    "03_training,filters=8,seed=1",
    "03_training,recipe=held-out,quick=false",
    "03_training,rate=-0.0015",
    "03_training",
  ]);
});

Deno.test("what a file's name cannot have is replaced, and told apart by digits", () => {
  const odd = [
    "data/dsb2018",
    "data\\dsb2018",
    "../../etc/passwd",
    "..",
    "",
    "a,b=c",
    "nuclei: 100 %",
    "tab\tnew\nline\0",
    "8",
    "true",
    ["a", "b"],
    { a: 1 },
  ];
  const names = odd.map(nameOf);
  assertEquals(new Set(names).size, odd.length);
  for (const name of names) assertMatch(name, /^a,k=[\p{L}\p{N}._+-]*$/u);
  assertMatch(names[0]!, /^a,k=data-dsb2018-[0-9a-f]{8}$/);
  assertEquals(nameOf("Zähler_1.5"), "a,k=Zähler_1.5");
  // The same letter in two ways of writing it: some file systems take one for the other.
  assertMatch(nameOf("Za\u0308hler"), /^a,k=Zähler-[0-9a-f]{8}$/);
});

Deno.test("names that differ by small and capital letters alone get digits", () => {
  const [big, small, other] = nameRuns("a", [{ k: "A" }, { k: "a" }, { k: "b" }]);
  assertMatch(big!, /^a,k=A-[0-9a-f]{8}$/);
  assertMatch(small!, /^a,k=a-[0-9a-f]{8}$/);
  assertEquals(other, "a,k=b");
});

Deno.test("any parameters get a safe name of their own, the same whatever else is run", () => {
  const row = fc.dictionary(
    fc.stringMatching(/^[a-zA-Z_$][a-zA-Z0-9_$]{0,20}$/),
    fc.oneof(
      fc.jsonValue({ maxDepth: 1 }),
      fc.string({ unit: "binary", maxLength: 90 }),
    ),
    { maxKeys: 4 },
  );
  const rows = fc.uniqueArray(row, {
    selector: (parameters) =>
      JSON.stringify(Object.entries(parameters)).normalize("NFC").toLowerCase(),
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(rows, (rows) => {
      const names = nameRuns("01_data", rows);
      assertEquals(new Set(names.map((name) => name.toLowerCase())).size, rows.length);
      for (const [i, name] of names.entries()) {
        assertEquals(nameRuns("01_data", [rows[i]!]), [name]);
        assert(name.startsWith("01_data"));
        assertMatch(name, /^[\p{L}\p{N}._+=,-]+$/u);
        assertLessOrEqual(new TextEncoder().encode(name).length, 160);
      }
    }),
    { numRuns: 20 },
  );
});

Deno.test("describeParameters() names values, long ones cut", () => {
  assertEquals(describeParameters({ a: 1, b: "x  y", c: ["d"] }), 'a=1, b=x y, c=["d"]');
  assertEquals(describeParameters({ a: "x".repeat(100) }), `a=${"x".repeat(59)}…`);
  assertEquals(describeParameters({}), "as it stands");
});
