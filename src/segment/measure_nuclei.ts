import { type Image, toFloat, toRgb } from "../images/mod.ts";

/** One nucleus, in pixels; one row of `<stem>.nuclei.csv`. */
export interface NucleusRow {
  readonly label: number;
  readonly area: number;
  /** Diameter of the circle of the same area, `sqrt(4 area / pi)`. */
  readonly equivalent_diameter: number;
  /** Mean column and row of its pixels; the first pixel's centre is 0. */
  readonly centroid_x: number;
  readonly centroid_y: number;
  /** First column and row inside; width and height in pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Mean over its pixels of (R + G + B) / 3, in 0..1 by bit depth. */
  readonly mean_intensity: number;
  /** Whether it reaches the image's border, and so may be cut. */
  readonly touches_edge: boolean;
}

/**
 * Measures every nucleus of a label map.
 *
 * @param labels 0 for background, n for the n-th nucleus, of the image's size
 * @returns one row a nucleus, in the order of labels
 *
 * @example
 * ```ts
 * import { createImage, measureNuclei } from "#karyon";
 * const [row] = measureNuclei(Int32Array.of(0, 1, 0, 1), createImage(2, 2, 1));
 * if (row!.area !== 2 || row!.centroid_x !== 1 || row!.centroid_y !== 0.5) throw new Error();
 * ```
 */
export function measureNuclei(labels: Int32Array, image: Image): NucleusRow[] {
  const { width, height } = image;
  if (labels.length !== width * height) {
    throw new RangeError(
      `Expected labels for ${width} x ${height} = ${
        width * height
      } pixels but found ${labels.length}`,
    );
  }
  const values = toFloat(toRgb(image));
  const sums = new Map<number, {
    area: number;
    x: number;
    y: number;
    light: number;
    left: number;
    right: number;
    top: number;
    bottom: number;
  }>();
  labels.forEach((label, at) => {
    if (label === 0) return;
    const x = at % width, y = Math.floor(at / width);
    const sum = sums.getOrInsertComputed(label, () => ({
      area: 0,
      x: 0,
      y: 0,
      light: 0,
      left: x,
      right: x,
      top: y,
      bottom: y,
    }));
    sum.area++;
    sum.x += x;
    sum.y += y;
    sum.light += (values[at * 3]! + values[at * 3 + 1]! + values[at * 3 + 2]!) / 3;
    sum.left = Math.min(sum.left, x);
    sum.right = Math.max(sum.right, x);
    sum.bottom = y;
  });
  return [...sums].sort(([a], [b]) => a - b).map(([label, sum]) => ({
    label,
    area: sum.area,
    equivalent_diameter: Math.sqrt(4 * sum.area / Math.PI),
    centroid_x: sum.x / sum.area,
    centroid_y: sum.y / sum.area,
    left: sum.left,
    top: sum.top,
    width: sum.right - sum.left + 1,
    height: sum.bottom - sum.top + 1,
    mean_intensity: sum.light / sum.area,
    touches_edge: sum.left === 0 || sum.top === 0 ||
      sum.right === width - 1 || sum.bottom === height - 1,
  }));
}
