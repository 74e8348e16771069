/** Random numbers of the shapes that pictures need. */
import type { Random } from "../../base/mod.ts";

/** From and to: what a number varies between. */
export type Range = readonly [low: number, high: number];

/** A number in low..high, uniform. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** A number in low..high, uniform in its logarithm: as often below as above the geometric mean. */
export function scaleBetween(random: Random, low: number, high: number): number {
  return low * (high / low) ** random();
}

/** An integer in low..high, both included. */
export function countBetween(random: Random, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1));
}

/** A number around 0 with standard deviation 1 and no outliers beyond 3: the sum of three. */
export function bell(random: Random): number {
  return 2 * (random() + random() + random()) - 3;
}

/** One of the items. */
export function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}
