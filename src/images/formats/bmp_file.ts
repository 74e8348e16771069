import { Damage, Refusal } from "./refusal.ts";

/** What the header of a BMP says. */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of a pixel. */
  readonly bits: number;
  /** 0 none, 1 and 2 run lengths, 3 and 6 bit masks, 4 JPEG, 5 PNG. */
  readonly compression: number;
  readonly hasAlpha: boolean;
  readonly isGrayPalette: boolean;
}

/** @throws {Damage} if the file ends within it */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(14, true);
  if (bytes.length < 14 + headerSize) throw new Damage("it ends within its header");
  const isOld = headerSize === 12; // OS/2: narrower numbers, 3 bytes a palette entry
  const bits = view.getUint16(isOld ? 24 : 28, true);
  const compression = isOld ? 0 : view.getUint32(30, true);
  const entries = (isOld ? 0 : view.getUint32(46, true)) || 2 ** bits;
  const palette = 14 + headerSize;
  const entrySize = isOld ? 3 : 4;
  let isGrayPalette = bits <= 8;
  for (let i = 0; i < entries && isGrayPalette; i++) {
    const at = palette + i * entrySize;
    isGrayPalette = bytes[at] === bytes[at + 1] && bytes[at] === bytes[at + 2];
  }
  return {
    width: isOld ? view.getUint16(18, true) : Math.abs(view.getInt32(18, true)),
    height: isOld ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true)),
    bits,
    compression,
    hasAlpha: headerSize >= 56 && bits === 32 && view.getUint32(66, true) !== 0,
    isGrayPalette,
  };
}

/**
 * Checks that a BMP is of a kind that is read, and has all of its pixels.
 *
 * @throws {Damage}
 * @throws {Refusal}
 */
export function checkBmp(bytes: Uint8Array, header: BmpHeader): void {
  const { width, height, bits, compression } = header;
  if (compression !== 0 && compression !== 3 && compression !== 6) {
    throw new Refusal("a BMP that is compressed: save it as PNG");
  }
  // Rows are filled up to multiples of 4 bytes.
  const needed = Math.ceil(width * bits / 32) * 4 * height;
  const start = new DataView(bytes.buffer, bytes.byteOffset).getUint32(10, true);
  if (start + needed > bytes.length) {
    throw new Damage(`it has ${bytes.length} bytes where ${start + needed} are needed`);
  }
}

/** What decoding a BMP converts, in words. */
export function describeBmp({ bits, isGrayPalette }: BmpHeader): string[] {
  if (bits <= 8) return [`palette to ${isGrayPalette ? "gray" : "RGB"}`];
  return bits === 16 ? ["16 bits a pixel to 8 bits a channel"] : [];
}
