import { InputError } from "../base/mod.ts";
import { expectNaturals } from "./options.ts";

/** What two unpadded 3 x 3 convolutions take off a side, on both ends together. */
const LOSS = 4;

/**
 * Pixels that the U-Net of 2015 crops from each end of a skip connection's map,
 * the image's own level first; the same for every size of the image.
 */
export function marginsOfUNet2015(depth: number): number[] {
  const margins: number[] = [];
  // Seen from the level below, the decoder's map has lost its own margins and what
  // the block there took; doubled, that is what this level's map is larger by.
  let lost = LOSS;
  for (let level = depth; level >= 1; level--) {
    margins.unshift(lost);
    lost = 2 * lost + 2 * LOSS;
  }
  return margins;
}

/** A side of an image that the U-Net of 2015 takes. */
export interface UNet2015Size {
  /** Pixels along the image. */
  readonly input: number;
  /** Pixels along the map that comes out, from the image's middle. */
  readonly output: number;
}

/**
 * The shortest legal side for the U-Net of 2015 that is not shorter than `size`:
 * every max pooling must meet an even number of pixels, and something must be
 * left at the end. A side is legal where this gives it back as `input`. Height
 * and width may differ. With a depth of 4 the legal sides are 188, 204, 220, ...,
 * and each gives 184 pixels fewer.
 *
 * @param size pixels
 * @param depth the network's
 * @throws {InputError} if either is not a natural number
 *
 * @example
 * ```ts
 * import { legalUNet2015Size } from "#karyon";
 * if (legalUNet2015Size(572).output !== 388) throw new Error();
 * const { input, output } = legalUNet2015Size(256);
 * if (input !== 268 || output !== 84) throw new Error(`${input} ${output}`);
 * ```
 */
export function legalUNet2015Size(size: number, depth = 4): UNet2015Size {
  expectNaturals({ size, depth });
  const step = 2 ** depth;
  // Going up from a map of n pixels at the bottom, the input is step * n + bottom.
  let bottom = LOSS;
  for (let level = depth; level >= 1; level--) bottom = 2 * bottom + LOSS;
  const [margin] = marginsOfUNet2015(depth);
  const loss = 2 * margin! + 2 * LOSS;
  // All legal sides are `bottom` and a multiple of `step`; the first has an output left.
  const shortest = Math.max(size, loss + 1);
  const input = bottom + step * Math.ceil((shortest - bottom) / step);
  return { input, output: input - loss };
}

/** @throws {InputError} if a side is not legal; it names the two legal ones around it */
export function expectUNet2015Size(size: number, depth: number): void {
  const { input, output } = legalUNet2015Size(size, depth);
  if (input === size) return;
  const step = 2 ** depth;
  throw new InputError(
    `Expected a side that a U-Net of 2015 with depth ${depth} takes, ${
      output > step ? `${input - step} or ${input}` : `at least ${input}`
    }, but found ${size}`,
  );
}
