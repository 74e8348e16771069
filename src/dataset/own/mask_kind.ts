import type { Image } from "../../images/mod.ts";
import { labelPieces } from "../label_pieces.ts";

/** A file with all nuclei of an image, one value a pixel. */
export interface MaskValues {
  /** Row-major; 0 is background; each colour has a number of its own, above `full`. */
  readonly values: ArrayLike<number>;
  readonly width: number;
  /** White: 255 or 65535. */
  readonly full: number;
  /** How many pixels have each value above 0. */
  readonly counts: ReadonlyMap<number, number>;
}

/** What the values mean. */
export type MaskKind = "empty" | "plain" | "soft" | "labels";

/** Reads each pixel's value; of a file that compression has altered the brightest. */
export function maskValues(image: Image, isAltered: boolean): MaskValues {
  const { data, width, height, channels, depth, alpha } = image;
  const colors = alpha ? channels - 1 : channels;
  const full = 2 ** depth - 1;
  const values = channels === 1 ? data : new Float64Array(width * height);
  if (channels > 1) {
    const writable = values as Float64Array;
    for (let i = 0, at = 0; i < writable.length; i++, at += channels) {
      const first = data[at]!;
      const second = colors === 1 ? first : data[at + 1]!;
      const third = colors === 1 ? first : data[at + 2]!;
      writable[i] = isAltered
        ? Math.max(first, second, third)
        : first === second && first === third
        ? first
        : ((first + 1) * 65536 + second) * 65536 + third;
    }
  }
  return { values, width, full, counts: countValues(values) };
}

function countValues(values: ArrayLike<number>): Map<number, number> {
  const few = new Uint32Array(65536);
  const counts = new Map<number, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < few.length) few[value]! += 1;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  for (let value = 1; value < few.length; value++) {
    if (few[value]! > 0) counts.set(value, few[value]!);
  }
  return counts;
}

/**
 * What the values above 0 mean: one is a plain mask, several are labels, except
 * where most of the nuclei are white and the other values lie about in more pieces
 * than there are values: then they are the soft edges of a plain mask.
 */
export function kindOf({ values, width, full, counts }: MaskValues): MaskKind {
  if (counts.size <= 1) return counts.size === 0 ? "empty" : "plain";
  const all = counts.values().reduce((sum, count) => sum + count, 0);
  if ((counts.get(full) ?? 0) <= all / 2) return "labels";
  const between = Float64Array.from(values, (value) => value === full ? 0 : value);
  return labelPieces(between, width).pieces > counts.size - 1 ? "soft" : "labels";
}

/** The share of pixels that are neither nearly black nor nearly white. */
export function shareBetween({ values, full, counts }: MaskValues): number {
  let between = 0;
  for (const [value, count] of counts) {
    if (value > full / 4 && value < full * 3 / 4) between += count;
  }
  return between / values.length;
}
