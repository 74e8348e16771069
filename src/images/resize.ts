/**
 * Resizing of plain arrays, row-major with channels last.
 *
 * Both functions put pixel centres at half-integers: output column x looks at
 * input column (x + 0.5) * width / toWidth - 0.5.
 *
 * @module
 */
import { checkLength, checkSize } from "./check.ts";

/** The arrays that {@linkcode resizeNearest} keeps the kind of. */
export type PixelArray = Uint8Array | Uint16Array | Int32Array | Float32Array;

/**
 * Bilinear resizing without antialias, edges clamped: as OpenCV's
 * `INTER_LINEAR` and TensorFlow's `half_pixel_centers=true`.
 *
 * @param data `height * width * channels` numbers of any range
 * @param toWidth pixels, an integer greater than 0
 * @param toHeight pixels, an integer greater than 0
 * @returns `toHeight * toWidth * channels` numbers, each between the smallest
 *   and the largest of the four that it lies between
 * @throws {RangeError} if a size is not an integer greater than 0 or does not
 *   fit the data
 *
 * @example
 * ```ts
 * import { resizeBilinear } from "#karyon";
 * const wider = resizeBilinear([0, 8], 2, 1, 1, 4, 1);
 * if (wider.join() !== "0,2,6,8") throw new Error();
 * ```
 */
export function resizeBilinear(
  data: ArrayLike<number>,
  width: number,
  height: number,
  channels: number,
  toWidth: number,
  toHeight: number,
): Float32Array<ArrayBuffer> {
  checkSizes(data, width, height, channels, toWidth, toHeight);
  const columns = bilinearTaps(width, toWidth, channels);
  const rows = bilinearTaps(height, toHeight, width * channels);
  const resized = new Float32Array(toWidth * toHeight * channels);
  let to = 0;
  for (let y = 0; y < toHeight; y++) {
    const above = rows.first[y]!;
    const below = rows.second[y]!;
    const down = rows.weight[y]!;
    for (let x = 0; x < toWidth; x++) {
      const left = columns.first[x]!;
      const right = columns.second[x]!;
      const along = columns.weight[x]!;
      for (let c = 0; c < channels; c++) {
        const a = data[above + left + c]!;
        const b = data[below + left + c]!;
        const top = a + (data[above + right + c]! - a) * along;
        const bottom = b + (data[below + right + c]! - b) * along;
        resized[to++] = top + (bottom - top) * down;
      }
    }
  }
  return resized;
}

/**
 * Nearest-neighbour resizing, for labels: no value that was not there before.
 *
 * As TensorFlow's `half_pixel_centers=true` and OpenCV's `INTER_NEAREST_EXACT`.
 *
 * @param data `height * width * channels` numbers
 * @param toWidth pixels, an integer greater than 0
 * @param toHeight pixels, an integer greater than 0
 * @returns an array of the same kind of `toHeight * toWidth * channels` numbers
 * @throws {RangeError} if a size is not an integer greater than 0 or does not
 *   fit the data
 *
 * @example
 * ```ts
 * import { resizeNearest } from "#karyon";
 * const wider = resizeNearest(Int32Array.of(3, 9), 2, 1, 1, 4, 1);
 * if (wider.join() !== "3,3,9,9") throw new Error();
 * ```
 */
export function resizeNearest<T extends PixelArray>(
  data: T,
  width: number,
  height: number,
  channels: number,
  toWidth: number,
  toHeight: number,
): T {
  checkSizes(data, width, height, channels, toWidth, toHeight);
  const columns = nearestTaps(width, toWidth, channels);
  const rows = nearestTaps(height, toHeight, width * channels);
  const resized = new (data.constructor as new (length: number) => T)(
    toWidth * toHeight * channels,
  );
  let to = 0;
  for (let y = 0; y < toHeight; y++) {
    for (let x = 0; x < toWidth; x++) {
      const from = rows[y]! + columns[x]!;
      for (let c = 0; c < channels; c++) resized[to++] = data[from + c]!;
    }
  }
  return resized;
}

/** Along one axis: between which two offsets each output lies, and how far. */
function bilinearTaps(size: number, toSize: number, stride: number) {
  const first = new Int32Array(toSize);
  const second = new Int32Array(toSize);
  const weight = new Float64Array(toSize);
  for (let i = 0; i < toSize; i++) {
    const at = Math.min(Math.max((i + 0.5) * size / toSize - 0.5, 0), size - 1);
    const low = Math.floor(at);
    first[i] = low * stride;
    second[i] = Math.min(low + 1, size - 1) * stride;
    weight[i] = at - low;
  }
  return { first, second, weight };
}

function nearestTaps(size: number, toSize: number, stride: number): Int32Array {
  // In integers, since (i + 0.5) * size / toSize may round across a border.
  return Int32Array.from(
    { length: toSize },
    (_, i) => Math.floor((2 * i + 1) * size / (2 * toSize)) * stride,
  );
}

function checkSizes(
  data: ArrayLike<number>,
  width: number,
  height: number,
  channels: number,
  toWidth: number,
  toHeight: number,
): void {
  Object.entries({ width, height, channels, toWidth, toHeight })
    .forEach(([name, value]) => checkSize(name, value));
  checkLength("data", data.length, width * height * channels);
}
