import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { seededRandom } from "../../../src/base/mod.ts";
import {
  bell,
  between,
  countBetween,
  scaleBetween,
} from "../../../src/dataset/synthetic/random_values.ts";
import { smoothNoise } from "../../../src/dataset/synthetic/smooth_noise.ts";

const many = (draw: () => number) => Array.from({ length: 20_000 }, draw);
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

Deno.test("between() and scaleBetween() keep to their ranges and have their middles", () => {
  const random = seededRandom(1);
  const even = many(() => between(random, 2, 8));
  const scaled = many(() => scaleBetween(random, 2, 8));
  for (const value of [...even, ...scaled]) assert(value >= 2 && value < 8);
  assertAlmostEquals(mean(even), 5, 0.05);
  assertAlmostEquals(mean(scaled.map(Math.log)), Math.log(4), 0.01);
});

Deno.test("countBetween() draws each integer of the range as often", () => {
  const random = seededRandom(2);
  const counts = new Map<number, number>();
  for (const n of many(() => countBetween(random, 1, 4))) {
    counts.set(n, (counts.get(n) ?? 0) + 1);
  }
  assertEquals([...counts.keys()].sort(), [1, 2, 3, 4]);
  for (const count of counts.values()) assertAlmostEquals(count / 20_000, 0.25, 0.02);
});

Deno.test("bell() has mean 0, standard deviation 1 and nothing beyond 3", () => {
  const random = seededRandom(3);
  const values = many(() => bell(random));
  assertAlmostEquals(mean(values), 0, 0.03);
  assertAlmostEquals(mean(values.map((value) => value ** 2)), 1, 0.03);
  assert(values.every((value) => Math.abs(value) <= 3));
});

Deno.test("smoothNoise() stays in -1..1, has no jumps and repeats every 64", () => {
  const noise = smoothNoise(seededRandom(4));
  for (let i = 0; i < 2000; i++) {
    const x = i * 0.0371 - 20, y = i * 0.0173 - 9;
    const here = noise(x, y);
    assert(Math.abs(here) <= 1);
    assert(Math.abs(noise(x + 0.01, y) - here) < 0.04);
    assertAlmostEquals(noise(x + 64, y - 64), here, 1e-6);
  }
});
