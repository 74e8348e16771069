/** A PNG writer of a few lines, so that decoding is checked against the format. */
import { crc32, deflateSync } from "node:zlib";

/** Colour types as the PNG specification numbers them. */
export const GRAY = 0, RGB = 2, PALETTE = 3, GRAY_ALPHA = 4, RGBA = 6;

/**
 * A PNG from the bytes of its rows as they lie in the file, 16 bits big-endian.
 *
 * @param palette red, green, blue of each entry
 * @param alphas of each entry of the palette
 */
export function handPng(
  width: number,
  bitDepth: number,
  colorType: number,
  rows: readonly (readonly number[])[],
  palette: readonly number[] = [],
  alphas: readonly number[] = [],
): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, rows.length);
  header.set([bitDepth, colorType, 0, 0, 0], 8);
  const scanlines = Uint8Array.from(rows.flatMap((row) => [0, ...row]));
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk("IHDR", header),
    ...(palette.length > 0 ? chunk("PLTE", Uint8Array.from(palette)) : []),
    ...(alphas.length > 0 ? chunk("tRNS", Uint8Array.from(alphas)) : []),
    ...chunk("IDAT", deflateSync(scanlines)),
    ...chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(type: string, body: Uint8Array): number[] {
  const typed = Uint8Array.from([...new TextEncoder().encode(type), ...body]);
  const bigEndian = (value: number) =>
    [24, 16, 8, 0].map((bits) => (value >>> bits) & 255);
  return [...bigEndian(body.length), ...typed, ...bigEndian(crc32(typed))];
}
