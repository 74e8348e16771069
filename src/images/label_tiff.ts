import { zlibSync } from "fflate";
import { InputError } from "../base/mod.ts";
import { checkLength, checkSize } from "./check.ts";
import { layOutLabelTiff } from "./formats/label_tiff_directory.ts";

/** About how many bytes of pixels a strip holds before it is packed. */
const STRIP_BYTES = 2 ** 18;

/**
 * Encodes labels as gray TIFF of whole numbers, packed without loss (Deflate):
 * 16 bits where they suffice and 32 bits for more than 65,535 nuclei.
 *
 * Fiji, napari, QuPath and CellProfiler open it as a label image. The image codecs
 * that Karyon stands on write 16 bits at most, and a whole slide has more nuclei.
 *
 * @param labels row-major, `width * height` integers from 0 on
 * @returns the bytes of the file; equal labels give equal bytes
 * @throws {InputError} if a label is below 0
 * @throws {RangeError} if the labels are not of that size
 *
 * @example
 * ```ts
 * import { decodeImage, encodeLabelTiff } from "#karyon";
 * const tiff = encodeLabelTiff(Int32Array.of(0, 1, 300), 3, 1);
 * const { data, depth } = await decodeImage(tiff, "labels.tif");
 * if (data.join() !== "0,1,300" || depth !== 16) throw new Error(data.join());
 * ```
 */
export function encodeLabelTiff(
  labels: Int32Array,
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  checkSize("width", width);
  checkSize("height", height);
  checkLength("labels", labels.length, width * height);
  let largest = 0;
  for (const label of labels) {
    if (label < 0) throw new InputError(`Expected labels from 0 on but found ${label}`);
    if (label > largest) largest = label;
  }
  const bits = largest > 65535 ? 32 : 16;
  const rows = Math.min(height, Math.ceil(STRIP_BYTES * 8 / (width * bits)));
  const pieces: Uint8Array[] = [];
  const strips: { at: number; bytes: number }[] = [];
  let end = 8;
  for (let y = 0; y < height; y += rows) {
    const packed = packStrip(labels.subarray(y * width, (y + rows) * width), bits);
    pieces.push(packed);
    strips.push({ at: end, bytes: packed.length });
    // Everything in a TIFF begins at an even place.
    end += packed.length + packed.length % 2;
  }
  const directory = layOutLabelTiff({ width, height, bits, rows, strips, at: end });
  const file = new Uint8Array(end + directory.length);
  file.set([0x49, 0x49, 42, 0]); // little-endian
  new DataView(file.buffer).setUint32(4, end, true);
  pieces.forEach((piece, i) => file.set(piece, strips[i]!.at));
  file.set(directory, end);
  return file;
}

/** The rows of a strip, little-endian and packed. */
function packStrip(labels: Int32Array, bits: 16 | 32): Uint8Array {
  const plain = new Uint8Array(labels.length * bits / 8);
  let at = 0;
  for (const label of labels) {
    for (let shift = 0; shift < bits; shift += 8) plain[at++] = label >>> shift;
  }
  return zlibSync(plain);
}
