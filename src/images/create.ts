import type { Image } from "./image.ts";
import { checkSize } from "./check.ts";

/**
 * A black image; its alpha, where it has one, is opaque.
 *
 * @param width pixels, an integer greater than 0
 * @param height pixels, an integer greater than 0
 * @param channels 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA
 * @param depth bits a channel
 * @throws {RangeError} if a size is not an integer greater than 0
 *
 * @example
 * ```ts
 * import { createImage } from "#karyon";
 * const image = createImage(2, 1, 2, 16);
 * if (image.data.join() !== "0,65535,0,65535") throw new Error();
 * ```
 */
export function createImage(
  width: number,
  height: number,
  channels: Image["channels"],
  depth: Image["depth"] = 8,
): Image {
  checkSize("width", width);
  checkSize("height", height);
  const length = width * height * channels;
  const data = depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  const alpha = channels === 2 || channels === 4;
  if (alpha) {
    const opaque = 2 ** depth - 1;
    for (let i = channels - 1; i < length; i += channels) data[i] = opaque;
  }
  return { data, width, height, channels, depth, alpha };
}
