import type { Image } from "../../images/mod.ts";

type Rgb = readonly [red: number, green: number, blue: number];

/**
 * How much a stain darkens red, green and blue light, as optical densities: hematoxylin,
 * eosin and DAB as A. C. Ruifrok and D. A. Johnston measured them.
 */
const HEMATOXYLIN: Rgb = [0.65, 0.7, 0.29];
const EOSIN: Rgb = [0.07, 0.99, 0.11];
const DAB: Rgb = [0.27, 0.57, 0.78];

const cross = (a: Rgb, b: Rgb): Rgb => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** What each density counts: the first column of the inverse of the stains' matrix. */
const WEIGHTS: Rgb = (() => {
  const normal = cross(EOSIN, DAB);
  const volume = HEMATOXYLIN.reduce((sum, part, i) => sum + part * normal[i]!, 0);
  return [normal[0] / volume, normal[1] / volume, normal[2] / volume];
})();

/**
 * How much hematoxylin, the stain of nuclei, each pixel of stained tissue holds: by
 * Beer and Lambert, stains add up in optical density, -log10(I / I0), so that one
 * 3 x 3 matrix parts them (A. C. Ruifrok and D. A. Johnston, "Quantification of
 * histochemical staining by color deconvolution", Analytical and Quantitative Cytology
 * and Histology 23, 2001). I0 is the depth's most, and 0 is taken for 1.
 *
 * @param image RGB or RGBA; gray is taken for three equal channels
 * @returns `width * height` amounts, 0 or more: 1 darkens red light to 10^-0.65
 *
 * @example
 * ```ts
 * import { createImage, separateHematoxylin } from "#karyon";
 * const image = createImage(2, 1, 3);
 * image.data.set([255, 255, 255, 90, 70, 150]); // no stain, a nucleus' purple
 * const [none, purple] = separateHematoxylin(image);
 * if (none !== 0 || !(purple! > 0.3)) throw new Error(`${none} ${purple}`);
 * ```
 */
export function separateHematoxylin(
  { data, width, height, channels, depth }: Image,
): Float32Array<ArrayBuffer> {
  const most = 2 ** depth - 1;
  const [green, blue] = channels >= 3 ? [1, 2] : [0, 0];
  const densities = Float64Array.from(
    { length: most + 1 },
    (_, level) => -Math.log10(Math.max(1, level) / most),
  );
  const amounts = new Float32Array(width * height);
  for (let i = 0, at = 0; i < amounts.length; i++, at += channels) {
    amounts[i] = Math.max(
      0,
      densities[data[at]!]! * WEIGHTS[0] + densities[data[at + green]!]! * WEIGHTS[1] +
        densities[data[at + blue]!]! * WEIGHTS[2],
    );
  }
  return amounts;
}
