import { InputError, type OnProgress } from "../base/mod.ts";
import {
  type Normalization,
  normalizeIntensity,
  valuesForNetwork,
} from "../images/mod.ts";
import { readSamples, type SampleSet } from "./dataset.ts";
import type { PreparedSample } from "./prepare.ts";
import type { Sample } from "./sample.ts";

/** A whole image of any size, its brightness normalised, to cut training images from. */
export interface SourceImage {
  readonly id: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** `height * width * 3`, row-major RGB; `peak` stands for 1. */
  readonly pixels: Uint8Array | Uint16Array;
  readonly peak: 255 | 65535;
  /** `height * width`, 0 or 1. */
  readonly mask: Uint8Array;
  /** `height * width`, 0 for background, n for the n-th nucleus. */
  readonly labels?: Int32Array;
}

/** How to make them. */
export interface SourceImageOptions {
  readonly normalization: Normalization;
  /** Keeps the labels, which a loss weighted by borders needs. Default false. */
  readonly labels?: boolean;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * One sample at its own size, its brightness normalised over the whole image, in 8
 * bits a channel.
 *
 * @param set the name of its set, for the message
 * @throws {InputError} if the sample has no mask
 *
 * @example
 * ```ts
 * import { drawSyntheticSample, makeSourceImage } from "#karyon";
 * const sample = drawSyntheticSample(1, 0);
 * const { pixels } = makeSourceImage(sample, "train", { normalization: "stretch" });
 * if (pixels.length !== sample.image.width * sample.image.height * 3) throw new Error();
 * ```
 */
export function makeSourceImage(
  { id, image, mask, labels, range }: Sample,
  set: string,
  { normalization, labels: keepLabels = false }: SourceImageOptions,
): SourceImage {
  if (!mask) throw new InputError(`Expected a mask for "${id}" of ${set} but found none`);
  const values = normalizeIntensity(
    valuesForNetwork(image, normalization, range),
    normalization,
  );
  const pixels = new Uint8ClampedArray(values.length);
  for (let i = 0; i < values.length; i++) pixels[i] = values[i]! * 255;
  return {
    id,
    width: image.width,
    height: image.height,
    pixels: new Uint8Array(pixels.buffer),
    peak: 255,
    mask,
    ...(keepLabels && labels ? { labels } : {}),
  };
}

/**
 * Reads whole images for training, all in memory: 4 bytes a pixel, 8 with labels.
 *
 * @throws {InputError} if a sample has no mask
 *
 * @example
 * ```ts
 * import { openDataset, readSourceImages } from "#karyon";
 * const { train } = await openDataset();
 * const [source] = await readSourceImages(train, train.ids.slice(0, 1), {
 *   normalization: "stretch",
 *   labels: true,
 * });
 * if (source!.labels!.length !== source!.width * source!.height) throw new Error();
 * ```
 */
export async function readSourceImages(
  set: SampleSet,
  ids: readonly string[],
  options: SourceImageOptions,
): Promise<SourceImage[]> {
  const sources: SourceImage[] = [];
  for await (const sample of readSamples(set, ids)) {
    sources.push(makeSourceImage(sample, set.name, options));
    options.onProgress?.(sources.length, ids.length, set.name);
  }
  return sources;
}

/**
 * A sample that was already brought to a square, as a source of squares.
 *
 * @example
 * ```ts
 * import { squareAsSource } from "#karyon";
 * const sample = { id: "a", pixels: new Uint16Array(48), mask: new Uint8Array(16) };
 * if (squareAsSource(sample).width !== 4) throw new Error();
 * ```
 */
export function squareAsSource(sample: PreparedSample): SourceImage {
  const size = Math.sqrt(sample.mask.length);
  return { ...sample, width: size, height: size, peak: 65535 };
}
