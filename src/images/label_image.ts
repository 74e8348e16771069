import { InputError } from "../base/mod.ts";
import { checkLength, checkSize } from "./check.ts";
import type { Image } from "./image.ts";

/**
 * Labels as an image of 16 bits, each value as it is.
 *
 * @param labels row-major, `width * height` integers in 0..65535
 * @param path of the file that they are for, for messages
 * @throws {InputError} if a label is outside that range, which PNG cannot hold
 * @throws {RangeError} if the labels are not of that size
 *
 * @example
 * ```ts
 * import { imageOfLabels } from "#karyon";
 * const { data, depth } = imageOfLabels(Int32Array.of(0, 1, 300), 3, 1);
 * if (data.join() !== "0,1,300" || depth !== 16) throw new Error(data.join());
 * ```
 */
export function imageOfLabels(
  labels: Int32Array,
  width: number,
  height: number,
  path?: string,
): Image {
  checkSize("width", width);
  checkSize("height", height);
  checkLength("labels", labels.length, width * height);
  const outside = labels.find((label) => label < 0 || label > 65535);
  if (outside !== undefined) {
    throw new InputError(
      `Expected labels in 0..65535, as a 16-bit PNG holds, but found ${outside}: a TIFF holds more`,
      path === undefined ? {} : { path },
    );
  }
  const data = Uint16Array.from(labels);
  return { data, width, height, channels: 1, depth: 16, alpha: false };
}

/**
 * A mask as a gray image of 8 bits: 0 stays 0, anything else becomes 255.
 *
 * @param mask row-major, `width * height` values
 * @throws {RangeError} if the mask is not of that size
 *
 * @example
 * ```ts
 * import { imageOfMask } from "#karyon";
 * const { data } = imageOfMask(Uint8Array.of(0, 1, 1), 3, 1);
 * if (data.join() !== "0,255,255") throw new Error(data.join());
 * ```
 */
export function imageOfMask(mask: Uint8Array, width: number, height: number): Image {
  checkSize("width", width);
  checkSize("height", height);
  checkLength("mask", mask.length, width * height);
  const data = mask.map((value) => value === 0 ? 0 : 255);
  return { data, width, height, channels: 1, depth: 8, alpha: false };
}
