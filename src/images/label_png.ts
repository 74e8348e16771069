import { InputError } from "../base/mod.ts";
import { checkLength, checkSize } from "./check.ts";
import { encodePng } from "./encode.ts";
import type { Image } from "./image.ts";

/**
 * Labels as an image of 16 bits, each value as it is.
 *
 * @param path of the file that they are for, for messages
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
 * Encodes labels as 16-bit gray PNG, each value as it is: what Fiji, napari and
 * CellProfiler open as a label image.
 *
 * @param labels row-major, `width * height` integers in 0..65535
 * @returns the bytes of the file
 * @throws {InputError} if a label is outside that range, which PNG cannot hold
 * @throws {RangeError} if the labels are not of that size
 *
 * @example
 * ```ts
 * import { decodeImage, encodeLabelPng } from "#karyon";
 * const png = await encodeLabelPng(Int32Array.of(0, 1, 300), 3, 1);
 * const { data, depth } = await decodeImage(png, "labels.png");
 * if (data.join() !== "0,1,300" || depth !== 16) throw new Error(data.join());
 * ```
 */
export async function encodeLabelPng(
  labels: Int32Array,
  width: number,
  height: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return await encodePng(imageOfLabels(labels, width, height));
}
