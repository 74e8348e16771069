import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { balanceLooks, type Look, lookOf } from "#karyon";
import { sourceOf } from "./made_up.ts";

const LOOKS: Look[] = ["dark gray", "bright gray", "dark coloured", "bright coloured"];

Deno.test("lookOf() tells colour from gray, and bright from dark by the middle pixel", () => {
  const look = (colour: readonly [number, number, number]) =>
    lookOf(sourceOf(20, 20, () => colour));
  assertEquals(look([20, 20, 20]), "dark gray");
  assertEquals(look([200, 200, 200]), "bright gray");
  assertEquals(look([90, 30, 60]), "dark coloured");
  assertEquals(look([230, 180, 220]), "bright coloured");
  // A few bright nuclei leave a dark image dark.
  const nuclei = sourceOf(20, 20, (x) => x < 6 ? [255, 255, 255] : [5, 5, 5]);
  assertEquals(lookOf(nuclei), "dark gray");
});

Deno.test("lookOf() judges sixteen bits as eight", () => {
  const { pixels, ...rest } = sourceOf(20, 20, () => [200, 200, 200]);
  const deep = { ...rest, pixels: Uint16Array.from(pixels, (value) => value * 257) };
  assertEquals(lookOf({ ...deep, peak: 65535 }), "bright gray");
});

Deno.test("balanceLooks() gives looks by their count to a power", () => {
  const looks: Look[] = [...Array(16).fill(LOOKS[0]), ...Array(4).fill(LOOKS[1])];
  assertEquals(balanceLooks(looks, 1), Array(20).fill(1));
  const even = balanceLooks(looks, 0);
  assertAlmostEquals(16 * even[0]!, 10, 1e-9);
  assertAlmostEquals(4 * even[19]!, 10, 1e-9);
  // By the square root, 4 to 2: two thirds of twenty draws and one third.
  const half = balanceLooks(looks, 0.5);
  assertAlmostEquals(16 * half[0]!, 40 / 3, 1e-9);
  assertAlmostEquals(4 * half[19]!, 20 / 3, 1e-9);
});

Deno.test("balanceLooks() gives as many draws as images", () => {
  const looks = fc.array(fc.constantFrom(...LOOKS), { minLength: 1, maxLength: 60 });
  const balance = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(fc.property(looks, balance, (given, share) => {
    const sum = balanceLooks(given, share).reduce((total, value) => total + value, 0);
    assertAlmostEquals(sum, given.length, 1e-6);
  }));
});
