/** What kind of file some bytes are, told by how they begin. */

/** The formats that are read. */
export type ImageFormat = "PNG" | "JPEG" | "TIFF";

const SIGNATURES: readonly [ImageFormat, readonly number[]][] = [
  ["PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["JPEG", [0xff, 0xd8, 0xff]],
  ["TIFF", [0x49, 0x49, 0x2a, 0x00]],
  ["TIFF", [0x4d, 0x4d, 0x00, 0x2a]],
  ["TIFF", [0x49, 0x49, 0x2b, 0x00]], // BigTIFF, little-endian
  ["TIFF", [0x4d, 0x4d, 0x00, 0x2b]], // BigTIFF, big-endian
];

/** The format by the first bytes, or undefined; a file's name is not trusted. */
export function formatOf(bytes: Uint8Array): ImageFormat | undefined {
  return SIGNATURES.find(([, start]) => start.every((byte, i) => bytes[i] === byte))?.[0];
}

/** Words for bytes that are no image, for the end of "... but found". */
export function describeBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file (0 bytes)";
  const start = bytes.subarray(0, 24);
  const isText =
    start.every((byte) => byte === 9 || byte === 10 || byte === 13 || byte >= 32) &&
    !start.includes(127);
  if (isText) {
    const words = new TextDecoder().decode(start).replace(/\s+/g, " ");
    return `text that begins with "${words}"`;
  }
  const hex = [...start.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `${bytes.length} bytes that begin with ${hex.join(" ")}`;
}

/**
 * Whether a PNG's chunks go on to the one that ends it.
 *
 * Decoders do not ask: all pixels may be there while the end is not.
 */
export function isWholePng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  while (at + 12 <= bytes.length) {
    if (view.getUint32(at + 4) === 0x49454e44) return true; // IEND
    at += 12 + view.getUint32(at);
  }
  return false;
}
