/** How tiles lie along one axis of an image; pixels. */
export interface TileAxis {
  /** The length of a tile, alike for all. */
  readonly size: number;
  /** The first pixel of each tile, in order. */
  readonly starts: readonly number[];
  /**
   * What each pixel of each tile counts; over the tiles that hold a pixel these
   * sum to 1. Pixels that the image lacks count like others: they are cropped.
   */
  readonly weights: readonly Float64Array[];
}

/** What {@linkcode layTiles} goes by; all but the first are multiples of it. */
export interface TileRule {
  /** What the network's sizes must be multiples of. */
  readonly multiple: number;
  /** The longest that a tile may be. */
  readonly tile: number;
  /** What neighbours have in common, at least. */
  readonly overlap: number;
  /** What counts nothing along a side where another tile goes on. */
  readonly margin: number;
}

/**
 * The weight of a tile's pixels by their place: a Gaussian around the middle with
 * a standard deviation of an eighth of the tile, as nnU-Net blends.
 *
 * Source: Isensee et al., nnU-Net, Nature Methods 18, 2021, online methods,
 * inference.
 */
function gaussian(size: number): Float64Array {
  const middle = (size - 1) / 2, sigma = size / 8;
  return Float64Array.from(
    { length: size },
    (_, at) => Math.exp(-(((at - middle) / sigma) ** 2) / 2),
  );
}

/**
 * Covers a length with as few tiles of one size as can be, evenly spread.
 *
 * Tiles begin at multiples, so that every pooling window lies where it does
 * without tiles, and the last ends where the image, filled up to a multiple, ends.
 * A grid of tiles is the product of two axes, and so are its weights: normalised
 * along each axis they need no map of their sums.
 *
 * @param length pixels, greater than 0
 */
export function layTiles(
  length: number,
  { multiple, tile, overlap, margin }: TileRule,
): TileAxis {
  const whole = (value: number) => Math.ceil(value / multiple) * multiple;
  const padded = whole(length);
  const count = padded <= tile ? 1 : Math.ceil((padded - overlap) / (tile - overlap));
  const size = whole((padded + (count - 1) * overlap) / count);
  const starts = Array.from(
    { length: count },
    (_, i) =>
      count === 1
        ? 0
        : Math.floor(i * (padded - size) / ((count - 1) * multiple)) * multiple,
  );
  const bell = gaussian(size);
  const sums = new Float64Array(padded);
  const weights = starts.map((start, i) => {
    const own = bell.slice();
    if (i > 0) own.fill(0, 0, margin);
    if (i < count - 1) own.fill(0, size - margin);
    own.forEach((weight, at) => sums[start + at]! += weight);
    return own;
  });
  weights.forEach((own, i) => {
    for (let at = 0; at < size; at++) own[at]! /= sums[starts[i]! + at]!;
  });
  return { size, starts, weights };
}
