import { cutIntoBlocks, figuresOf, type Geometry, panelsOf } from "./geometry.ts";
import type { Team } from "./team.ts";

/** Sums that are kept apart until the end: their number must not depend on the threads. */
const MOST_PARTS = 16, FEWEST_PARTS = 4, PARTS_BYTES = 64 * 1024 * 1024;

/** Positions that are summed in registers before they are added to the rest. */
const SUM_POSITIONS = 128;

/** Rows of the gradient's matrix in a block: as in `addParts` in `kernels/`. */
const MATRIX_ROWS = 16;

/**
 * Sums `dw[i, j, ci, co] += x[b, y s + i d - p, x s + j d - q, ci] dy[b, y, x, co]`
 * over batch and places.
 *
 * The places are split into parts by the shapes alone and the parts are added in
 * order, so the sum is the same for any number of threads.
 *
 * @param g the geometry of the forward convolution
 * @param x address of the input, NHWC float32
 * @param dy address of the output gradient, NHWC float32
 * @param dw address of the filter gradient, HWIO float32
 */
export function sumFilterGradient(
  team: Team,
  g: Geometry,
  x: number,
  dy: number,
  dw: number,
): void {
  const matrixRows = g.filterHeight * g.filterWidth * g.inChannels;
  const partBytes = matrixRows * panelsOf(g) * 32;
  const parts = Math.min(
    g.batch * g.outHeight,
    Math.max(FEWEST_PARTS, Math.min(MOST_PARTS, Math.floor(PARTS_BYTES / partBytes))),
  );
  const blocks = cutIntoBlocks(g, Infinity, true);
  const figures = [
    ...figuresOf(
      g,
      blocks,
      x,
      team.room("rows", blocks.bytes * team.threads),
    ),
    ...[dy, team.room("parts", parts * partBytes), parts],
    ...[Math.max(1, Math.floor(SUM_POSITIONS / g.outWidth)), blocks.inputBytes, dw],
  ];
  team.run("sumPart", parts, figures);
  team.run("addParts", Math.ceil(matrixRows / MATRIX_ROWS), figures);
}
