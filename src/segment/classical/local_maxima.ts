import { checkPlane } from "../checks.ts";

/**
 * The hilltops of a plane, one pixel each: a pixel, or a plateau of equal ones, with
 * no higher pixel among its eight neighbours and at least one lower. Of a plateau, its
 * pixel nearest to the plateau's middle.
 *
 * @param values row-major, `width * height`
 * @returns indices of pixels, in order of the plateaus' first ones; none of a flat plane
 * @throws {InputError} if the sizes do not fit
 *
 * @example
 * ```ts
 * import { findLocalMaxima } from "#karyon";
 * const hills = Float32Array.of(0, 2, 1, 3, 3, 3, 0);
 * if (findLocalMaxima(hills, 7, 1).join() !== "1,4") throw new Error();
 * ```
 */
export function findLocalMaxima(
  values: Float32Array,
  width: number,
  height: number,
): number[] {
  checkPlane(values, width, height);
  const isSeen = new Uint8Array(values.length);
  const maxima: number[] = [];
  for (let start = 0; start < values.length; start++) {
    if (isSeen[start] === 1) continue;
    const plateau = climb(values, width, height, start, isSeen);
    if (plateau.length > 0) maxima.push(middleOf(plateau, width));
  }
  return maxima;
}

/** The plateau of a pixel, marked as seen; empty where it is no maximum. */
function climb(
  values: Float32Array,
  width: number,
  height: number,
  start: number,
  isSeen: Uint8Array,
): number[] {
  const level = values[start]!;
  const plateau = [start];
  let isHighest = true, isLowest = true;
  isSeen[start] = 1;
  for (let i = 0; i < plateau.length; i++) {
    const at = plateau[i]!, x = at % width, y = (at - x) / width;
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const next = ny * width + nx;
        if (values[next]! > level) isHighest = false;
        else if (values[next]! < level) isLowest = false;
        else if (isSeen[next] === 0) {
          isSeen[next] = 1;
          plateau.push(next);
        }
      }
    }
  }
  return isHighest && !isLowest ? plateau : [];
}

function middleOf(plateau: readonly number[], width: number): number {
  if (plateau.length === 1) return plateau[0]!;
  const columns = plateau.map((at) => at % width);
  const rows = plateau.map((at) => Math.floor(at / width));
  const mean = (places: readonly number[]) =>
    places.reduce((sum, place) => sum + place, 0) / places.length;
  const middleX = mean(columns), middleY = mean(rows);
  let nearest = 0, least = Infinity;
  for (let i = 0; i < plateau.length; i++) {
    const distance = (columns[i]! - middleX) ** 2 + (rows[i]! - middleY) ** 2;
    if (distance < least) [nearest, least] = [plateau[i]!, distance];
  }
  return nearest;
}
