import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { normalizeIntensity } from "#karyon";

const values = fc.array(fc.integer({ min: 0, max: 255 }), {
  minLength: 1,
  maxLength: 400,
})
  .map((list) => Float32Array.from(list, (value) => value / 255));

Deno.test('normalizeIntensity() with "none" copies', () => {
  const given = Float32Array.of(0.25, 0.5);
  const copy = normalizeIntensity(given, "none");
  assertEquals(copy, given);
  assert(copy !== given);
});

Deno.test('normalizeIntensity() with "stretch" maps the percentiles to 0 and 1, and cuts beyond', () => {
  // 1001 values, 0 to 0.1: the 0.5 percentile is the 5th above 0, the 99.8 the 998th.
  const given = Float32Array.from({ length: 1001 }, (_, i) => i / 10_000);
  const stretched = normalizeIntensity(given, "stretch");
  assertEquals([stretched[0], stretched[5], stretched[998], stretched[1000]], [
    0,
    0,
    1,
    1,
  ]);
  // Halfway between the 5th and the 998th; bins are 1/65535 wide, the range 0.0993.
  assert(Math.abs(stretched[501]! - (501 - 5) / (998 - 5)) < 3e-4);
});

Deno.test('normalizeIntensity() with "stretch" leaves an image of one value alone', () => {
  assertEquals(
    normalizeIntensity(new Float32Array(9).fill(0.3), "stretch"),
    new Float32Array(9).fill(0.3),
  );
});

Deno.test('normalizeIntensity() with "stretch" keeps the order of values, within 0..1', () => {
  fc.assert(fc.property(values, (given) => {
    const stretched = normalizeIntensity(given, "stretch");
    const order = [...given.keys()].sort((a, b) => given[a]! - given[b]!);
    order.forEach((at, i) => {
      assert(stretched[at]! >= 0 && stretched[at]! <= 1);
      if (i > 0) assert(stretched[at]! >= stretched[order[i - 1]!]!);
    });
  }));
});
