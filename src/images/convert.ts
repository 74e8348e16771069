import { createImage } from "./create.ts";
import type { Image } from "./image.ts";

/**
 * The image in 3 channels of the same depth: gray three times, alpha dropped.
 *
 * The pixels are a copy, also of an image that was RGB already.
 *
 * @example
 * ```ts
 * import { createImage, toRgb } from "#karyon";
 * const gray = createImage(1, 1, 2);
 * gray.data[0] = 7;
 * if (toRgb(gray).data.join() !== "7,7,7") throw new Error();
 * ```
 */
export function toRgb(image: Image): Image {
  const { data, width, height, channels, depth } = image;
  const rgb = createImage(width, height, 3, depth);
  const green = channels >= 3 ? 1 : 0;
  const blue = channels >= 3 ? 2 : 0;
  for (let from = 0, to = 0; from < data.length; from += channels, to += 3) {
    rgb.data[to] = data[from]!;
    rgb.data[to + 1] = data[from + green]!;
    rgb.data[to + 2] = data[from + blue]!;
  }
  return rgb;
}

/**
 * The values divided by the largest that the depth allows (255 or 65535).
 *
 * @returns values in 0..1, in the order and the channels of the image
 *
 * @example
 * ```ts
 * import { createImage, toFloat } from "#karyon";
 * const image = createImage(3, 1, 1, 16);
 * image.data.set([0, 13107, 65535]);
 * if (toFloat(image).join() !== Float32Array.of(0, 0.2, 1).join()) throw new Error();
 * ```
 */
export function toFloat(image: Image): Float32Array<ArrayBuffer> {
  const most = 2 ** image.depth - 1;
  const floats = new Float32Array(image.data.length);
  for (let i = 0; i < floats.length; i++) floats[i] = image.data[i]! / most;
  return floats;
}
