import type * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import {
  type Image,
  type Normalization,
  normalizeIntensity,
  valuesForNetwork,
} from "../images/mod.ts";
import { networkMultiple } from "./network_multiple.ts";
import { predictTiled, type TileOptions } from "./tiles/predict_tiled.ts";
import type { NetworkValues } from "./tiles/network_values.ts";

/** How an image too large for one piece is cut; pixels. */
export interface NativeOptions
  extends Pick<TileOptions, "augment" | "batch" | "onProgress" | "signal"> {
  /** Images of more pixels are cut into pieces. Default 2^21, about 1450 x 1450. */
  readonly most?: number;
  /** Along each side of a piece, without its margin. Default 1024. */
  readonly piece?: number;
  /** What a piece sees of its neighbours and does not predict. Default 128. */
  readonly margin?: number;
}

/**
 * Runs a network over values at their own size: filled up by mirroring at right and
 * bottom to sizes that the network takes, the result cropped.
 *
 * A very large image goes through in overlapping pieces, so that memory lasts.
 * Where the network looks no farther than the margin, the result is the same as
 * in one piece.
 *
 * @returns for each channel of the network's output `width * height` values in 0..1,
 *   row-major
 * @throws {InputError} if the network takes one size only, which is not theirs
 * @throws the signal's reason once it is aborted
 */
export async function predictValues(
  network: tf.LayersModel,
  values: NetworkValues,
  { most = 2 ** 21, piece = 1024, margin = 128, ...rest }: NativeOptions = {},
): Promise<Float32Array[]> {
  const { width, height } = values;
  if (width * height <= most) {
    const tile = Math.max(width, height);
    return await predictTiled(network, values, { ...rest, tile, overlap: 0, margin: 0 });
  }
  const multiple = networkMultiple(network);
  const whole = (length: number) => Math.ceil(length / multiple) * multiple;
  const around = whole(margin);
  return await predictTiled(network, values, {
    ...rest,
    tile: whole(piece) + 2 * around,
    overlap: 2 * around,
    margin: around,
  });
}

/**
 * Runs a network over one image at the image's own size, as
 * {@linkcode predictValues} does, its values normalised over the whole image.
 *
 * @returns for each channel of the network's output `width * height` values in 0..1,
 *   row-major
 * @throws {InputError} if the network takes one size only
 * @throws the signal's reason once it is aborted
 *
 * @example
 * ```ts
 * import { buildUNet, createImage, predictNativeMaps, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2, depth: 2 });
 * const image = createImage(30, 20, 1);
 * const [nucleus] = await predictNativeMaps(network, image, "stretch", { augment: true });
 * if (nucleus!.length !== 600) throw new Error(`${nucleus!.length}`);
 * network.dispose();
 * ```
 */
export async function predictNativeMaps(
  network: tf.LayersModel,
  image: Image,
  normalization: Normalization,
  options: NativeOptions = {},
): Promise<Float32Array[]> {
  const { width, height } = image;
  const [, fixedHeight, fixedWidth] = network.inputs[0]!.shape;
  if (fixedHeight !== null || fixedWidth !== null) {
    throw new InputError(
      `Expected a network for images of any size but found one for ${fixedWidth} x ${fixedHeight}`,
    );
  }
  // The brightness is normalised over the whole image, whatever is cut later.
  const data = normalizeIntensity(
    valuesForNetwork(image, normalization),
    normalization,
  );
  return await predictValues(network, { data, width, height }, options);
}

/**
 * The first of the maps that {@linkcode predictNativeMaps} gives: the probability of
 * nucleus.
 *
 * @returns `width * height` probabilities in 0..1, row-major
 * @throws {InputError} if the network takes one size only
 * @throws the signal's reason once it is aborted
 */
export async function predictNative(
  network: tf.LayersModel,
  image: Image,
  normalization: Normalization,
  options: NativeOptions = {},
): Promise<Float32Array> {
  return (await predictNativeMaps(network, image, normalization, options))[0]!;
}
