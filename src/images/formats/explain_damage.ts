import { crc32 } from "node:zlib";
import type { ImageFormat } from "./format.ts";
import { explainJpeg } from "./jpeg_file.ts";
import { explainPng, pngChunks, readPngHeader } from "./png_file.ts";
import { explainTiff } from "./tiff_file.ts";

/**
 * Why a decoder gave up on a file, from the file itself.
 *
 * The decoders' own words are not used: files that are decoded at the same time
 * share one buffer for them, so that one file's words may come with another's.
 */
export function explainDamage(bytes: Uint8Array, format: ImageFormat): string {
  if (format === "PNG") {
    const hasHeader = readPngHeader(bytes) !== undefined;
    return (hasHeader ? explainChecksum(bytes) : undefined) ?? explainPng(bytes);
  }
  if (format === "JPEG") return explainJpeg(bytes);
  if (format === "TIFF") return explainTiff(bytes);
  return "it is damaged or ends early";
}

/** Whether a chunk's content is not what was written, in words. */
function explainChecksum(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { type, at, length } of pngChunks(bytes)) {
    const stored = view.getUint32(at + 8 + length);
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== stored) {
      return `the checksum of its chunk ${type} at byte ${at} is wrong`;
    }
  }
  return undefined;
}
