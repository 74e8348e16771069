/**
 * Connected pieces of equal label, as runs along rows. Pixels of a nucleus are
 * neighbours by their edges; those of the background by their corners too, so that
 * inside and outside of a ring that closes by edges are two pieces.
 */
export interface Pieces {
  /** First pixel of every run; one more entry holds the number of pixels. */
  readonly starts: Int32Array;
  /** The piece that every run belongs to, 0, 1, ... in the order of first pixels. */
  readonly pieceOf: Int32Array;
  /** Of every piece: its label, 0 for background. */
  readonly labels: Int32Array;
  /** Of every piece: its pixels. */
  readonly areas: Int32Array;
}

function findRuns(labels: Int32Array, width: number): Int32Array {
  const isStart = (at: number) => at % width === 0 || labels[at] !== labels[at - 1];
  let count = 0;
  for (let at = 0; at < labels.length; at++) if (isStart(at)) count++;
  const starts = new Int32Array(count + 1);
  starts[count] = labels.length;
  count = 0;
  for (let at = 0; at < labels.length; at++) if (isStart(at)) starts[count++] = at;
  return starts;
}

/** Joins each run with those of its label in the row above. */
function joinRuns(labels: Int32Array, starts: Int32Array, width: number): Int32Array {
  const count = starts.length - 1;
  const parents = Int32Array.from({ length: count }, (_, run) => run);
  const rootOf = (run: number) => {
    while (parents[run] !== run) run = parents[run] = parents[parents[run]!]!;
    return run;
  };
  let above = 0;
  for (let run = 0; run < count; run++) {
    const start = starts[run]!;
    if (start < width) continue;
    const label = labels[start]!, corner = label === 0 ? 1 : 0;
    const row = start - start % width - width;
    const from = Math.max(row, start - width - corner);
    const to = Math.min(row + width, starts[run + 1]! - width + corner);
    while (starts[above + 1]! <= from) above++;
    for (let other = above; other < count && starts[other]! < to; other++) {
      if (labels[starts[other]!] !== label) continue;
      const a = rootOf(run), b = rootOf(other);
      // The first run leads, so that pieces come in the order of first pixels.
      if (a < b) parents[b] = a;
      else parents[a] = b;
    }
  }
  for (let run = 0; run < count; run++) parents[run] = rootOf(run);
  return parents;
}

/** Finds the {@linkcode Pieces} of a label map. */
export function findPieces(labels: Int32Array, width: number): Pieces {
  const starts = findRuns(labels, width);
  const pieceOf = joinRuns(labels, starts, width);
  const names: number[] = [], areas: number[] = [];
  for (let run = 0; run < pieceOf.length; run++) {
    const first = pieceOf[run]!, start = starts[run]!;
    // A first run comes before all others of its piece and is renamed by then.
    if (first === run) {
      pieceOf[run] = names.length;
      names.push(labels[start]!);
      areas.push(0);
    } else pieceOf[run] = pieceOf[first]!;
    areas[pieceOf[run]!]! += starts[run + 1]! - start;
  }
  return {
    starts,
    pieceOf,
    labels: Int32Array.from(names),
    areas: Int32Array.from(areas),
  };
}

/**
 * Numbers the pieces that are no background 1, 2, ... in the order of first pixels.
 *
 * @returns for every piece its number, 0 for those of the background
 */
export function numberPieces({ labels }: Pieces): Int32Array {
  let count = 0;
  return labels.map((label) => label === 0 ? 0 : ++count);
}

/**
 * How many pixel edges some pieces share with each label beside them. Edges with the
 * image's border count for the label -1.
 *
 * @returns for every piece of `wanted` the labels beside it, each with its edges
 */
export function countEdges(
  labels: Int32Array,
  width: number,
  { starts, pieceOf }: Pieces,
  wanted: ReadonlySet<number>,
): Map<number, Map<number, number>> {
  const edges = new Map<number, Map<number, number>>();
  for (let run = 0; run < pieceOf.length && wanted.size > 0; run++) {
    const piece = pieceOf[run]!;
    if (!wanted.has(piece)) continue;
    const beside = edges.get(piece) ?? new Map<number, number>();
    edges.set(piece, beside);
    const meet = (label: number) => beside.set(label, (beside.get(label) ?? 0) + 1);
    const start = starts[run]!, end = starts[run + 1]!, own = labels[start]!;
    meet(start % width === 0 ? -1 : labels[start - 1]!);
    meet(end % width === 0 ? -1 : labels[end]!);
    for (let at = start; at < end; at++) {
      const above = at < width ? -1 : labels[at - width]!;
      const below = at + width < labels.length ? labels[at + width]! : -1;
      if (above !== own) meet(above);
      if (below !== own) meet(below);
    }
  }
  return edges;
}
