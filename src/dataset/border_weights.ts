import { InputError } from "../base/mod.ts";
import { findTwoNearest } from "./two_nearest.ts";

/** How much a pixel counts by what it is, above 0. */
export interface ClassWeights {
  readonly background: number;
  readonly nucleus: number;
}

/** The numbers of the weight map. */
export interface BorderWeightOptions {
  /** w0, what a gap of no width would have, at least 0; the paper's 10. */
  readonly strength?: number;
  /** How fast it fades as the gap widens, in pixels, above 0; the paper's 5. */
  readonly sigma?: number;
  /**
   * By default those that balance this image. For a training, take those of its
   * whole set: an image with few nuclei would give them thirty times the weight,
   * beside which no border counts.
   */
  readonly classWeights?: ClassWeights;
}

/**
 * Beyond these many sigmas, all distances together, a border adds less than
 * float32 can hold beside 1.
 */
const SIGMAS = 6;

/**
 * Weights by which background and nuclei count the same together, and a pixel 1 on
 * average: with n pixels, n_c of them of a class, `n / (2 n_c)`. Without any pixel
 * of a class, both are 1.
 *
 * @param images masks or labels, 0 for background: of one image, or of a set
 *
 * @example
 * ```ts
 * import { balanceClasses } from "#karyon";
 * const { background, nucleus } = balanceClasses([[0, 0, 0, 1]]);
 * if (background !== 4 / 6 || nucleus !== 2) throw new Error();
 * ```
 */
export function balanceClasses(images: Iterable<ArrayLike<number>>): ClassWeights {
  let pixels = 0, nucleus = 0;
  for (const image of images) {
    pixels += image.length;
    for (let i = 0; i < image.length; i++) if (image[i] !== 0) nucleus++;
  }
  const background = pixels - nucleus;
  if (background === 0 || nucleus === 0) return { background: 1, nucleus: 1 };
  return { background: pixels / (2 * background), nucleus: pixels / (2 * nucleus) };
}

/**
 * The U-Net paper's weight map, which makes a network learn the narrow gaps between
 * nuclei: `w = wc + w0 exp(-(d1 + d2)^2 / (2 sigma^2))`, where wc is the weight of
 * the pixel's class, and d1 and d2 are the distances to the nearest and the
 * second-nearest nucleus, from pixel centre to pixel centre. Inside nuclei `w = wc`.
 *
 * Nuclei that touch leave no gap: their pixels keep the weight of their class, as
 * the truth there is "nucleus", and more weight would teach to merge them.
 *
 * Source: Ronneberger, Fischer, Brox, "U-Net", 2015, section 3, equation 2.
 *
 * @param labels 0 or a nucleus' number a pixel, row by row
 * @returns a weight a pixel, above 0
 * @throws {InputError} if the labels are not of the image's size, or an option is
 *   out of range
 *
 * @example
 * ```ts
 * import { borderWeights } from "#karyon";
 * const classWeights = { background: 1, nucleus: 2 };
 * const [left, gap] = borderWeights(Int32Array.of(1, 0, 2), 3, 1, { classWeights });
 * // Both nuclei are one pixel away: (1 + 1)^2 / (2 * 5^2).
 * if (Math.abs(gap! - (1 + 10 * Math.exp(-0.08))) > 1e-5) throw new Error();
 * if (left !== 2) throw new Error();
 * ```
 */
export function borderWeights(
  labels: Int32Array,
  width: number,
  height: number,
  options: BorderWeightOptions = {},
): Float32Array {
  if (labels.length !== width * height) {
    throw new InputError(
      `Expected labels of ${width} x ${height} pixels but found ${labels.length} pixels`,
    );
  }
  const { strength = 10, sigma = 5, classWeights = balanceClasses([labels]) } = options;
  expectInRange("strength", strength, strength >= 0);
  expectInRange("sigma", sigma, sigma > 0);
  const { background, nucleus } = classWeights;
  expectInRange("weight of background", background, background > 0);
  expectInRange("weight of nuclei", nucleus, nucleus > 0);
  const { first, second } = findTwoNearest(labels, width, height, SIGMAS * sigma);
  const weights = new Float32Array(labels.length);
  for (let i = 0; i < weights.length; i++) {
    const away = first[i]! + second[i]!;
    weights[i] = labels[i] !== 0
      ? nucleus
      : background + strength * Math.exp(-(away * away) / (2 * sigma * sigma));
  }
  return weights;
}

function expectInRange(what: string, value: number, isInRange: boolean): void {
  if (isInRange && Number.isFinite(value)) return;
  throw new InputError(
    `Expected the ${what} of border weights to be a number ${
      what === "strength" ? "of at least 0" : "above 0"
    } but found ${value}`,
  );
}
