import { crc32, inflateSync } from "node:zlib";

/** The pixels of a gray PNG of 8 bits. */
export interface GrayPixels {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

const HEADER_END = 33;

/** Chunks between the header and the end that do not change gray values. */
const HARMLESS = new Set(["gAMA", "cHRM", "pHYs", "tEXt", "zTXt", "iTXt", "tIME"]);

/** More than this is left to a decoder that can be told how much is allowed. */
const MOST_PIXELS = 2 ** 26;

/**
 * Decodes the plainest of PNGs: gray of 8 bits, not interlaced, whole and without
 * transparency. Masks are nearly always such files, and there are so many of them
 * that a general decoder spends most of its time on being called.
 *
 * @returns undefined for any other file, so that a decoder that knows all of them,
 *   and says what is wrong, can have a look
 */
export function decodeGrayPng(bytes: Uint8Array): GrayPixels | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_END || view.getUint32(0) !== 0x89504e47) return undefined;
  if (view.getUint32(4) !== 0x0d0a1a0a || view.getUint32(12) !== 0x49484452) {
    return undefined;
  }
  const width = view.getUint32(16), height = view.getUint32(20);
  // Bits 8, colour type 0, and the only compression, filtering and line order.
  if (view.getUint32(24) !== 0x08000000 || bytes[28] !== 0) return undefined;
  if (width === 0 || height === 0 || width * height > MOST_PIXELS) return undefined;
  const packed = packedPixels(bytes, view);
  if (packed === undefined) return undefined;
  const length = (width + 1) * height;
  try {
    // In one piece, and a little more: the inflater looks whether there is more.
    const options = { chunkSize: length + 64, maxOutputLength: length };
    const { buffer, byteOffset, byteLength } = inflateSync(packed, options);
    if (byteLength !== length) return undefined;
    const lines = new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
    const data = undoFilters(lines, width, height);
    return data && { data, width, height };
  } catch {
    return undefined;
  }
}

/** The content of all IDAT chunks, where every chunk is whole and harmless. */
function packedPixels(bytes: Uint8Array, view: DataView): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at), end = at + 8 + length;
    if (end + 4 > bytes.length) return undefined;
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) return undefined;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === "IDAT") pieces.push(bytes.subarray(at + 8, end));
    else if (type === "IEND") return join(pieces);
    else if (at > 8 && !HARMLESS.has(type)) return undefined;
    at = end + 4;
  }
  return undefined;
}

function join(pieces: readonly Uint8Array[]): Uint8Array | undefined {
  if (pieces.length < 2) return pieces[0];
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/**
 * Turns lines that each begin with the number of their filter into pixels, in
 * place: a line never moves past the lines that are still to come.
 *
 * Source: PNG specification (third edition), section 9, filtering.
 *
 * @returns the pixels, or undefined where there is a filter of another number
 */
function undoFilters(
  lines: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> | undefined {
  for (let y = 0, to = 0; y < height; y++, to += width) {
    const from = to + y;
    const filter = lines[from]!;
    lines.copyWithin(to, from + 1, from + 1 + width);
    if (filter > 4) return undefined;
    if (filter > 0) undoFilter(filter, lines, to, width);
  }
  return lines.subarray(0, width * height);
}

/** Adds to each pixel of a line what its filter foretold; sums wrap around at 256. */
function undoFilter(
  filter: number,
  data: Uint8Array,
  start: number,
  width: number,
): void {
  const end = start + width;
  let left = 0, corner = 0;
  for (let at = start; at < end; at++) {
    // Above the first line there is nothing.
    const up = start === 0 ? 0 : data[at - width]!;
    if (filter === 1) data[at]! += left;
    else if (filter === 2) data[at]! += up;
    else if (filter === 3) data[at]! += (left + up) >> 1;
    else data[at]! += nearestOf(left, up, corner);
    left = data[at]!;
    corner = up;
  }
}

/** Paeth's choice: of the three, the one closest to left + up - corner. */
function nearestOf(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
