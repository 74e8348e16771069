import { checkNumber, checkPlane } from "./checks.ts";

/** How many sigmas the kernel reaches: beyond lies 0.006 % of the bell. */
const REACH = 4;

/** Weights from -radius to radius, 1 in all. */
function bell(sigma: number): Float64Array {
  const radius = Math.floor(REACH * sigma + 0.5);
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
    line.fill(row[0]!, 0, radius);
    line.set(row, radius);
    line.fill(row[width - 1]!, radius + width);
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += line[x + k]! * weights[k]!;
      turned[x * height + y] = sum;
    }
  }
  return turned;
}

/**
 * Gaussian blur of one plane; beyond the border, its pixels go on. The kernel reaches
 * four sigmas.
 *
 * @param values row-major, `width * height`
 * @param sigma pixels, 0 or more; 0 changes nothing
 * @returns new values
 * @throws {InputError} if the sizes do not fit, or sigma is no such number
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
): Float32Array<ArrayBuffer> {
  checkPlane(values, width, height);
  checkNumber("sigma", sigma, 0);
  if (sigma === 0) return values.slice();
  const weights = bell(sigma);
  return blurAndTurn(blurAndTurn(values, width, height, weights), height, width, weights);
}
