import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "../../../src/base/mod.ts";
import { otsuThreshold } from "../../../src/segment/mod.ts";
import { scikitImage } from "./made_up.ts";

Deno.test("otsuThreshold() finds what scikit-image finds", () => {
  const { plane, otsu } = scikitImage;
  const narrow = Float64Array.from(plane, (value) => value);
  assertAlmostEquals(otsuThreshold(narrow), otsu["256"], 1e-6);
  assertAlmostEquals(otsuThreshold(narrow, 32), otsu["32"], 1e-6);
});

Deno.test("otsuThreshold() takes the split with the largest variance between classes", () => {
  // By hand, 4 bins of width 1 from 0 to 4, values 0 0 0 1 3 4: after the first bin
  // 3 * 3 * (0 - 7/3)^2 = 49, after the second 4 * 2 * (1/4 - 3)^2 = 60.5 (4 lies in
  // the last bin), after the third the same classes.
  assertEquals(otsuThreshold([0, 0, 0, 1, 3, 4], 4), 1.5);
});

Deno.test("otsuThreshold() of equal values is that value, so that none lies above", () => {
  assertEquals(otsuThreshold([7, 7, 7]), 7);
  assertEquals(otsuThreshold([-2]), -2);
});

Deno.test("otsuThreshold() moves along with the values", () => {
  const values = fc.array(fc.integer({ min: 0, max: 255 }), {
    minLength: 2,
    maxLength: 40,
  });
  fc.assert(
    fc.property(values, fc.integer({ min: -50, max: 50 }), (values, by) => {
      // Powers of two and integers, so that nothing is rounded.
      const moved = values.map((value) => 2 * value + by);
      assertAlmostEquals(otsuThreshold(moved), 2 * otsuThreshold(values) + by, 1e-9);
    }),
    { numRuns: 60 },
  );
});

Deno.test("otsuThreshold() leaves values on both sides wherever two differ", () => {
  fc.assert(fc.property(
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2 }),
    (values) => {
      const threshold = otsuThreshold(values);
      const above = values.filter((value) => value > threshold).length;
      const differ = Math.max(...values) - Math.min(...values) > 1e-6;
      assert(!differ || (above > 0 && above < values.length));
    },
  ));
});

Deno.test("otsuThreshold() refuses no values, NaN and bins that are no count", () => {
  assertThrows(() => otsuThreshold([]), InputError, "found none");
  assertThrows(() => otsuThreshold([1, NaN]), InputError, "found NaN at 1");
  assertThrows(() => otsuThreshold([1, 2], 1.5), InputError, "found 1.5");
});
