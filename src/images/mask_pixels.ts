import { decodeImage } from "./decode.ts";
import type { DecodeOptions } from "./decode_options.ts";
import { decodeGrayPng } from "./formats/gray_png.ts";
import type { Image } from "./image.ts";

/** The pixels of a mask's file, with the channels and the depth that it has. */
export type MaskPixels = Pick<Image, "data" | "width" | "height" | "channels">;

/**
 * Decodes a mask's file as {@linkcode decodeImage} does, with the same pixels and
 * the same errors, but several times faster where it is a gray PNG of 8 bits: data
 * sets have tens of thousands of these.
 *
 * @param bytes the whole file
 * @param name a path, or what else messages should call it
 * @throws {InputError} as {@linkcode decodeImage}
 * @throws {RangeError} as {@linkcode decodeImage}
 *
 * @example
 * ```ts
 * import { createImage, decodeMaskPixels, encodePng } from "#karyon";
 * const mask = createImage(3, 2, 1);
 * mask.data[4] = 255;
 * const { data, width } = await decodeMaskPixels(await encodePng(mask), "mask.png");
 * if (width !== 3 || data.join() !== "0,0,0,0,255,0") throw new Error(`${data}`);
 * ```
 */
export async function decodeMaskPixels(
  bytes: Uint8Array,
  name: string,
  options: DecodeOptions = {},
): Promise<MaskPixels> {
  // A limit on pixels is kept by the decoder that explains it.
  const gray = options.maxPixels === undefined ? decodeGrayPng(bytes) : undefined;
  return gray ? { ...gray, channels: 1 } : await decodeImage(bytes, name, options);
}
