import { checkNumber, checkPlane } from "./checks.ts";

/** As scikit-image has it: beyond lies 0.006 % of the bell. */
const REACH = 4;

/** Weights from -radius to radius, 1 in all. */
function bell(sigma: number, reach: number): Float64Array {
  const radius = Math.floor(reach * sigma + 0.5);
  const weights = Float64Array.from(
    { length: 2 * radius + 1 },
    (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** Blurs each row and writes it as a column, so that twice gives both directions. */
function blurAndTurn(
  values: Float32Array,
  width: number,
  height: number,
  weights: Float64Array,
): Float32Array<ArrayBuffer> {
  const radius = (weights.length - 1) / 2;
  const line = new Float64Array(width + 2 * radius);
  const turned = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const row = values.subarray(y * width, (y + 1) * width);
    // Much of a mask's depths is nothing but background.
    if (row.every((value) => value === 0)) continue;
    line.fill(row[0]!, 0, radius);
    line.set(row, radius);
    line.fill(row[width - 1]!, radius + width);
    for (let x = 0; x < width; x++) {
      const middle = x + radius;
      let sum = weights[radius]! * line[middle]!;
      // The bell is its own mirror image.
      for (let away = 1; away <= radius; away++) {
        sum += weights[radius + away]! * (line[middle - away]! + line[middle + away]!);
      }
      turned[x * height + y] = sum;
    }
  }
  return turned;
}

/**
 * Gaussian blur of one plane; beyond the border, its pixels go on, so that a nucleus
 * that the border cuts stays as bright or as deep there.
 *
 * @param values row-major, `width * height`
 * @param sigma standard deviation in pixels, 0 or more; 0 changes nothing
 * @param reach where the kernel ends, in sigmas, 0 or more
 * @returns new values
 * @throws {InputError} if the sizes do not fit, or sigma or reach is no such number
 *
 * @example
 * ```ts
 * import { gaussianBlur } from "#karyon";
 * const blurred = gaussianBlur(Float32Array.of(0, 0, 9, 0, 0), 5, 1, 1);
 * if (!(blurred[2]! < 9 && blurred[1]! > blurred[0]!)) throw new Error();
 * ```
 */
export function gaussianBlur(
  values: Float32Array,
  width: number,
  height: number,
  sigma: number,
  reach = REACH,
): Float32Array<ArrayBuffer> {
  checkPlane(values, width, height);
  checkNumber("sigma", sigma, 0);
  checkNumber("reach", reach, 0);
  if (sigma === 0) return values.slice();
  const weights = bell(sigma, reach);
  return blurAndTurn(blurAndTurn(values, width, height, weights), height, width, weights);
}
