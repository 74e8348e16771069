import type * as tf from "@tensorflow/tfjs";
import type { Card, Model } from "../architectures/mod.ts";
import { InputError, type OnProgress } from "../base/mod.ts";
import {
  type Image,
  type InputShape,
  prepareImage,
  resizeBilinear,
} from "../images/mod.ts";
import { blameCard, cardFileOf } from "./blame_card.ts";
import { nameMaps, type NucleusMaps } from "./nucleus_maps.ts";
import { predictNativeMaps, predictValues } from "./predict_native.ts";
import type { Prediction } from "./prediction.ts";
import { runNetwork } from "./run_network.ts";
import { splitNuclei } from "./split/split_nuclei.ts";
import { checkSplitting, type SplitSettings } from "./split/split_settings.ts";

/** How to look at an image. */
export interface MapOptions {
  /** Averages over the eight flips and quarter turns: slower, a little better. Default false. */
  readonly augment?: boolean;
  /**
   * Pixels along each side of a tile, for a model that takes images at their own
   * size; smaller ones need less memory. Default: images of up to 2^21 pixels whole,
   * larger ones in tiles of 1280.
   */
  readonly tile?: number;
  /** Counts runs of the network. */
  readonly onProgress?: OnProgress;
  /** Stops after the run in flight. */
  readonly signal?: AbortSignal;
}

/** How to look, and what of the card's way to tell nuclei apart is changed. */
export interface PredictOptions extends MapOptions {
  /** Pixels above it are nucleus, 0..1. Default: the card's. */
  readonly threshold?: number | undefined;
  /** Nuclei of fewer pixels are background. Default: the card's. */
  readonly minArea?: number | undefined;
}

/**
 * Runs a network over one image squeezed to the network's input size.
 *
 * @returns for each map that the network gives, in the order of the card's
 *   `architecture.maps`, `size * size` values in 0..1, row-major
 *
 * @example
 * ```ts
 * import { createImage, loadModel, predictSquareMaps, useEngine } from "#karyon";
 * await useEngine();
 * const { network, card, dispose } = await loadModel("unet-small");
 * const [nucleus] = await predictSquareMaps(network, createImage(9, 9, 1), card.input);
 * if (nucleus?.length !== card.input.size ** 2) throw new Error();
 * dispose();
 * ```
 */
export async function predictSquareMaps(
  network: tf.LayersModel,
  image: Image,
  shape: InputShape,
  options: MapOptions = {},
): Promise<Float32Array[]> {
  const { size } = shape;
  if (options.augment) {
    const data = prepareImage(image, shape);
    return await predictValues(network, { data, width: size, height: size }, options);
  }
  const values = await runNetwork(network, [prepareImage(image, shape)], {
    width: size,
    height: size,
  });
  return separate(values, size * size);
}

/** Maps that lie beside each other at every place, each by itself. */
function separate(values: Float32Array, places: number): Float32Array[] {
  const count = values.length / places;
  if (count === 1) return [values];
  return Array.from({ length: count }, (_, map) => {
    const one = new Float32Array(places);
    for (let i = 0; i < places; i++) one[i] = values[i * count + map]!;
    return one;
  });
}

/** A whole image squeezed to the network's size, and its maps brought back. */
async function squeezeAndPredict(
  { network, card }: Model,
  image: Image,
  options: MapOptions,
): Promise<Float32Array[]> {
  const { width, height } = image;
  const { size } = card.input;
  const maps = await predictSquareMaps(network, image, card.input, options);
  return width === size && height === size
    ? maps
    : maps.map((map) => resizeBilinear(map, size, size, 1, width, height));
}

/**
 * What a model says of every pixel of an image of any size, as its card says
 * (`input.fit`): `square`, which is also what a card without it means, squeezes the
 * image to the size that the network was trained with and brings the result back
 * bilinearly; `native` takes it as large as it is, a large one in overlapping tiles.
 *
 * @throws {InputError} if the card's `input.fit` is neither, or the network gives
 *   other maps than the card says
 * @throws the signal's reason once it is aborted
 *
 * @example
 * ```ts
 * import { createImage, loadModel, predictMaps, useEngine } from "#karyon";
 * await useEngine();
 * const model = await loadModel("unet-small");
 * const { nucleus } = await predictMaps(model, createImage(100, 60, 1));
 * if (nucleus.length !== 6000) throw new Error(`${nucleus.length}`);
 * model.dispose();
 * ```
 */
export async function predictMaps(
  model: Model,
  image: Image,
  options: MapOptions = {},
): Promise<NucleusMaps> {
  const { network, card } = model;
  const { fit = "square", normalization } = card.input;
  const { tile, ...rest } = options;
  if (fit !== "native" && fit !== "square") {
    throw new InputError(
      `Expected input.fit to be square or native but found ${JSON.stringify(fit)}`,
      { path: cardFileOf(model) },
    );
  }
  const channels = fit === "square"
    ? await squeezeAndPredict(model, image, rest)
    : await predictNativeMaps(network, image, normalization, {
      ...rest,
      ...(tile === undefined ? {} : tilesOf(tile)),
    });
  return blameCard(model, () => nameMaps(channels, image, card.architecture.maps));
}

/** Tiles of a size, of which a quarter on each side is only seen. */
function tilesOf(tile: number) {
  if (Number.isInteger(tile) && tile > 0) {
    return { most: 0, piece: Math.ceil(tile / 2), margin: Math.floor(tile / 4) };
  }
  throw new InputError(
    `Expected a tile's size to be a whole number of pixels above 0 but found ${tile}`,
  );
}

/**
 * The probability of nucleus for every pixel: the first of {@linkcode predictMaps}.
 *
 * @returns `width * height` values in 0..1, row-major
 */
export async function predictProbabilities(
  model: Model,
  image: Image,
  options: MapOptions = {},
): Promise<Float32Array> {
  return (await predictMaps(model, image, options)).nucleus;
}

/**
 * How a model tells nuclei apart: as its card says (`splitting`), or, where it says
 * nothing, by connected pieces of the mask at the card's threshold.
 *
 * @throws {InputError} if what the card says is missing or out of its range
 *
 * @example
 * ```ts
 * import { loadModel, splittingOf, useEngine } from "#karyon";
 * await useEngine();
 * const model = await loadModel("unet-small");
 * if (splittingOf(model.card).method !== "components") throw new Error();
 * model.dispose();
 * ```
 */
export function splittingOf(
  card: Card,
  { threshold, minArea }: Pick<PredictOptions, "threshold" | "minArea"> = {},
): SplitSettings {
  const own: SplitSettings = card.splitting ?? {
    method: "components",
    threshold: card.threshold,
    seedThreshold: 0.5,
    minSeedArea: 1,
    minArea: 1,
    fillHoles: 0,
  };
  checkSplitting(own);
  return {
    ...own,
    ...(threshold === undefined ? {} : { threshold }),
    ...(minArea === undefined ? {} : { minArea }),
  };
}

/**
 * Finds the nuclei of an image of any size and channel kind, each by itself.
 *
 * @throws {InputError} as {@linkcode predictMaps}, and if the threshold or the least
 *   area is out of range
 *
 * @example
 * ```ts
 * import { createImage, loadModel, predictNuclei, useEngine } from "#karyon";
 * await useEngine();
 * const model = await loadModel("unet-small");
 * const { mask } = await predictNuclei(model, createImage(100, 60, 1), { minArea: 20 });
 * if (mask.length !== 6000) throw new Error(`${mask.length}`);
 * model.dispose();
 * ```
 */
export async function predictNuclei(
  model: Model,
  image: Image,
  options: PredictOptions = {},
): Promise<Prediction> {
  const settings = blameCard(model, () => splittingOf(model.card, options));
  return splitNuclei(await predictMaps(model, image, options), settings);
}
