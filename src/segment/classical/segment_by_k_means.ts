import { kmeans } from "ml-kmeans";
import { type Image, normalizeIntensity, toFloat, toRgb } from "../../images/mod.ts";
import type { Prediction } from "../prediction.ts";
import { checkInteger } from "../checks.ts";
import { gaussianBlur } from "../gaussian_blur.ts";
import { nucleusPlane } from "./nucleus_plane.ts";
import { type TidyOptions, tidyPrediction } from "./tidy_prediction.ts";

/** Settings of {@linkcode segmentByKMeans}. */
export interface KMeansOptions extends Partial<TidyOptions> {
  /** How many colours to part the pixels into, 2 or more; default 2. */
  readonly clusters?: number;
  /** Pixels: blurs against noise first; default 0, no blur. */
  readonly sigma?: number;
  /** Of the clusters' first centres, an integer; default 1. */
  readonly seed?: number;
}

/** As many pixels find the centres: more cost time and hardly move them. */
const SAMPLE = 4000;

/** Red, green and blue planes, 0..1, each blurred. */
function colourPlanes(image: Image, sigma: number): Float32Array[] {
  const { width, height } = image;
  const rgb = normalizeIntensity(toFloat(toRgb(image)), "stretch");
  return [0, 1, 2].map((c) => {
    const plane = Float32Array.from(
      { length: width * height },
      (_, i) => rgb[3 * i + c]!,
    );
    return gaussianBlur(plane, width, height, sigma);
  });
}

function nearest(
  centres: readonly (readonly number[])[],
  red: number,
  green: number,
  blue: number,
): number {
  let best = 0, least = Infinity;
  for (let c = 0; c < centres.length; c++) {
    const [r, g, b] = centres[c] as [number, number, number];
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [best, least] = [c, distance];
  }
  return best;
}

/** Centres of the colours of evenly spread pixels; none where there are too few. */
function findCentres(planes: readonly Float32Array[], clusters: number, seed: number) {
  const pixels = planes[0]!.length;
  const every = Math.max(1, Math.floor(pixels / SAMPLE));
  const points: number[][] = [];
  for (let i = 0; i < pixels; i += every) points.push(planes.map((plane) => plane[i]!));
  const distinct = new Set(points.map((point) => point.join()));
  return distinct.size < clusters ? [] : kmeans(points, clusters, { seed }).centroids;
}

/**
 * Nuclei by colour: k-means parts the pixels (S. Lloyd, "Least squares quantization in
 * PCM", IEEE Transactions on Information Theory 28, 1982; k-means++ chooses the first
 * centres), and the cluster whose pixels are highest in {@linkcode nucleusPlane} is
 * taken for nucleus; holes filled; each connected piece is a nucleus.
 *
 * @param options `minArea` 20 and `fillHoles` 100 pixels where left out
 * @returns no nuclei where the image has fewer colours than there are clusters
 * @throws {InputError} if an option is out of its range
 *
 * @example
 * ```ts
 * import { createImage, segmentByKMeans } from "#karyon";
 * const image = createImage(30, 30, 3);
 * image.data.fill(230);
 * for (let y = 8; y < 20; y++) {
 *   for (let x = 8; x < 20; x++) image.data.set([90, 60, 140], (y * 30 + x) * 3);
 * }
 * if (segmentByKMeans(image).count !== 1) throw new Error();
 * ```
 */
export function segmentByKMeans(image: Image, options: KMeansOptions = {}): Prediction {
  const { clusters = 2, sigma = 0, seed = 1, minArea = 20, fillHoles = 100 } = options;
  checkInteger("the number of clusters", clusters, 2);
  checkInteger("the seed", seed, 0);
  const { width, height } = image;
  const planes = colourPlanes(image, sigma);
  const centres = findCentres(planes, clusters, seed);
  const [red, green, blue] = planes as [Float32Array, Float32Array, Float32Array];
  // More clusters than 256 are slow, but no mistake.
  const cluster = new Uint16Array(width * height);
  if (centres.length > 0) {
    for (let i = 0; i < cluster.length; i++) {
      cluster[i] = nearest(centres, red[i]!, green[i]!, blue[i]!);
    }
  }
  const highest = highestCluster(cluster, nucleusPlane(image).values, centres.length);
  const mask = Uint8Array.from(cluster, (index) => index === highest ? 1 : 0);
  return tidyPrediction(mask, width, height, { minArea, fillHoles });
}

/** The cluster with the highest mean in a plane; -1 of none. */
function highestCluster(
  cluster: Uint16Array,
  plane: Float32Array,
  count: number,
): number {
  const sums = new Float64Array(count), sizes = new Float64Array(count);
  for (let i = 0; count > 0 && i < cluster.length; i++) {
    sums[cluster[i]!]! += plane[i]!;
    sizes[cluster[i]!]! += 1;
  }
  let highest = -1, most = -Infinity;
  for (let c = 0; c < count; c++) {
    const mean = sums[c]! / sizes[c]!;
    if (mean > most) [highest, most] = [c, mean];
  }
  return highest;
}
