import { hasBytes } from "./format.ts";
import { readTiffTags } from "./tiff_tags.ts";

/** What the header of a JPEG's picture says. */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
  /** Bits of a value. */
  readonly bits: number;
  /** Values of a pixel: 1 gray, 3 colours, 4 CMYK. */
  readonly components: number;
  /** Where it stands in the file. */
  readonly at: number;
}

/** How a block of notes begins. */
const EXIF = "Exif\0\0";

const viewOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The segments before the pixels, each with its marker's second byte. */
function* segmentsOf(bytes: Uint8Array): Generator<{ marker: number; at: number }> {
  const view = viewOf(bytes);
  for (let at = 2; at + 10 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xda) return; // SOS: the pixels begin
    yield { marker, at };
    at += 2 + view.getUint16(at + 2);
  }
}

/** The header of the picture, or undefined where the file ends before it. */
export function readJpegFrame(bytes: Uint8Array): JpegFrame | undefined {
  const view = viewOf(bytes);
  for (const { marker, at } of segmentsOf(bytes)) {
    // SOF0 to SOF15, where all but three tell the picture's size.
    if (marker < 0xc0 || marker > 0xcf || [0xc4, 0xc8, 0xcc].includes(marker)) continue;
    return {
      height: view.getUint16(at + 5),
      width: view.getUint16(at + 7),
      bits: bytes[at + 4]!,
      components: bytes[at + 9]!,
      at,
    };
  }
  return undefined;
}

/** The orientation that a camera has noted, and where in the file "Exif" stands. */
export function readJpegExif(
  bytes: Uint8Array,
): { orientation: number; at: number } | undefined {
  for (const { marker, at: start } of segmentsOf(bytes)) {
    const at = start + 4;
    if (marker !== 0xe1 || !hasBytes(bytes, EXIF, at)) continue;
    return { orientation: readExifOrientation(bytes.subarray(at)), at };
  }
  return undefined;
}

/** The orientation of a block of Exif; one that is broken counts as none. */
export function readExifOrientation(exif: Uint8Array): number {
  // A TIFF without pixels; some programs put before it what a JPEG has there.
  const tiff = hasBytes(exif, EXIF) ? exif.subarray(EXIF.length) : exif;
  try {
    return readTiffTags(tiff).valuesOf(274)[0] ?? 1;
  } catch {
    return 1;
  }
}

/** Whether the mark of the end comes after the picture's header. */
export function hasJpegEnd(bytes: Uint8Array, { at }: JpegFrame): boolean {
  const end = bytes.lastIndexOf(0xd9);
  return end > at && bytes[end - 1] === 0xff;
}

/** Why a JPEG that a decoder gave up on cannot be read, in words. */
export function explainJpeg(bytes: Uint8Array): string {
  const frame = readJpegFrame(bytes);
  if (frame === undefined) return "it ends before its picture begins";
  const { bits, width, height } = frame;
  if (bits !== 8) return `it has ${bits} bits a value in place of 8`;
  if (width === 0 || height === 0) return `its size is ${width} x ${height}`;
  return hasJpegEnd(bytes, frame) ? "its pixels are damaged" : "its end is missing";
}
