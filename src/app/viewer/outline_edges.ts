/** The line around one nucleus, along the edges of its pixels. */
import type { Box } from "./view.ts";

/**
 * The edges between the pixels of a label and all others, straight runs in one piece.
 *
 * @param labels row-major, rows of `width`
 * @param box holds all pixels of the label
 * @returns four numbers a run, x and y of its ends, in the image's pixels
 */
export function findOutlineEdges(
  labels: Int32Array,
  width: number,
  box: Box,
  label: number,
): number[] {
  const isIn = (x: number, y: number) =>
    x >= box.left && x < box.right && y >= box.top && y < box.bottom &&
    labels[y * width + x] === label;
  return [
    ...findRuns(
      box.top,
      box.bottom,
      box.left,
      box.right,
      (y, x) => isIn(x, y - 1) !== isIn(x, y),
      (y, from, to) => [from, y, to, y],
    ),
    ...findRuns(
      box.left,
      box.right,
      box.top,
      box.bottom,
      (x, y) => isIn(x - 1, y) !== isIn(x, y),
      (x, from, to) => [x, from, x, to],
    ),
  ];
}

/** Runs of edges on the lines `first..last`, each from `start` to `end`. */
function findRuns(
  first: number,
  last: number,
  start: number,
  end: number,
  isEdge: (line: number, at: number) => boolean,
  asRun: (line: number, from: number, to: number) => number[],
): number[] {
  const runs: number[] = [];
  for (let line = first; line <= last; line++) {
    let from: number | undefined;
    for (let at = start; at <= end; at++) {
      const edge = at < end && isEdge(line, at);
      if (edge) from ??= at;
      else if (from !== undefined) {
        runs.push(...asRun(line, from, at));
        from = undefined;
      }
    }
  }
  return runs;
}
