import { randomNormal } from "d3-random";
import type { Random } from "../../base/mod.ts";

/** How far each pixel of a square is displaced, in its pixels; row-major. */
export interface Displacement {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Weights of four neighbours by Keys' cubic (a = -1/2), at 0..1 between the inner two. */
function cubicWeights(t: number): [number, number, number, number] {
  const t2 = t * t, t3 = t2 * t;
  return [
    (-t3 + 2 * t2 - t) / 2,
    (3 * t3 - 5 * t2 + 2) / 2,
    (-3 * t3 + 4 * t2 + t) / 2,
    (t3 - t2) / 2,
  ];
}

/** Grid points and their weights for each pixel along a side. */
function cubicTaps(size: number, grid: number) {
  const at = new Int32Array(size * 4), weight = new Float32Array(size * 4);
  for (let i = 0; i < size; i++) {
    const place = size === 1 ? 0 : i * (grid - 1) / (size - 1);
    const low = Math.min(Math.floor(place), grid - 2);
    cubicWeights(place - low).forEach((value, k) => {
      at[4 * i + k] = Math.min(Math.max(low - 1 + k, 0), grid - 1);
      weight[4 * i + k] = value;
    });
  }
  return { at, weight };
}

/**
 * Enlarges a coarse square grid to a square of pixels by bicubic interpolation; its
 * corners lie on the corner pixels.
 *
 * @param points `grid * grid` values, row-major; `grid` at least 2
 * @returns `size * size` values, row-major
 */
export function enlargeGrid(
  points: ArrayLike<number>,
  grid: number,
  size: number,
): Float32Array {
  const { at, weight } = cubicTaps(size, grid);
  const rows = new Float32Array(grid * size);
  for (let row = 0; row < grid; row++) {
    for (let x = 0; x < size; x++) {
      let sum = 0;
      for (let k = 4 * x; k < 4 * x + 4; k++) {
        sum += weight[k]! * points[row * grid + at[k]!]!;
      }
      rows[row * size + x] = sum;
    }
  }
  const enlarged = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let k = 4 * y; k < 4 * y + 4; k++) {
      const from = at[k]! * size, factor = weight[k]!;
      for (let x = 0; x < size; x++) enlarged[y * size + x]! += factor * rows[from + x]!;
    }
  }
  return enlarged;
}

/**
 * Draws a smooth deformation: displacements of the points of a coarse grid from a
 * normal distribution, and of the pixels between by bicubic interpolation.
 *
 * Source: Ronneberger, Fischer, Brox, "U-Net: Convolutional Networks for Biomedical
 * Image Segmentation", 2015, section 3.1: a 3 x 3 grid, a standard deviation of 10
 * pixels.
 *
 * @param sigma standard deviation, in pixels
 * @param grid points along each side, at least 2
 *
 * @example
 * ```ts
 * import { drawDisplacement, seededRandom } from "#karyon";
 * const { x, y } = drawDisplacement(64, { sigma: 10, grid: 3 }, seededRandom(1));
 * if (x.length !== 64 * 64 || y.length !== 64 * 64) throw new Error();
 * ```
 */
export function drawDisplacement(
  size: number,
  { sigma, grid }: { readonly sigma: number; readonly grid: number },
  random: Random,
): Displacement {
  const normal = randomNormal.source(random)(0, sigma);
  const draw = () =>
    enlargeGrid(Float32Array.from({ length: grid * grid }, normal), grid, size);
  return { x: draw(), y: draw() };
}
