import { hasBytes } from "./format.ts";
import { readExifOrientation } from "./jpeg_file.ts";

/** What the chunks of a WebP say of its picture. */
export interface WebpFacts {
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  /** More than one is an animation. */
  readonly frames: number;
  /** 1 upright to 8, as Exif numbers them. */
  readonly orientation: number;
  /** Where in the file "EXIF" stands. */
  readonly exifAt?: number;
  /** Whether all chunks are there as a whole. */
  readonly isWhole: boolean;
}

const uint24 = (view: DataView, at: number) =>
  view.getUint16(at, true) + view.getUint8(at + 2) * 65536;

/**
 * Reads the headers of a WebP.
 *
 * Source: WebP container specification, and RFC 6386 and the specification of WebP's
 * lossless bitstream for what stands in a picture itself.
 *
 * @returns undefined where there is no picture's header
 */
export function readWebpFacts(bytes: Uint8Array): WebpFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: Pick<WebpFacts, "width" | "height" | "hasAlpha"> | undefined;
  let frames = 0, orientation = 1, end = 12;
  let exifAt: number | undefined;
  for (let at = 12; at + 8 <= bytes.length; at = end) {
    const length = view.getUint32(at + 4, true), from = at + 8;
    end = from + length + length % 2;
    if (from + 10 > bytes.length) break;
    if (hasBytes(bytes, "VP8X", at)) {
      size = {
        width: 1 + uint24(view, from + 4),
        height: 1 + uint24(view, from + 7),
        hasAlpha: (bytes[from]! & 16) !== 0,
      };
    } else if (hasBytes(bytes, "VP8L", at)) {
      const packed = view.getUint32(from + 1, true);
      size ??= {
        width: 1 + (packed & 0x3fff),
        height: 1 + (packed >> 14 & 0x3fff),
        hasAlpha: (packed >> 28 & 1) !== 0,
      };
    } else if (hasBytes(bytes, "VP8 ", at)) {
      size ??= {
        width: view.getUint16(from + 6, true) & 0x3fff,
        height: view.getUint16(from + 8, true) & 0x3fff,
        hasAlpha: false,
      };
    } else if (hasBytes(bytes, "ANMF", at)) {
      frames++;
    } else if (hasBytes(bytes, "EXIF", at)) {
      exifAt = at;
      orientation = readExifOrientation(bytes.subarray(from, from + length));
    }
  }
  const isWhole = end <= bytes.length + 1;
  const place = exifAt === undefined ? {} : { exifAt };
  return size &&
    { ...size, frames: Math.max(1, frames), orientation, isWhole, ...place };
}
