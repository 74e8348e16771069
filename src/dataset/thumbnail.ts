import type { Image } from "../images/mod.ts";

/** Pixels along each side of a thumbnail. */
export const THUMBNAIL_SIZE = 32;

/** How much of the darkest and of the brightest pixels is cut off, each. */
const CUT = 0.01;

/**
 * The image in 32 x 32 grays with mean 0 and standard deviation 1, whatever its
 * size, aspect, depth, channels and brightness.
 *
 * Each value is the mean luma (ITU-R BT.601, without alpha) of the pixels that lie
 * there. Fluorescence images use a few of their gray levels, so this stays in
 * floating point: rounding a mean to 8 bits would leave steps in place of nuclei.
 * The darkest and brightest 1 % of the values are cut off, so that one speck of
 * dust does not outweigh the nuclei.
 *
 * @returns row-major; all 0 where the image is one even gray
 *
 * @example
 * ```ts
 * import { createImage, makeThumbnail } from "#karyon";
 * const image = createImage(2, 1, 1, 16);
 * image.data.set([3, 5]);
 * const thumbnail = makeThumbnail(image);
 * if (thumbnail[0] !== -1 || thumbnail[31] !== 1) throw new Error();
 * ```
 */
export function makeThumbnail(image: Image): Float32Array {
  const means = meanLuma(image);
  const sorted = means.toSorted();
  const cut = Math.floor(CUT * sorted.length);
  const low = sorted[cut]!, high = sorted[sorted.length - 1 - cut]!;
  return standardize(means.map((value) => Math.min(Math.max(value, low), high)));
}

function meanLuma({ data, width, height, channels }: Image): Float32Array {
  const sums = new Float64Array(THUMBNAIL_SIZE ** 2);
  const counts = new Uint32Array(sums.length);
  const columns = cellsAlong(width), rows = cellsAlong(height);
  const isColor = channels >= 3;
  for (let y = 0, at = 0; y < height; y++) {
    const row = rows[y]! * THUMBNAIL_SIZE;
    for (let x = 0; x < width; x++, at += channels) {
      const cell = row + columns[x]!;
      sums[cell]! += isColor
        ? 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!
        : data[at]!;
      counts[cell]!++;
    }
  }
  return Float32Array.from(sums, (sum, cell) => {
    // An image of fewer pixels leaves cells empty: those take the pixel under them.
    const from = counts[cell]! > 0 ? cell : cellBelow(cell, width, height);
    return from === cell ? sum / counts[cell]! : sums[from]! / counts[from]!;
  });
}

/** The cell that each pixel of a row or column lies in. */
function cellsAlong(size: number): Uint8Array {
  return Uint8Array.from(
    { length: size },
    (_, i) => Math.floor((i + 0.5) * THUMBNAIL_SIZE / size),
  );
}

/** The cell that holds the pixel under another cell's centre. */
function cellBelow(cell: number, width: number, height: number): number {
  const along = (position: number, size: number) => {
    const pixel = Math.floor((position + 0.5) * size / THUMBNAIL_SIZE);
    return Math.floor((pixel + 0.5) * THUMBNAIL_SIZE / size);
  };
  const x = cell % THUMBNAIL_SIZE, y = Math.floor(cell / THUMBNAIL_SIZE);
  // Along a side that has enough pixels, the cell itself is not empty.
  return (height < THUMBNAIL_SIZE ? along(y, height) : y) * THUMBNAIL_SIZE +
    (width < THUMBNAIL_SIZE ? along(x, width) : x);
}

function standardize(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
    values.length;
  // Below this, what is left is rounding of the sums.
  if (variance < 1e-9) return new Float32Array(values.length);
  const scale = 1 / Math.sqrt(variance);
  return values.map((value) => (value - mean) * scale);
}

/**
 * The thumbnail of the image as it would be turned or mirrored.
 *
 * @param orientation 0..7: bit 0 mirrors left-right, bit 1 mirrors top-down,
 *   bit 2 then swaps rows and columns; 0 changes nothing
 */
export function orient(thumbnail: Float32Array, orientation: number): Float32Array {
  const last = THUMBNAIL_SIZE - 1;
  return thumbnail.map((_, i) => {
    let x = i % THUMBNAIL_SIZE, y = Math.floor(i / THUMBNAIL_SIZE);
    if (orientation & 4) [x, y] = [y, x];
    if (orientation & 2) y = last - y;
    if (orientation & 1) x = last - x;
    return thumbnail[y * THUMBNAIL_SIZE + x]!;
  });
}

/** Pearson's correlation of two thumbnails, -1..1; 0 where one is even gray. */
export function correlate(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum / a.length;
}
