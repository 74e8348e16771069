import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { kolmogorovSmirnov } from "../../src/explore/mod.ts";

const range = (n: number, valueAt: (i: number) => number) =>
  Array.from({ length: n }, (_, i) => valueAt(i));

/**
 * From SciPy 1.17.1, for samples a and b as below:
 *
 *     r = scipy.stats.ks_2samp(a, b, method="exact"); r.statistic, r.pvalue
 */
const SCIPY: readonly [string, number[], number[], number, number][] = [
  [
    "a few values",
    [0.1, 0.4, 0.7, 1.1, 1.9, 2.3, 3.1],
    [0.5, 1.5, 2.5, 2.9, 3.5, 4.1, 4.4, 5.2, 6.0],
    0.6349206349206349,
    0.05506993006993007,
  ],
  [
    "waves",
    range(40, (i) => Math.sin(i + 1) * 3),
    range(25, (i) => Math.cos(3 * i + 1) * 3 + 1.2),
    0.28,
    0.14751291752686244,
  ],
  [
    "ties",
    [1, 1, 2, 2, 3, 3, 4, 5],
    [2, 3, 3, 4, 4, 4, 5, 5, 6, 7],
    0.45,
    0.2475433063668358,
  ],
  [
    "670 and 65 values",
    range(670, (i) => i / 670),
    range(65, (i) => i / 65 * 0.6 + 0.4),
    0.4,
    4.788537755067415e-9,
  ],
  [
    "samples that do not overlap",
    range(300, (i) => i),
    range(200, (i) => i + 1000),
    1,
    3.9565179860795375e-145,
  ],
];

for (const [name, first, second, d, p] of SCIPY) {
  Deno.test(`kolmogorovSmirnov() is SciPy's for ${name}`, () => {
    const found = kolmogorovSmirnov(first, second);
    assertAlmostEquals(found.d, d, 1e-12);
    assertAlmostEquals(found.p, p, p * 1e-9);
  });
}

Deno.test("kolmogorovSmirnov() is symmetric, in 0..1, and blind to the unit", () => {
  const values = fc.array(fc.integer({ min: -20, max: 20 }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(fc.property(values, values, (first, second) => {
    const { d, p } = kolmogorovSmirnov(first, second);
    const turned = kolmogorovSmirnov(second, first);
    assertEquals(d, turned.d);
    assertAlmostEquals(p, turned.p, 1e-9);
    const scaled = kolmogorovSmirnov(
      first.map((value) => value * 8),
      second.map((value) => value * 8),
    );
    assertEquals(scaled.d, d);
    assertEquals(d >= 0 && d <= 1 && p > 0 && p <= 1, true);
  }));
});

Deno.test("a sample does not differ from itself", () => {
  assertEquals(kolmogorovSmirnov([1, 2, 3], [3, 2, 1]), { d: 0, p: 1 });
});

Deno.test("kolmogorovSmirnov() refuses an empty sample", () => {
  assertThrows(() => kolmogorovSmirnov([], [1]), RangeError, "0 and 1");
});
