import { assertEquals, assertLessOrEqual, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { InputError, quantizationOf } from "#karyon";

Deno.test("a range of both signs has its 0 on a whole number", () => {
  // 255 steps of 0.02 from -1 on; 0 is 50 of them away.
  assertEquals(quantizationOf({ min: -1, max: 4.1 }, "map"), {
    scale: Math.fround(0.02),
    zeroPoint: 50,
  });
});

Deno.test("a range that leaves 0 out is widened to it", () => {
  const scale = Math.fround(2 / 255);
  assertEquals(quantizationOf({ min: 1, max: 2 }, "map"), { scale, zeroPoint: 0 });
  assertEquals(quantizationOf({ min: -2, max: -1 }, "map"), { scale, zeroPoint: 255 });
});

Deno.test("what is always 0, or all but 0, has the scale 1", () => {
  const one = { scale: 1, zeroPoint: 0 };
  assertEquals(quantizationOf({ min: 0, max: 0 }, "map"), one);
  assertEquals(quantizationOf({ min: 0, max: 1e-40 }, "map"), one);
});

Deno.test("every number of a range is told to within a step", () => {
  const end = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(end, end, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, t) => {
      const min = Math.min(a, b), max = Math.max(a, b);
      const { scale, zeroPoint } = quantizationOf({ min, max }, "map");
      const value = min + t * (max - min);
      const whole = Math.max(0, Math.min(255, Math.round(value / scale) + zeroPoint));
      assertLessOrEqual(Math.abs((whole - zeroPoint) * scale - value), scale * 1.01);
    }),
  );
});

Deno.test("ranges that are none are refused by the value's name", () => {
  for (
    const [min, max] of [[NaN, 1], [0, Infinity], [2, 1], [0, 1e300]] as const
  ) {
    assertThrows(() => quantizationOf({ min, max }, "level_2"), InputError, '"level_2"');
  }
});
