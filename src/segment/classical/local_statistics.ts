import { InputError } from "../../base/mod.ts";
import { checkInteger, checkPlane } from "../checks.ts";

/** What surrounds each pixel; row-major. */
export interface LocalStatistics {
  readonly mean: Float32Array<ArrayBuffer>;
  /** The population's, 0 or more. */
  readonly deviation: Float32Array<ArrayBuffer>;
}

/** Sums over all that lies above and to the left, with a row and a column of zeros. */
function integral(
  values: Float32Array,
  width: number,
  height: number,
  power: 1 | 2,
): Float64Array {
  const across = width + 1;
  const sums = new Float64Array(across * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += values[y * width + x]! ** power;
      const at = (y + 1) * across + x + 1;
      sums[at] = sums[at - across]! + row;
    }
  }
  return sums;
}

/**
 * Mean and standard deviation in a square window around each pixel, at the border of
 * what the window has inside the image. By integral images, so that the window's size
 * costs nothing (F. C. Crow, "Summed-area tables for texture mapping", SIGGRAPH 1984).
 *
 * @param values row-major, `width * height`
 * @param window side in pixels, an odd integer
 * @throws {InputError} if the sizes do not fit, or the window is no such integer
 *
 * @example
 * ```ts
 * import { localStatistics } from "#karyon";
 * const { mean } = localStatistics(Float32Array.of(1, 2, 6, 1), 4, 1, 3);
 * if (mean.join() !== "1.5,3,3,3.5") throw new Error(mean.join());
 * ```
 */
export function localStatistics(
  values: Float32Array,
  width: number,
  height: number,
  window: number,
): LocalStatistics {
  checkPlane(values, width, height);
  checkInteger("the window", window, 1);
  if (window % 2 === 0) {
    throw new InputError(`Expected the window to be an odd integer but found ${window}`);
  }
  const reach = (window - 1) / 2;
  const across = width + 1;
  const sums = integral(values, width, height, 1);
  const squares = integral(values, width, height, 2);
  const mean = new Float32Array(values.length);
  const deviation = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - reach) * across;
    const bottom = Math.min(height, y + reach + 1) * across;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - reach), right = Math.min(width, x + reach + 1);
      const area = (right - left) * (bottom - top) / across;
      const over = (table: Float64Array) =>
        (table[bottom + right]! - table[bottom + left]! - table[top + right]! +
          table[top + left]!) / area;
      const average = over(sums);
      mean[y * width + x] = average;
      // Rounding may leave a tiny negative variance of equal values.
      deviation[y * width + x] = Math.sqrt(Math.max(0, over(squares) - average ** 2));
    }
  }
  return { mean, deviation };
}
