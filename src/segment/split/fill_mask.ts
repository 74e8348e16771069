import { findPieces } from "./pieces.ts";

/**
 * Fills a mask's holes of up to so many pixels: a hole in a nucleus would have it
 * fall apart where depth is measured from the next background pixel.
 *
 * @param mask 0 or 1
 * @returns another mask
 */
export function fillMask(mask: Uint8Array, width: number, area: number): Uint8Array {
  const filled = Uint8Array.from(mask);
  if (area === 0) return filled;
  const { starts, pieceOf, labels, areas } = findPieces(Int32Array.from(mask), width);
  const isOpen = new Uint8Array(labels.length);
  for (let run = 0; run < pieceOf.length; run++) {
    const start = starts[run]!, end = starts[run + 1]!;
    const reachesBorder = start < width || end > mask.length - width ||
      start % width === 0 || end % width === 0;
    if (reachesBorder) isOpen[pieceOf[run]!] = 1;
  }
  for (let run = 0; run < pieceOf.length; run++) {
    const piece = pieceOf[run]!;
    if (labels[piece] !== 0 || isOpen[piece] === 1 || areas[piece]! > area) continue;
    filled.fill(1, starts[run], starts[run + 1]);
  }
  return filled;
}
