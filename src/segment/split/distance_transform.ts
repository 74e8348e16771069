import { checkSize } from "../checks.ts";

/** Stands for "no background in this column": larger than any real distance. */
const NONE = 1 << 28;

/** How many rows away the nearest background of the same column is. */
function lookAlongColumns(
  mask: ArrayLike<number>,
  width: number,
  height: number,
): Int32Array {
  const away = new Int32Array(mask.length);
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] !== 0) {
      away[at] = at < width ? NONE : Math.min(NONE, away[at - width]! + 1);
    }
  }
  for (let at = width * (height - 1) - 1; at >= 0; at--) {
    const below = away[at + width]! + 1;
    if (below < away[at]!) away[at] = below;
  }
  return away;
}

/**
 * Exact Euclidean distances: for every pixel of the mask, how far the centre of the
 * nearest background pixel is. Beyond the image's border there is no background, so
 * that a nucleus that the border cuts keeps its middle there.
 *
 * Squared distances to the background are columns' parabolas; along a row their lower
 * envelope is what counts (Felzenszwalb & Huttenlocher, "Distance transforms of
 * sampled functions", 2012). Time grows with the number of pixels alone.
 *
 * @param mask row-major, anything but 0 is nucleus
 * @returns pixels; 0 in the background, Infinity everywhere if there is none
 * @throws {InputError} if the mask is not of that size
 *
 * @example
 * ```ts
 * import { distanceTransform } from "#karyon";
 * const distances = distanceTransform(Uint8Array.of(0, 1, 1, 1, 1), 5, 1);
 * if (distances.join() !== "0,1,2,3,4") throw new Error(distances.join());
 * ```
 */
export function distanceTransform(
  mask: ArrayLike<number>,
  width: number,
  height: number,
): Float32Array {
  checkSize("a mask", mask, width, height);
  const distances = new Float32Array(mask.length);
  const away = lookAlongColumns(mask, width, height);
  // The envelope of one row: its columns from left to right, and where each begins.
  const columns = new Int32Array(width), begins = new Int32Array(width);
  for (let start = 0; start < mask.length; start += width) {
    let last = -1;
    for (let x = 0; x < width; x++) {
      const rise = away[start + x]!;
      if (rise === NONE) continue;
      let begin = 0;
      while (last >= 0) {
        // The first column at which x is strictly nearer than the envelope's last.
        const other = columns[last]!, fall = away[start + other]!;
        const sum = (x - other) * (x + other) + (rise - fall) * (rise + fall);
        begin = Math.max(0, Math.floor(sum / (2 * (x - other))) + 1);
        if (begin > begins[last]!) break;
        last--;
      }
      if (last < 0) begin = 0;
      if (begin >= width) continue;
      columns[++last] = x;
      begins[last] = begin;
    }
    for (let x = width - 1; x >= 0; x--) {
      if (away[start + x] === 0) continue;
      if (last < 0) {
        distances[start + x] = Infinity;
        continue;
      }
      while (begins[last]! > x) last--;
      const along = x - columns[last]!, across = away[start + columns[last]!]!;
      distances[start + x] = Math.sqrt(along * along + across * across);
    }
  }
  return distances;
}
