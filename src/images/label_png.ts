import { encodePng } from "./encode.ts";
import { imageOfLabels } from "./label_image.ts";

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
