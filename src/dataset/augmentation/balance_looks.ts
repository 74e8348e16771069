import type { SourceImage } from "../source_image.ts";

/** How an image looks, told from its pixels alone. */
export type Look = "dark gray" | "bright gray" | "dark coloured" | "bright coloured";

/** Pixels that are looked at: every seventh, which rows of most widths do not repeat. */
const STEP = 7;
/** The mean distance between the largest and the smallest channel, in 0..1. */
const COLOURED = 0.02;

/**
 * Whether an image is coloured, and whether its middle pixel is bright.
 *
 * @example
 * ```ts
 * import { lookOf } from "#karyon";
 * const mask = new Uint8Array(100), pixels = new Uint8Array(300).fill(200);
 * const image = { id: "a", width: 10, height: 10, pixels, peak: 255, mask } as const;
 * if (lookOf(image) !== "bright gray") throw new Error(lookOf(image));
 * ```
 */
export function lookOf({ pixels, peak, mask }: SourceImage): Look {
  let spread = 0;
  const sums: number[] = [];
  for (let i = 0; i < mask.length; i += STEP) {
    const r = pixels[3 * i]!, g = pixels[3 * i + 1]!, b = pixels[3 * i + 2]!;
    spread += Math.max(r, g, b) - Math.min(r, g, b);
    sums.push(r + g + b);
  }
  const middle = sums.sort((a, b) => a - b)[sums.length >> 1]!;
  const brightness = middle > 1.5 * peak ? "bright" : "dark";
  return `${brightness} ${spread > COLOURED * peak * sums.length ? "coloured" : "gray"}`;
}

/**
 * How often each image should come in an epoch of as many draws as there are images,
 * so that rare looks are seen more: a look's share of the draws goes with its count to
 * the power of `balance`.
 *
 * @param balance 0..1: 1 leaves every image its one turn, 0 gives all looks the same
 * @returns a number an image, with the number of images as their sum
 *
 * @example
 * ```ts
 * import { balanceLooks } from "#karyon";
 * const looks = ["dark gray", "dark gray", "dark gray", "bright gray"] as const;
 * if (balanceLooks(looks, 0).at(-1) !== 2) throw new Error();
 * ```
 */
export function balanceLooks(looks: readonly Look[], balance: number): number[] {
  const counts = new Map<Look, number>();
  for (const look of looks) counts.set(look, (counts.get(look) ?? 0) + 1);
  const wanted = looks.map((look) => counts.get(look)! ** (balance - 1));
  const sum = wanted.reduce((total, value) => total + value, 0);
  return wanted.map((value) => value * looks.length / sum);
}
