import type { Image } from "./image.ts";

/**
 * The channel of a colour image that alone is not black everywhere: a fluorescence
 * picture that a viewer has saved in its stain's colour, say. It shows what a gray one
 * would.
 *
 * @returns 0, 1 or 2; nothing where several channels say something, or none does
 *
 * @example
 * ```ts
 * import { createImage, findLoneChannel } from "#karyon";
 * const blue = createImage(1, 2, 3);
 * blue.data[5] = 200;
 * if (findLoneChannel(blue) !== 2) throw new Error();
 * ```
 */
export function findLoneChannel({ data, channels }: Image): number | undefined {
  if (channels < 3) return undefined;
  let lone: number | undefined;
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let channel = 0; channel < 3; channel++) {
      if (data[pixel + channel] === 0 || channel === lone) continue;
      if (lone !== undefined) return undefined;
      lone = channel;
    }
  }
  return lone;
}
