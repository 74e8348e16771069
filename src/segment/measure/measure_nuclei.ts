import type { Image } from "../../images/mod.ts";
import { convexArea } from "./convex_area.ts";
import { fitEllipse } from "./ellipse.ts";
import { describeLight } from "./light.ts";
import { checkPixelSize, inMicrometres } from "./micrometres.ts";
import type { NucleusRow } from "./nucleus_row.ts";
import { type NucleusSums, sumNuclei } from "./nucleus_sums.ts";
import { measurePerimeters } from "./perimeters.ts";

/** What is known beyond the pixels. */
export interface MeasureOptions {
  /** Micrometres a pixel, above 0; with it the columns in micrometres are there. */
  readonly pixelSize?: number;
  /** Column and row that the first pixel has in a larger image; by default 0 and 0. */
  readonly origin?: readonly [x: number, y: number];
  /** Width and height of that larger image, for `touches_edge`; goes with `origin`. */
  readonly imageSize?: readonly [width: number, height: number];
}

/**
 * Measures every nucleus of a label map: place, size, shape, brightness. Shapes and
 * their formulas are scikit-image's `regionprops`; {@linkcode NucleusRow} names them.
 *
 * Of a crop out of a larger image, `origin` and `imageSize` put places and
 * `touches_edge` into that image.
 *
 * @param labels 0 for background, n for the n-th nucleus, of the image's size
 * @returns one row a nucleus, in the order of labels
 * @throws {InputError} if the pixel size is not a finite number above 0
 * @throws {RangeError} if labels and image differ in size, or the crop does not lie in
 *   the larger image
 *
 * @example
 * ```ts
 * import { createImage, measureNuclei } from "#karyon";
 * const labels = Int32Array.of(0, 1, 0, 1);
 * const [row] = measureNuclei(labels, createImage(2, 2, 1), { pixelSize: 0.5 });
 * if (row!.area !== 2 || row!.centroid_x !== 1 || row!.centroid_y !== 0.5) throw new Error();
 * if (row!.area_um2 !== 0.5 || row!.eccentricity !== 1) throw new Error();
 * ```
 */
export function measureNuclei(
  labels: Int32Array,
  image: Image,
  options: MeasureOptions = {},
): NucleusRow[] {
  const { width, height } = image;
  if (labels.length !== width * height) {
    throw new RangeError(
      `Expected labels for ${width} x ${height} = ${
        width * height
      } pixels but found ${labels.length}`,
    );
  }
  const { pixelSize } = options;
  checkPixelSize(pixelSize);
  const frame = placeCrop(image, options);
  const perimeters = measurePerimeters(labels, width, height);
  return sumNuclei(labels, image).map((sums) => {
    const { mean_intensity, ...light } = describeLight(sums, image);
    const { touches_edge, ...place } = describePlace(sums, frame);
    const row: NucleusRow = {
      ...place,
      mean_intensity,
      touches_edge,
      perimeter: perimeters.get(sums.label)!,
      ...fitEllipse(sums),
      solidity: sums.area / convexArea(sums.first, sums.last),
      ...light,
    };
    return pixelSize === undefined ? row : { ...row, ...inMicrometres(row, pixelSize) };
  });
}

/** The larger image, and where the crop begins in it. */
interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function placeCrop({ width, height }: Image, options: MeasureOptions): Frame {
  const [x, y] = options.origin ?? [0, 0];
  const [wide, high] = options.imageSize ?? [width, height];
  if (
    Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 &&
    x + width <= wide && y + height <= high
  ) return { x, y, width: wide, height: high };
  throw new RangeError(
    `Expected ${width} x ${height} pixels from column ${x} and row ${y} on to lie in ` +
      `an image of ${wide} x ${high}`,
  );
}

/** Label, size and place in the larger image. */
function describePlace(sums: NucleusSums, frame: Frame) {
  const { label, area } = sums;
  const [from, to] = columnRange(sums);
  const [left, top] = [frame.x + from, frame.y + sums.y];
  const [width, height] = [to - from + 1, sums.first.length];
  return {
    label,
    area,
    equivalent_diameter: Math.sqrt(4 * area / Math.PI),
    centroid_x: frame.x + sums.x + sums.sumX / area,
    centroid_y: top + sums.sumY / area,
    left,
    top,
    width,
    height,
    touches_edge: left === 0 || top === 0 || left + width === frame.width ||
      top + height === frame.height,
  };
}

/** First and last column over all rows; rows without a pixel do not count. */
function columnRange({ first, last }: NucleusSums): [from: number, to: number] {
  let [from, to] = [Infinity, -Infinity];
  for (const column of first) if (column < from) from = column;
  for (const column of last) if (column > to) to = column;
  return [from, to];
}
