/** What the first chunk of a PNG says. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of a value: 1, 2, 4, 8 or 16. */
  readonly bits: number;
  /** 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGBA. */
  readonly colorType: number;
  /** Whether the picture comes in seven passes (Adam7), the first of them coarse. */
  readonly isInterlaced: boolean;
}

/** The bit depths that each colour type may have. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

const viewOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A piece of a PNG. */
export interface PngChunk {
  readonly type: string;
  /** Where its length stands; its type follows after 4 bytes, its content after 8. */
  readonly at: number;
  readonly length: number;
}

/** The chunks that are there as a whole. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = viewOf(bytes);
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) return;
    yield { type: String.fromCharCode(...bytes.subarray(at + 4, at + 8)), at, length };
    at += 12 + length;
  }
}

/**
 * The types of a PNG's chunks, in order.
 *
 * Decoders do not ask for the last, `IEND`: all pixels may be there without it.
 */
export function chunkTypes(bytes: Uint8Array): Set<string> {
  const types = new Set<string>();
  for (const { type } of pngChunks(bytes)) types.add(type);
  return types;
}

/** The header, or undefined where the file does not begin with one. */
export function readPngHeader(bytes: Uint8Array): PngHeader | undefined {
  const view = viewOf(bytes);
  if (bytes.length < 33 || view.getUint32(12) !== 0x49484452) return undefined; // IHDR
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    bits: bytes[24]!,
    colorType: bytes[25]!,
    isInterlaced: bytes[28] === 1,
  };
}

/** What a header claims that cannot be, in words. */
export function explainPngHeader(
  { width, height, bits, colorType }: PngHeader,
): string | undefined {
  if (width === 0 || height === 0) return `its size is ${width} x ${height}`;
  if (DEPTHS[colorType]?.includes(bits)) return undefined;
  return `it claims ${bits} bits for colour type ${colorType}`;
}

/** Why a PNG whose checksums are right cannot be read, in words. */
export function explainPng(bytes: Uint8Array): string {
  const header = readPngHeader(bytes);
  if (header === undefined) return "it does not begin with a header";
  const fault = explainPngHeader(header);
  if (fault !== undefined) return fault;
  const types = chunkTypes(bytes);
  if (!types.has("IDAT")) return "it has no pixel data";
  if (header.colorType === 3 && !types.has("PLTE")) return "it has no palette";
  return "its pixel data is damaged or too short";
}
