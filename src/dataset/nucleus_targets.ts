import { InputError } from "../base/mod.ts";

/** What a network learns beside the mask, so that its nuclei can be told apart. */
export interface NucleusTargets {
  /** 1 where two nuclei are near, else 0. */
  readonly border: Uint8Array;
  /** How deep in its nucleus a pixel lies, 0..1. */
  readonly distance: Float32Array;
}

/** Pixels on each side, along rows and columns, in which two nuclei make a border. */
const REACH = 2;

/** Notes at the pixels from `first` to `last` what lies at another one. */
function spread(
  low: Int32Array,
  high: Int32Array,
  [first, last, step]: readonly [number, number, number],
  [lowest, highest]: readonly [number, number],
): void {
  for (let at = first; at <= last; at += step) {
    if (low[at] === 0 || lowest < low[at]!) low[at] = lowest;
    if (highest > high[at]!) high[at] = highest;
  }
}

/** 1 where the 5 x 5 pixels around hold two nuclei or more: rows first, then columns. */
function markBorders(labels: Int32Array, width: number, height: number): Uint8Array {
  const empty = () => new Int32Array(labels.length);
  const [rowLow, rowHigh, low, high] = [empty(), empty(), empty(), empty()];
  for (let at = 0; at < labels.length; at++) {
    if (labels[at] === 0) continue;
    const x = at % width, start = at - x;
    const first = start + Math.max(0, x - REACH);
    const last = start + Math.min(width - 1, x + REACH);
    spread(rowLow, rowHigh, [first, last, 1], [labels[at]!, labels[at]!]);
  }
  for (let at = 0; at < labels.length; at++) {
    if (rowHigh[at] === 0) continue;
    const x = at % width, y = (at - x) / width;
    const first = x + width * Math.max(0, y - REACH);
    const last = x + width * Math.min(height - 1, y + REACH);
    spread(low, high, [first, last, width], [rowLow[at]!, rowHigh[at]!]);
  }
  return Uint8Array.from(high, (label, at) => label === low[at] ? 0 : 1);
}

/** Squared distances along the row to the next pixel of another label. */
function measureRows(labels: Int32Array, width: number, height: number): Float64Array {
  const squares = new Float64Array(labels.length).fill(Infinity);
  for (let y = 0; y < height; y++) {
    const start = y * width, end = start + width;
    for (let from = start; from < end;) {
      let to = from + 1;
      while (to < end && labels[to] === labels[from]) to++;
      for (let at = from; at < to && labels[from] !== 0; at++) {
        const left = from === start ? Infinity : at - from + 1;
        const right = to === end ? Infinity : to - at;
        squares[at] = Math.min(left, right) ** 2;
      }
      from = to;
    }
  }
  return squares;
}

/** Exact Euclidean distances from nucleus pixels to the next pixel of another label. */
function measureDepths(labels: Int32Array, width: number, height: number): Float32Array {
  const inRow = measureRows(labels, width, height);
  const depths = new Float32Array(labels.length);
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at]!;
    if (label === 0) continue;
    let best = inRow[at]!;
    for (const step of [-width, width]) {
      for (let k = 1, to = at + step; k * k < best; k++, to += step) {
        if (to < 0 || to >= labels.length) break;
        if (labels[to] !== label) {
          best = k * k;
          break;
        }
        best = Math.min(best, inRow[to]! + k * k);
      }
    }
    depths[at] = Math.sqrt(best);
  }
  return depths;
}

/**
 * What a network learns beside the mask:
 *
 * - `border`, after the winner of the contest (selimsef, topcoders, 2018): 1 where the
 *   5 x 5 pixels around hold two nuclei or more
 * - `distance`, as the object probability of StarDist (Schmidt, Weigert, Broaddus,
 *   Myers, "Cell Detection with Star-convex Polygons", MICCAI 2018): the Euclidean
 *   distance to the next pixel that is not of the same nucleus, over the largest one
 *   in that nucleus, so that small nuclei have a middle too. Beyond the image's border
 *   a nucleus goes on; one that fills the image is 1 everywhere.
 *
 * @param labels 0 or a nucleus' number a pixel, row by row
 * @throws {InputError} if the labels are not of the image's size
 *
 * @example
 * ```ts
 * import { nucleusTargets } from "#karyon";
 * const { border, distance } = nucleusTargets(Int32Array.of(0, 1, 1, 1, 2, 0, 0), 7, 1);
 * if (border.join() !== "0,0,1,1,1,1,0") throw new Error(border.join());
 * if (distance.join() !== "0,0.5,1,0.5,1,0,0") throw new Error(distance.join());
 * ```
 */
export function nucleusTargets(
  labels: Int32Array,
  width: number,
  height: number,
): NucleusTargets {
  if (labels.length !== width * height) {
    throw new InputError(
      `Expected labels of ${width} x ${height} pixels but found ${labels.length} pixels`,
    );
  }
  const depths = measureDepths(labels, width, height);
  const deepest = new Float32Array(labels.reduce((a, b) => Math.max(a, b), 0) + 1);
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at]!;
    if (label !== 0 && depths[at]! > deepest[label]!) deepest[label] = depths[at]!;
  }
  const distance = depths;
  for (let at = 0; at < labels.length; at++) {
    const depth = depths[at]!;
    if (depth !== 0) {
      distance[at] = depth === Infinity ? 1 : depth / deepest[labels[at]!]!;
    }
  }
  return { border: markBorders(labels, width, height), distance };
}
