/** Red, green and blue, each 0..255. */
export type Color = readonly [red: number, green: number, blue: number];

/** The golden ratio's share of the range: labels in a row get hues far apart. */
const GOLDEN_STEP = (Math.sqrt(5) - 1) / 2;

/** Red to azure: what comes after drowns in black images or in purple stains. */
const HUE_RANGE = 0.6;

/** So much of every channel, that no hue is dark. */
const LEAST = 50;

/**
 * A bright colour for a nucleus, by its label: the same in every picture, and
 * unlike those of the labels before and after.
 *
 * @param label an integer above 0
 *
 * @example
 * ```ts
 * import { labelColor } from "#karyon";
 * if (labelColor(1).join() === labelColor(2).join()) throw new Error();
 * ```
 */
export function labelColor(label: number): Color {
  const hue = (label * GOLDEN_STEP) % 1 * HUE_RANGE;
  // Each channel rises and falls over two thirds of the circle of hues.
  const channel = (shift: number) => {
    const height = Math.abs(((hue + shift) % 1) * 6 - 3) - 1;
    return Math.round(LEAST + (255 - LEAST) * Math.min(Math.max(height, 0), 1));
  };
  return [channel(0), channel(2 / 3), channel(1 / 3)];
}
