import { formatOf, hasBytes } from "./format.ts";
import { readTiffDirectory } from "./tiff_file.ts";

/**
 * What compression has altered a file's values, in words, if any: masks and
 * labels in it are not what was drawn.
 *
 * @example
 * ```ts
 * import { lossyKind } from "#karyon";
 * if (lossyKind(Uint8Array.of(0xff, 0xd8, 0xff)) !== "JPEG") throw new Error();
 * ```
 */
export function lossyKind(bytes: Uint8Array): string | undefined {
  const format = formatOf(bytes);
  if (format === "JPEG") return "JPEG";
  if (format === "WebP") return hasLossyFrame(bytes) ? "lossy WebP" : undefined;
  if (format === "TIFF") return isJpegTiff(bytes) ? "TIFF with JPEG inside" : undefined;
  return undefined;
}

/** Whether a still WebP, or the first picture of an extended one, is of the lossy kind. */
function hasLossyFrame(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 12; at + 8 <= bytes.length;) {
    if (hasBytes(bytes, "VP8L", at)) return false;
    if (hasBytes(bytes, "VP8 ", at)) return true;
    const length = view.getUint32(at + 4, true);
    // A frame of an animation has 16 bytes of its own before its picture.
    at += hasBytes(bytes, "ANMF", at) ? 24 : 8 + length + length % 2;
  }
  return false;
}

function isJpegTiff(bytes: Uint8Array): boolean {
  try {
    return [6, 7].includes(readTiffDirectory(bytes).compression);
  } catch {
    return false; // Decoding says what is wrong with it.
  }
}
