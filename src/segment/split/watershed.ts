import { InputError } from "../../base/mod.ts";
import { checkSize } from "../checks.ts";
import { FloodQueue } from "./flood_queue.ts";

/**
 * Floods a landscape from seeds: water rises from every seed, the lowest pixel next
 * to water is wet first, among equals the one that was reached first, and takes the
 * label of the water beside it (Meyer, "Un algorithme optimal pour la ligne de
 * partage des eaux", 1991). Waters meet without a line between; pixels that share an
 * edge are neighbours. As `watershed()` of scikit-image does by default, but that seeds
 * come in the order of their pixels.
 *
 * @param landscape heights, row-major; any numbers
 * @param seeds 0, or the label of the seed that the pixel belongs to
 * @param mask where water may go, anything but 0; seeds elsewhere are dropped
 * @returns labels; 0 outside the mask, and where no seed can be reached from
 * @throws {InputError} if sizes differ, a seed is negative, or a height in the mask
 *   is not a number
 *
 * @example
 * ```ts
 * import { watershed } from "#karyon";
 * const labels = watershed([0, 1, 2, 1, 0], [1, 0, 0, 0, 2], [1, 1, 0, 1, 1], 5, 1);
 * if (labels.join() !== "1,1,0,2,2") throw new Error(labels.join());
 * ```
 */
export function watershed(
  landscape: ArrayLike<number>,
  seeds: ArrayLike<number>,
  mask: ArrayLike<number>,
  width: number,
  height: number,
): Int32Array {
  checkSize("a landscape", landscape, width, height);
  checkSize("seeds", seeds, width, height);
  checkSize("a mask", mask, width, height);
  const labels = new Int32Array(mask.length);
  let area = 0;
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) continue;
    area++;
    if (Number.isNaN(landscape[at])) {
      throw new InputError(`Expected a height at pixel ${at} but found NaN`);
    }
    if (!(seeds[at]! >= 0)) {
      throw new InputError(
        `Expected seeds of 0 or more but found ${seeds[at]} at pixel ${at}`,
      );
    }
    labels[at] = seeds[at]!;
  }
  flood(landscape, labels, mask, width, new FloodQueue(area));
  return labels;
}

function flood(
  landscape: ArrayLike<number>,
  labels: Int32Array,
  mask: ArrayLike<number>,
  width: number,
  queue: FloodQueue,
): void {
  const isDry = (at: number) => labels[at] === 0 && mask[at] !== 0;
  const end = labels.length, lastColumn = width - 1;
  for (let at = 0; at < end; at++) {
    if (labels[at] === 0) continue;
    const x = at % width;
    // A seed's inner pixels wet nobody.
    const isShore = (at >= width && isDry(at - width)) || (x > 0 && isDry(at - 1)) ||
      (x < lastColumn && isDry(at + 1)) || (at + width < end && isDry(at + width));
    if (isShore) queue.push(at, landscape[at]!);
  }
  while (queue.size > 0) {
    const at = queue.pop(), level = queue.level;
    const label = labels[at]!, x = at % width;
    for (let side = 0; side < 4; side++) {
      if (side === 1 ? x === 0 : side === 2 && x === lastColumn) continue;
      const to = side === 0
        ? at - width
        : side === 1
        ? at - 1
        : side === 2
        ? at + 1
        : at + width;
      if (to < 0 || to >= end || !isDry(to)) continue;
      labels[to] = label;
      // What lies behind a ridge is wet when the ridge is.
      queue.push(to, Math.max(level, landscape[to]!));
    }
  }
}
