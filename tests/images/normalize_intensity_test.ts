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

/** A stained image: each channel with a range of its own. */
const TINTED = Float32Array.from(
  { length: 3003 },
  (_, i) => [0.5, 0.2, 0.8][i % 3]! + [0.3, 0.1, 0.05][i % 3]! * Math.floor(i / 3) / 1000,
);
const channelOf = (given: Float32Array, channel: number) =>
  given.filter((_, i) => i % 3 === channel);

Deno.test('normalizeIntensity() with "stretch-channels" stretches each channel as if it were alone', () => {
  const stretched = normalizeIntensity(TINTED, "stretch-channels");
  for (const channel of [0, 1, 2]) {
    assertEquals(
      channelOf(stretched, channel),
      normalizeIntensity(channelOf(TINTED, channel), "stretch"),
    );
    assertEquals([stretched[channel], stretched[3000 + channel]], [0, 1]);
  }
});

Deno.test('normalizeIntensity() with "stretch-channels" leaves gray gray, nearly as "stretch" makes it', () => {
  const gray = Float32Array.from({ length: 900 }, (_, i) => Math.floor(i / 3) / 700);
  const stretched = normalizeIntensity(gray, "stretch-channels");
  assertEquals(channelOf(stretched, 1), channelOf(stretched, 0));
  assertEquals(channelOf(stretched, 2), channelOf(stretched, 0));
  // A percentile of 300 values and of 900 may be neighbours of the 300 steps.
  normalizeIntensity(gray, "stretch").forEach((value, i) =>
    assert(Math.abs(value - stretched[i]!) < 1.5 / 298)
  );
});

Deno.test('normalizeIntensity() with "stretch-channels" leaves a channel of one value alone', () => {
  const given = TINTED.map((value, i) => i % 3 === 1 ? 0.25 : value);
  const stretched = normalizeIntensity(given, "stretch-channels");
  assert(channelOf(stretched, 1).every((value) => value === 0.25));
  assertEquals([stretched[0], stretched[3000]], [0, 1]);
});

Deno.test('normalizeIntensity() with "stretch-channels" takes away a tint', () => {
  const dim = TINTED.map((value, i) => value * [0.5, 0.7, 0.9][i % 3]!);
  const [a, b] = [TINTED, dim].map((given) =>
    normalizeIntensity(given, "stretch-channels")
  );
  // Bins are 1/65535 wide, the narrowest channel 0.045.
  a!.forEach((value, i) => assert(Math.abs(value - b![i]!) < 2e-3));
});
