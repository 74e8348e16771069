/** What kind of file some bytes are, told by how they begin. */

/** The formats that are read. */
export type ImageFormat = "PNG" | "JPEG" | "WebP" | "GIF" | "BMP" | "TIFF";

/** For messages. */
export const FORMATS = "PNG, JPEG, WebP, GIF, BMP or TIFF";

/**
 * How the names of files end that are taken for images where a folder is
 * looked through; lower case. What a file is, its first bytes tell.
 *
 * @example
 * ```ts
 * import { imageExtensions } from "#karyon";
 * if (!imageExtensions.includes(".tif")) throw new Error();
 * ```
 */
export const imageExtensions: readonly string[] = [
  ".png",
  ".jpg",
  ".jpeg",
  ".webp",
  ".gif",
  ".bmp",
  ".tif",
  ".tiff",
];

/** Characters stand for bytes (Latin-1). */
const SIGNATURES: readonly [ImageFormat, string][] = [
  ["PNG", "\x89PNG\r\n\x1a\n"],
  ["JPEG", "\xff\xd8\xff"],
  ["GIF", "GIF87a"],
  ["GIF", "GIF89a"],
  ["TIFF", "II*\0"],
  ["TIFF", "MM\0*"],
  ["TIFF", "II+\0"], // BigTIFF, little-endian
  ["TIFF", "MM\0+"], // BigTIFF, big-endian
];

/** Sizes of the header that follows the first 14 bytes: "BM" alone begins much else. */
const BMP_HEADERS = [12, 40, 52, 56, 64, 108, 124];

/** Whether the characters of `text`, as bytes, stand at `at`. */
export function hasBytes(bytes: Uint8Array, text: string, at = 0): boolean {
  for (let i = 0; i < text.length; i++) {
    if (bytes[at + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}

/** The format by the first bytes, or undefined; a file's name is not trusted. */
export function formatOf(bytes: Uint8Array): ImageFormat | undefined {
  const found = SIGNATURES.find(([, start]) => hasBytes(bytes, start))?.[0];
  if (found !== undefined) return found;
  if (hasBytes(bytes, "RIFF") && hasBytes(bytes, "WEBP", 8)) return "WebP";
  if (
    hasBytes(bytes, "BM") && BMP_HEADERS.includes(bytes[14]!) &&
    hasBytes(bytes, "\0\0\0", 15)
  ) {
    return "BMP";
  }
  return undefined;
}
