import {
  type Image,
  measureIntensityRange,
  normalizeIntensity,
} from "../../images/mod.ts";
import { separateHematoxylin } from "./separate_hematoxylin.ts";

/** What is taken for the brightness of a nucleus. */
export type PlaneSource = "brightness" | "darkness" | "hematoxylin";

/** One value a pixel, high where a nucleus may be. */
export interface NucleusPlane {
  readonly width: number;
  readonly height: number;
  /** 0..1, row-major. */
  readonly values: Float32Array;
  readonly source: PlaneSource;
}

/** A median above this share of the range is a bright background. */
const BRIGHT = 0.5;
/** A mean saturation above this is colour. */
const COLOURED = 0.05;

/** The mean of the colours over the depth's most, 0..1. */
function grayOf({ data, width, height, channels, depth, alpha }: Image): Float32Array {
  const colours = alpha ? channels - 1 : channels;
  const most = (2 ** depth - 1) * colours;
  const gray = new Float32Array(width * height);
  for (let i = 0; i < gray.length; i++) {
    let sum = 0;
    for (let c = 0; c < colours; c++) sum += data[i * channels + c]!;
    gray[i] = sum / most;
  }
  return gray;
}

/** Mean over pixels of (max - min) / max of the colours, 0..1. */
function saturationOf({ data, width, height, channels }: Image): number {
  if (channels < 3) return 0;
  let sum = 0;
  for (let at = 0; at < data.length; at += channels) {
    const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
    const most = Math.max(red, green, blue);
    if (most > 0) sum += (most - Math.min(red, green, blue)) / most;
  }
  return sum / (width * height);
}

function chooseSource(image: Image, gray: Float32Array): PlaneSource {
  const sorted = gray.toSorted();
  const median = sorted[sorted.length >> 1]!;
  // Cameras use a part of 16 bits.
  const most = image.depth === 8 ? 1 : measureIntensityRange(image).white / 65535;
  if (median <= BRIGHT * most) return "brightness";
  return saturationOf(image) > COLOURED ? "hematoxylin" : "darkness";
}

/**
 * One plane in which nuclei are brighter than what surrounds them.
 *
 * Where `source` is left out, the background decides, which is most of an image: if the
 * median of the gray values (mean of the colours) is at most half of the range (255; of
 * 16 bits, the 99.8 percentile), nuclei glow, and it is `brightness`. Else they are
 * dark: with colour (mean saturation above 0.05) `hematoxylin`, see
 * {@linkcode separateHematoxylin}, without it `darkness`.
 *
 * @returns the plane between its 0.5 and 99.8 percentiles as 0..1
 *
 * @example
 * ```ts
 * import { createImage, nucleusPlane } from "#karyon";
 * const image = createImage(9, 1, 1);
 * image.data.fill(200).fill(20, 4, 6); // two dark pixels
 * const { source, values } = nucleusPlane(image);
 * if (source !== "darkness" || values[4] !== 1 || values[0] !== 0) throw new Error();
 * ```
 */
export function nucleusPlane(
  image: Image,
  { source }: { readonly source?: PlaneSource } = {},
): NucleusPlane {
  const { width, height } = image;
  const gray = grayOf(image);
  const chosen = source ?? chooseSource(image, gray);
  const plane = {
    brightness: () => gray,
    darkness: () => gray.map((value) => 1 - value),
    hematoxylin: () => scale(separateHematoxylin(image)),
  }[chosen]();
  return { width, height, values: normalizeIntensity(plane, "stretch"), source: chosen };
}

/** Divided by the largest, so that the histogram that finds percentiles can hold it. */
function scale(amounts: Float32Array): Float32Array {
  let most = 0;
  for (const amount of amounts) most = Math.max(most, amount);
  return most > 0 ? amounts.map((amount) => amount / most) : amounts;
}
