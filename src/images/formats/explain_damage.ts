import type { ImageFormat } from "./format.ts";
import { explainPng } from "./png_file.ts";
import { readTiffDirectory } from "./tiff_file.ts";

/**
 * Why a decoder gave up on a file, from the file itself.
 *
 * The decoders' own words are not used: files that are decoded at the same time
 * share one buffer for them, so that one file's words may come with another's.
 */
export function explainDamage(bytes: Uint8Array, format: ImageFormat): string {
  if (format === "PNG") return explainPng(bytes);
  if (format === "JPEG") return explainJpeg(bytes);
  if (format === "TIFF") {
    const last = readTiffDirectory(bytes).pixelsEnd;
    if (last > bytes.length) return `its pixels end at byte ${last} of ${bytes.length}`;
  }
  return "it is damaged or ends early";
}

function explainJpeg(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Segments, each with its length, go on until the pixels begin (SOS).
  for (let at = 2; at + 10 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xda) break;
    // SOF0 to SOF15, where all but three tell the picture's size.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return explainFrame(bytes, view, at);
    }
    at += 2 + view.getUint16(at + 2);
  }
  return "it ends before its picture begins";
}

function explainFrame(bytes: Uint8Array, view: DataView, at: number): string {
  const bits = bytes[at + 4]!;
  const height = view.getUint16(at + 5), width = view.getUint16(at + 7);
  if (bits !== 8) return `it has ${bits} bits a value in place of 8`;
  if (width === 0 || height === 0) return `its size is ${width} x ${height}`;
  const end = bytes.lastIndexOf(0xd9);
  const hasEnd = end > at && bytes[end - 1] === 0xff;
  return hasEnd ? "its pixels are damaged" : "its end is missing";
}
