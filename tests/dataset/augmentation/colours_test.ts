import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { type Augmentation, seededRandom } from "#karyon";
import { varyColours } from "../../../src/dataset/augmentation/colours.ts";

/** Some values after the changes, which all images get. */
function vary(values: readonly number[], options: Augmentation, seed = 1): number[] {
  const pixels = Float32Array.from(values);
  varyColours(pixels, options, seededRandom(seed));
  return [...pixels];
}

function assertClose(actual: readonly number[], expected: readonly number[]): void {
  assertEquals(actual.length, expected.length);
  // Curves go through a table of 1025 entries.
  actual.forEach((value, i) => assertAlmostEquals(value, expected[i]!, 1e-5));
}

const share = 1;
const always = (value: number) => ({ share, range: [value, value] as const });
const COLOURS = [0.2, 0.4, 0.6, 1, 1, 1, 0, 0, 0];

Deno.test("varyColours() without options leaves all values", () => {
  assertClose(vary(COLOURS, {}), COLOURS);
});

Deno.test("varyColours() makes gray by Rec. 601", () => {
  const y = 0.299 * 0.2 + 0.587 * 0.4 + 0.114 * 0.6;
  assertClose(vary(COLOURS, { gray: { share } }), [y, y, y, 1, 1, 1, 0, 0, 0]);
});

Deno.test("varyColours() inverts", () => {
  assertClose(vary(COLOURS, { invert: { share } }), COLOURS.map((value) => 1 - value));
});

Deno.test("varyColours() bends by a power", () => {
  // Entries of the table, between which it is straight.
  const values = [0, 0.25, 1, 1 / 1024, 0.5, 0.75];
  assertClose(vary(values, { gamma: always(0.5) }), values.map(Math.sqrt));
  assertClose(vary(values, { gamma: always(2) }), values.map((value) => value ** 2));
});

Deno.test("varyColours() bends as a power does to a thousandth, but for the darkest values", () => {
  const values = Array.from({ length: 300 }, (_, i) => 0.01 + i / 303);
  vary(values, { gamma: always(0.6) }).forEach((value, i) =>
    assertAlmostEquals(value, values[i]! ** 0.6, 1e-4)
  );
});

Deno.test("varyColours() draws values towards their mean, or away from it", () => {
  const values = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7], mean = 0.45;
  for (const factor of [0.5, 1.5]) {
    const expected = values.map((value) => mean + (value - mean) * factor);
    assertClose(vary(values, { contrast: always(factor) }), expected);
  }
});

Deno.test("varyColours() adds brightness and cuts off at 0 and 1", () => {
  assertClose(vary([0.2, 0.5, 0.95], { brightness: always(0.1) }), [0.3, 0.6, 1]);
  assertClose(vary([0.05, 0.5, 1], { brightness: always(-0.1) }), [0, 0.4, 0.9]);
});

Deno.test("varyColours() gives each channel a factor of its own", () => {
  assertClose(vary([0.2, 0.4, 0.9], { channelGain: always(0.5) }), [0.1, 0.2, 0.45]);
  assertClose(vary([0.2, 0.4, 0.9], { channelGain: always(2) }), [0.4, 0.8, 1]);
  const [r, g, b] = vary([0.5, 0.5, 0.5], { channelGain: { share, range: [0.7, 1] } });
  for (const value of [r, g, b]) assert(value! >= 0.35 - 1e-5 && value! <= 0.5 + 1e-5);
  assert(r !== g && g !== b);
});

Deno.test("varyColours() mixes channels so that white, gray and black stay", () => {
  const grays = [1, 1, 1, 0.5, 0.5, 0.5, 0, 0, 0];
  for (let seed = 0; seed < 20; seed++) {
    assertClose(vary(grays, { mixChannels: { share, amount: 1 } }, seed), grays);
  }
});

Deno.test("varyColours() mixes as much as its amount says", () => {
  const colours = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  assertClose(vary(colours, { mixChannels: { share, amount: 0 } }), colours);
  const mixed = vary(colours, { mixChannels: { share, amount: 0.6 } });
  // Pixel p, channel c: what channel c takes of primary p. Its own keeps 0.4 at least.
  for (let channel = 0; channel < 3; channel++) {
    const row = [0, 1, 2].map((primary) => mixed[3 * primary + channel]!);
    assertAlmostEquals(row[0]! + row[1]! + row[2]!, 1, 1e-5);
    assert(row[channel]! >= 0.4 - 1e-5 && row.every((value) => value >= 0));
  }
  assertNotEquals(mixed, vary(colours, { mixChannels: { share, amount: 0.6 } }, 2));
});

Deno.test("varyColours() inverts last, after all cutting off", () => {
  const options = { brightness: always(0.5), invert: { share } };
  assertClose(vary([0.2, 0.8, 1], options), [0.3, 0, 0]);
});

Deno.test("varyColours() changes the share of images that it is asked for", () => {
  const count = 2000;
  let inverted = 0;
  for (let seed = 0; seed < count; seed++) {
    if (vary([1, 1, 1], { invert: { share: 0.15 } }, seed)[0]! < 0.5) inverted++;
  }
  assertAlmostEquals(inverted / count, 0.15, 5 * Math.sqrt(0.15 * 0.85 / count));
  assertClose(vary([0.1, 0.2, 0.3], { invert: { share: 0 } }), [0.1, 0.2, 0.3]);
});

Deno.test("varyColours() stays in 0..1, whatever it is given", () => {
  const factors = fc.double({ min: 0.1, max: 8, noNaN: true })
    .chain((low) =>
      fc.double({ min: 1, max: 3, noNaN: true }).map((more) => low * more)
        .map((high) => ({ share, range: [low, high] as const }))
    );
  const added = fc.double({ min: -2, max: 2, noNaN: true }).map(always);
  const options = fc.record({
    gray: fc.constant({ share: 0.5 }),
    mixChannels: fc.constant({ share: 0.5, amount: 0.7 }),
    channelGain: factors,
    gamma: factors,
    contrast: factors,
    brightness: added,
    invert: fc.constant({ share: 0.5 }),
  }, { requiredKeys: [] });
  const pixels = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: 6,
    maxLength: 6,
  });
  fc.assert(fc.property(pixels, options, fc.integer(), (values, given, seed) => {
    vary(values, given, seed).forEach((value) => assert(value >= 0 && value <= 1));
  }));
});
