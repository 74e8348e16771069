import type { Image } from "../../images/mod.ts";

const COLOURS = ["red", "green", "blue"] as const;
const STATISTICS = ["mean", "min", "max", "sd"] as const;

/** `mean_red`, `sd_blue`, ...: over the nucleus' pixels, in 0..1 by bit depth. */
type ColourColumn = `${typeof STATISTICS[number]}_${typeof COLOURS[number]}`;

/** Lengths in pixels, each with a column in micrometres beside it. */
export const LENGTHS = [
  "perimeter",
  "equivalent_diameter",
  "major_axis_length",
  "minor_axis_length",
  "centroid_x",
  "centroid_y",
  "left",
  "top",
  "width",
  "height",
] as const;

type MicrometreColumn = "area_um2" | `${typeof LENGTHS[number]}_um`;

/**
 * One nucleus; one row of `<stem>.nuclei.csv`, its columns in the order of
 * {@linkcode nucleusColumns}. Shapes are those of scikit-image's `regionprops`.
 *
 * Columns by colour (`mean_red`, `min_red`, `max_red`, `sd_red`, ...) stand in the
 * rows of images with colours, those that end in `_um` and `_um2` where the size of
 * a pixel is known.
 */
export type NucleusRow =
  & {
    readonly label: number;
    /** Number of pixels. */
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
    /**
     * Length in pixels of the line through the centres of its outermost pixels, holes
     * included, as Benkrid and Crookes ("Design and FPGA Implementation of a Perimeter
     * Estimator", 2000) estimate it; 0 of a single pixel.
     */
    readonly perimeter: number;
    /**
     * Axes in pixels of the ellipse with the same second central moments: four times
     * the square root of the larger and the smaller variance of its pixels' centres.
     */
    readonly major_axis_length: number;
    readonly minor_axis_length: number;
    /** Of that ellipse, `sqrt(1 - (minor / major)^2)`: 0 is a circle, 1 a line. */
    readonly eccentricity: number;
    /**
     * Of that ellipse, in radians, -pi/2..pi/2: 0 is upright, pi/4 runs down to the
     * right, +-pi/2 is level. A circle, which has none, gets -pi/4.
     */
    readonly orientation: number;
    /**
     * Area over that of its convex hull, 0..1. The hull is drawn around the middles of
     * the pixels' edges; its area is the number of pixel centres in it or on its line.
     */
    readonly solidity: number;
    /** Over its pixels of (R + G + B) / 3, in 0..1; sd with the number of pixels as n. */
    readonly min_intensity: number;
    readonly max_intensity: number;
    readonly sd_intensity: number;
  }
  & { readonly [column in ColourColumn | MicrometreColumn]?: number };

/** The colours of an image, in the order of its channels; none of a gray one. */
export function colourNames({ channels }: Pick<Image, "channels">) {
  return channels >= 3 ? COLOURS : [];
}

const ALWAYS = [
  "label",
  "area",
  "equivalent_diameter",
  "centroid_x",
  "centroid_y",
  "left",
  "top",
  "width",
  "height",
  "mean_intensity",
  "touches_edge",
  "perimeter",
  "major_axis_length",
  "minor_axis_length",
  "eccentricity",
  "orientation",
  "solidity",
  "min_intensity",
  "max_intensity",
  "sd_intensity",
] as const;

/**
 * The columns that the rows of an image have, in the order of a table: known also
 * where the image has no nucleus.
 *
 * @param options `pixelSize` as {@linkcode measureNuclei} gets it
 *
 * @example
 * ```ts
 * import { createImage, nucleusColumns } from "#karyon";
 * const gray = nucleusColumns(createImage(1, 1, 1));
 * const colour = nucleusColumns(createImage(1, 1, 3), { pixelSize: 0.5 });
 * if (gray.includes("mean_red") || !colour.includes("mean_red")) throw new Error();
 * if (colour.at(-1) !== "height_um") throw new Error();
 * ```
 */
export function nucleusColumns(
  image: Pick<Image, "channels">,
  { pixelSize }: { readonly pixelSize?: number } = {},
): (keyof NucleusRow)[] {
  return [
    ...ALWAYS,
    ...colourNames(image).flatMap((colour) =>
      STATISTICS.map((statistic) => `${statistic}_${colour}` as const)
    ),
    ...(pixelSize === undefined ? [] : [
      "area_um2" as const,
      ...LENGTHS.map((length) => `${length}_um` as const),
    ]),
  ];
}
