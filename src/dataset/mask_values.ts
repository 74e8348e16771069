import type { MaskPixels } from "../images/mod.ts";
import type { Finding } from "./finding.ts";
import { eachNucleusPixel } from "./nucleus_pixels.ts";

/** How often each value above 0 occurs, all colours together, alpha left out. */
export function countValues(pixels: MaskPixels): Uint32Array {
  const { data, channels } = pixels;
  const colors = channels === 2 || channels === 4 ? channels - 1 : channels;
  const counts = new Uint32Array(data instanceof Uint16Array ? 65536 : 256);
  eachNucleusPixel(pixels, (pixel) => {
    for (let at = pixel * channels, end = at + colors; at < end; at++) {
      const value = data[at]!;
      if (value > 0) counts[value]! += 1;
    }
  });
  return counts;
}

/**
 * What is wrong with the values of a mask of one kind of thing: it has nothing
 * but 0 and 255, or 65535 at 16 bits.
 *
 * Any value above 0 counts as nucleus. So a mask of 0 and 1 is only unusual, and
 * soft edges make nuclei a little larger: warnings. It is an error where most of
 * the values are below half of the largest, since those are noise, or several
 * labels, and training would learn from them.
 *
 * @param counts how often each value occurs, as {@linkcode countValues} counts
 * @returns undefined where nothing is wrong
 */
export function findMaskValues(counts: Uint32Array, path: string): Finding | undefined {
  const most = counts.length - 1;
  const values: number[] = [];
  counts.forEach((count, value) => count > 0 && values.push(value));
  if (values.every((value) => value === most)) return undefined;
  const largest = values.at(-1)!;
  let all = 0, dark = 0;
  for (const value of values) {
    all += counts[value]!;
    if (value < largest / 2) dark += counts[value]!;
  }
  const shown = values.length > 4
    ? `${values.length} values from ${values[0]} to ${largest}`
    : values.join(", ");
  const isNoise = dark > all / 2;
  return {
    code: "mask values",
    severity: isNoise ? "error" : "warning",
    message: `Expected a mask of 0 and ${most} but found ${shown}` +
      (isNoise ? `; most are below half of ${largest}` : " above 0, taken as nucleus"),
    path,
  };
}
