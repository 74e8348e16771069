import { decode } from "fast-png";
import type { Image } from "../image.ts";
import type { PngChunk, PngHeader } from "../formats/png_file.ts";
import { Damage } from "../formats/refusal.ts";
import {
  imageOf,
  type PngValues,
  withPaletteColors,
  withTransparentColor,
} from "./png_pixels.ts";
import { spreadBits, unpackBits } from "./unpack_bits.ts";

/** Colour types, as the PNG specification numbers them. */
export const GRAY = 0, RGB = 2, PALETTE = 3, GRAY_ALPHA = 4;

const PIXEL_CHUNKS = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);

/**
 * The pixels of a PNG whose header was checked, with alpha where a colour stands for none.
 *
 * @param transparency the content of the chunk `tRNS`
 */
export function decodePngValues(
  bytes: Uint8Array,
  header: PngHeader,
  chunks: readonly PngChunk[],
  transparency: Uint8Array | undefined,
): Image {
  const { width, height, bits, colorType } = header;
  const { data, palette } = decodeCritical(bytes, chunks, colorType);
  const unpacked = bits < 8
    ? unpackBits(data as Uint8Array, width, height, bits)
    : data as Uint8Array | Uint16Array;
  let values: PngValues = { data: unpacked, width, height };
  if (palette !== undefined) return withPaletteColors(values, palette);
  const channels = colorType === RGB ? 3 : colorType === GRAY ? 1 : undefined;
  if (channels === undefined) return imageOf(values, colorType === GRAY_ALPHA ? 2 : 4);
  if (transparency === undefined || transparency.length < channels * 2) {
    if (bits < 8) spreadBits(unpacked as Uint8Array, bits);
    return imageOf(values, channels);
  }
  const view = new DataView(transparency.buffer, transparency.byteOffset);
  const most = 2 ** bits - 1;
  const key = Array.from(
    { length: channels },
    (_, c) => (view.getUint16(c * 2) & most) * (bits < 8 ? 255 / most : 1),
  );
  if (bits < 8) spreadBits(unpacked as Uint8Array, bits);
  values = withTransparentColor(values, channels, key);
  return imageOf(values, channels === 1 ? 2 : 4);
}

/**
 * The file of the chunks alone that pixels stand in: others may be broken, or ask a
 * decoder to turn the picture.
 */
export function withoutNotes(bytes: Uint8Array, chunks: readonly PngChunk[]): Uint8Array {
  const pieces = [bytes.subarray(0, 8)];
  for (const { type, at, length } of chunks) {
    if (PIXEL_CHUNKS.has(type)) pieces.push(bytes.subarray(at, at + 12 + length));
    if (type === "IEND") break;
  }
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const piece of pieces) {
    joined.set(piece, to);
    to += piece.length;
  }
  return joined;
}

/** Of other colour types than palettes, the decoder does not take these chunks. */
const OF_PALETTES = new Set(["PLTE", "tRNS"]);

function decodeCritical(
  bytes: Uint8Array,
  chunks: readonly PngChunk[],
  colorType: number,
) {
  const needed = chunks.filter(({ type }) =>
    colorType === PALETTE || !OF_PALETTES.has(type)
  );
  try {
    return decode(withoutNotes(bytes, needed), { checkCrc: true });
  } catch (cause) {
    const [, type] = /CRC mismatch for chunk (\w+)/.exec(String(cause)) ?? [];
    if (type === undefined) throw cause;
    throw new Damage(`the checksum of its chunk ${type} is wrong`);
  }
}
