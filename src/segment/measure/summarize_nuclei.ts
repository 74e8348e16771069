import { max, mean, median, min, sampleStandardDeviation } from "simple-statistics";
import { checkPixelSize } from "./micrometres.ts";
import type { NucleusRow } from "./nucleus_row.ts";

/** The image that the nuclei were found in. */
export interface SummarizeOptions {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Micrometres a pixel, above 0; with it the columns in micrometres are there. */
  readonly pixelSize?: number;
}

/**
 * The nuclei of one image in one row. Means, medians and standard deviations are over
 * nuclei, so that each counts the same, those that the border cuts included; null
 * where there are too few. `sd_area` is the sample's, with n - 1, since the nuclei of
 * an image stand for more than themselves.
 */
export type NucleiSummary = {
  readonly nuclei: number;
  /** Nuclei that reach the image's border, and so may be cut. */
  readonly nuclei_at_edge: number;
  /** Nuclei in a million pixels. */
  readonly nuclei_per_megapixel: number;
  /** Share of the image's pixels that are nucleus, 0..1. */
  readonly coverage: number;
  /** Areas in pixels. */
  readonly mean_area: number | null;
  readonly median_area: number | null;
  readonly sd_area: number | null;
  readonly min_area: number | null;
  readonly max_area: number | null;
  /** Of the columns of these names. */
  readonly mean_equivalent_diameter: number | null;
  readonly mean_perimeter: number | null;
  readonly mean_eccentricity: number | null;
  readonly mean_solidity: number | null;
  /** Of the nuclei's `mean_intensity`, in 0..1. */
  readonly mean_intensity: number | null;
  /** The image's area in square millimetres, where the size of a pixel is known. */
  readonly image_mm2?: number;
  readonly nuclei_per_mm2?: number;
  /** Areas in square micrometres. */
  readonly mean_area_um2?: number | null;
  readonly median_area_um2?: number | null;
  readonly sd_area_um2?: number | null;
  /** Micrometres. */
  readonly mean_equivalent_diameter_um?: number | null;
  readonly mean_perimeter_um?: number | null;
};

/**
 * Counts, density, coverage and typical nucleus of one image.
 *
 * @param rows as {@linkcode measureNuclei} gives them; none is an image without nuclei
 * @throws {InputError} if the pixel size is not a finite number above 0
 * @throws {RangeError} if width or height is not a whole number above 0
 *
 * @example
 * ```ts
 * import { createImage, measureNuclei, summarizeNuclei } from "#karyon";
 * const rows = measureNuclei(Int32Array.of(1, 0, 0, 2), createImage(2, 2, 1));
 * const { nuclei, coverage, sd_area } = summarizeNuclei(rows, { width: 2, height: 2 });
 * if (nuclei !== 2 || coverage !== 0.5 || sd_area !== 0) throw new Error();
 * ```
 */
export function summarizeNuclei(
  rows: readonly NucleusRow[],
  { width, height, pixelSize }: SummarizeOptions,
): NucleiSummary {
  for (const side of [width, height]) {
    if (!Number.isInteger(side) || side < 1) {
      throw new RangeError(
        `Expected a width and height of whole pixels above 0 but found ${width} x ${height}`,
      );
    }
  }
  checkPixelSize(pixelSize);
  const pixels = width * height;
  const areas = rows.map((row) => row.area);
  const meanOf = (column: MeanColumn) =>
    rows.length === 0 ? null : mean(rows.map((row) => row[column]));
  const summary = {
    nuclei: rows.length,
    nuclei_at_edge: rows.filter((row) => row.touches_edge).length,
    nuclei_per_megapixel: 1e6 * rows.length / pixels,
    coverage: areas.reduce((sum, area) => sum + area, 0) / pixels,
    mean_area: meanOf("area"),
    median_area: rows.length === 0 ? null : median(areas),
    sd_area: rows.length < 2 ? null : sampleStandardDeviation(areas),
    min_area: rows.length === 0 ? null : min(areas),
    max_area: rows.length === 0 ? null : max(areas),
    mean_equivalent_diameter: meanOf("equivalent_diameter"),
    mean_perimeter: meanOf("perimeter"),
    mean_eccentricity: meanOf("eccentricity"),
    mean_solidity: meanOf("solidity"),
    mean_intensity: meanOf("mean_intensity"),
  };
  if (pixelSize === undefined) return summary;
  const image_mm2 = pixels * pixelSize ** 2 / 1e6;
  const times = (value: number | null, factor: number) =>
    value === null ? null : value * factor;
  return {
    ...summary,
    image_mm2,
    nuclei_per_mm2: rows.length / image_mm2,
    mean_area_um2: times(summary.mean_area, pixelSize ** 2),
    median_area_um2: times(summary.median_area, pixelSize ** 2),
    sd_area_um2: times(summary.sd_area, pixelSize ** 2),
    mean_equivalent_diameter_um: times(summary.mean_equivalent_diameter, pixelSize),
    mean_perimeter_um: times(summary.mean_perimeter, pixelSize),
  };
}

type MeanColumn =
  | "area"
  | "equivalent_diameter"
  | "perimeter"
  | "eccentricity"
  | "solidity"
  | "mean_intensity";
