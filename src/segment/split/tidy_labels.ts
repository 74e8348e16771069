import type { Prediction } from "../prediction.ts";
import { countEdges, findPieces, numberPieces, type Pieces } from "./pieces.ts";

/** Gives some pieces another label; the label map is changed in place. */
function relabel(
  labels: Int32Array,
  pieces: Pieces,
  to: ReadonlyMap<number, number>,
): void {
  if (to.size === 0) return;
  const { starts, pieceOf } = pieces;
  for (let run = 0; run < pieceOf.length; run++) {
    const label = to.get(pieceOf[run]!);
    if (label !== undefined) labels.fill(label, starts[run], starts[run + 1]);
  }
}

/** The pieces of nuclei that are not the largest of their label. */
function findFragments({ labels, areas }: Pieces): Set<number> {
  const largest = new Map<number, number>();
  for (let piece = 0; piece < labels.length; piece++) {
    const best = largest.get(labels[piece]!);
    if (best === undefined || areas[piece]! > areas[best]!) {
      largest.set(labels[piece]!, piece);
    }
  }
  const isFragment = (piece: number) =>
    labels[piece] !== 0 && largest.get(labels[piece]!) !== piece;
  return new Set([...labels.keys()].filter(isFragment));
}

/** Fragments go to the nucleus that they share most edges with, else to the background. */
function giveFragmentsAway(labels: Int32Array, width: number, pieces: Pieces): boolean {
  const fragments = findFragments(pieces);
  if (fragments.size === 0) return false;
  // Out of the way first, so that none goes to another one.
  relabel(labels, pieces, new Map([...fragments].map((piece) => [piece, 0])));
  const edges = countEdges(labels, width, pieces, fragments);
  const owners = [...fragments].map((piece): [number, number] => {
    const [owner] = [...edges.get(piece)!].filter(([label]) => label > 0)
      .reduce((best, next) => next[1] > best[1] ? next : best, [0, 0]);
    return [piece, owner];
  });
  relabel(labels, pieces, new Map(owners));
  return true;
}

/** Fills the holes that one nucleus alone surrounds. */
function fillHoles(
  labels: Int32Array,
  width: number,
  pieces: Pieces,
  area: number,
): boolean {
  const small = new Set(
    [...pieces.labels.keys()].filter((piece) =>
      pieces.labels[piece] === 0 && pieces.areas[piece]! <= area
    ),
  );
  const holes = new Map<number, number>();
  for (const [piece, beside] of countEdges(labels, width, pieces, small)) {
    const [label] = [...beside.keys()].filter((other) => other !== 0);
    const others = [...beside.keys()].filter((other) => other !== 0 && other !== label);
    if (label !== undefined && label > 0 && others.length === 0) holes.set(piece, label);
  }
  relabel(labels, pieces, holes);
  return holes.size > 0;
}

/**
 * Makes a label map fit for counting and measuring: each nucleus is one piece, has no
 * small holes and is not tiny, and numbers run from 1 in the order of first pixels.
 *
 * @param labels 0 for background; changed in place
 * @param minArea nuclei of fewer pixels are background
 * @param holeArea holes in one nucleus of up to so many pixels are filled
 */
export function tidyLabels(
  labels: Int32Array,
  width: number,
  minArea: number,
  holeArea: number,
): Prediction {
  let pieces = findPieces(labels, width);
  if (giveFragmentsAway(labels, width, pieces)) pieces = findPieces(labels, width);
  // A hole may lie around a nucleus that is too small, and be whole without it.
  if (holeArea > 0 && fillHoles(labels, width, pieces, holeArea)) {
    pieces = findPieces(labels, width);
  }
  const tiny = [...pieces.labels.keys()].filter((piece) =>
    pieces.labels[piece] !== 0 && pieces.areas[piece]! < minArea
  );
  if (tiny.length > 0) {
    relabel(labels, pieces, new Map(tiny.map((piece) => [piece, 0])));
    if (holeArea > 0) {
      fillHoles(labels, width, findPieces(labels, width), holeArea);
    }
    pieces = findPieces(labels, width);
  }
  return number(labels, pieces);
}

/** Numbers nuclei by their first pixels; pieces come in that order. */
function number(labels: Int32Array, pieces: Pieces): Prediction {
  const mask = new Uint8Array(labels.length);
  const names = numberPieces(pieces);
  const { starts, pieceOf } = pieces;
  for (let run = 0; run < pieceOf.length; run++) {
    const name = names[pieceOf[run]!]!;
    if (name === 0) continue;
    labels.fill(name, starts[run], starts[run + 1]);
    mask.fill(1, starts[run], starts[run + 1]);
  }
  return { mask, labels, count: names.reduce((a, b) => Math.max(a, b), 0) };
}
