import { checkSize } from "../checks.ts";
import { findPieces, numberPieces } from "../split/pieces.ts";
import { type Ring, traceRing } from "./trace_ring.ts";

/** The outline of one nucleus, in pixels; (0, 0) is the image's upper left corner. */
export interface NucleusOutline {
  readonly label: number;
  /**
   * A polygon for each of its pieces, which is one in all predictions: first its
   * outer ring, then one for each hole. By the shoelace formula the area of an
   * outer ring is positive and that of a hole negative; together they are the
   * number of pixels.
   */
  readonly polygons: readonly (readonly Ring[])[];
}

/** For every pixel the number of its nucleus' piece; those a person drew may have several. */
function paintPieces(labels: Int32Array, width: number): Int32Array {
  const pieces = findPieces(labels, width), numbers = numberPieces(pieces);
  const painted = new Int32Array(labels.length);
  pieces.pieceOf.forEach((piece, run) => {
    painted.fill(numbers[piece]!, pieces.starts[run], pieces.starts[run + 1]);
  });
  return painted;
}

/**
 * The outline of every nucleus along the edges of its pixels, so that nothing is
 * rounded: a nucleus of one pixel is a square of side 1. Corners are listed only
 * where the line turns. All polygons are simple, as geometry programs ask for.
 *
 * @param labels row-major, `width * height` integers; 0 is background
 * @returns one a nucleus, in the order of labels
 * @throws {InputError} if the labels are not of that size
 *
 * @example
 * ```ts
 * import { findOutlines } from "#karyon";
 * const [outline] = findOutlines(Int32Array.of(0, 1, 1), 3, 1);
 * const corners = JSON.stringify(outline!.polygons[0]![0]);
 * if (corners !== "[[1,0],[3,0],[3,1],[1,1]]") throw new Error(corners);
 * ```
 */
export function findOutlines(
  labels: Int32Array,
  width: number,
  height: number,
): NucleusOutline[] {
  checkSize("labels", labels, width, height);
  const pieces = paintPieces(labels, width);
  const seen = new Uint8Array(labels.length);
  const polygons = new Map<number, Ring[]>();
  const ofLabel = new Map<number, Ring[][]>();
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]!;
    // Every ring has an upper edge; the first that rows from above meet starts it.
    if (piece === 0 || seen[at] === 1 || pieces[at - width] === piece) continue;
    const ring = traceRing(pieces, width, at, seen);
    const polygon = polygons.get(piece);
    // The piece's topmost pixel comes first, and it lies on the outer ring.
    if (polygon) polygon.push(ring);
    else {
      const outer = [ring];
      polygons.set(piece, outer);
      ofLabel.getOrInsertComputed(labels[at]!, () => []).push(outer);
    }
  }
  return [...ofLabel].sort(([a], [b]) => a - b)
    .map(([label, polygons]) => ({ label, polygons }));
}
