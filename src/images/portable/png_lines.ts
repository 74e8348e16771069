import { Unzlib } from "fflate";
import type { PngHeader } from "../formats/png_file.ts";

/** Values of a pixel by colour type. */
const CHANNELS: Readonly<Record<number, 1 | 2 | 3 | 4>> = {
  0: 1,
  2: 3,
  3: 1,
  4: 2,
  6: 4,
};

/** First column and row of the seven passes (Adam7), and the steps to the next. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** How many bytes the lines of a PNG have, each with that of its filter. */
function countLineBytes(header: PngHeader): number {
  const { width, height, bits, colorType, isInterlaced } = header;
  const pixelBits = bits * CHANNELS[colorType]!;
  const passes = isInterlaced ? PASSES : [[0, 0, 1, 1]] as const;
  return passes.reduce((sum, [left, top, across, down]) => {
    const columns = Math.ceil((width - left) / across);
    const rows = Math.ceil((height - top) / down);
    if (columns <= 0 || rows <= 0) return sum;
    return sum + rows * (1 + Math.ceil(columns * pixelBits / 8));
  }, 0);
}

/**
 * Whether the packed pixels, a piece for each chunk, are all there. The decoder does not
 * ask: it takes zeros for what is missing.
 */
export function hasAllLines(header: PngHeader, pieces: readonly Uint8Array[]): boolean {
  let found = 0;
  const inflate = new Unzlib((bytes) => {
    found += bytes.length;
  });
  try {
    for (const piece of pieces) inflate.push(piece);
    inflate.push(new Uint8Array(), true);
  } catch {
    return false;
  }
  return found >= countLineBytes(header);
}
