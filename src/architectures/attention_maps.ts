import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import { SelfAttention2D, splitHeads, weigh } from "./self_attention.ts";

/** Where the places of one self-attention layer look, in one image. */
export interface AttentionMap {
  readonly layer: string;
  readonly heads: number;
  /** Rows of places. */
  readonly height: number;
  /** Columns of places. */
  readonly width: number;
  /** Height of a place in pixels of the image, its width likewise. */
  readonly placeSize: number;
  /**
   * `[heads, height * width, height * width]`: for each head and each place that
   * looks, the share of each place that it looks at, in 0..1, with the sum 1.
   */
  readonly weights: Float32Array;
}

/**
 * The weights of every self-attention layer for one image, first layer first.
 *
 * @param network with at least one {@linkcode SelfAttention2D}
 * @param image `[1, height, width, channels]`, as the network takes it
 * @throws {InputError} if the network has no self-attention, or there is not
 *   one image
 *
 * @example
 * ```ts
 * import { attentionMaps, buildTransformer, useEngine } from "#karyon";
 * import * as tf from "@tensorflow/tfjs";
 * await useEngine();
 * const network = buildTransformer({ filters: 2, blocks: 1 });
 * const [map] = await attentionMaps(network, tf.zeros([1, 32, 48, 3]));
 * if (map!.height !== 2 || map!.width !== 3) throw new Error(map!.layer);
 * network.dispose();
 * ```
 */
export async function attentionMaps(
  network: tf.LayersModel,
  image: tf.Tensor4D,
): Promise<AttentionMap[]> {
  const layers = network.layers
    .filter((layer): layer is SelfAttention2D => layer instanceof SelfAttention2D);
  if (layers.length === 0) {
    throw new InputError(
      `Expected a network with self-attention but found none in ${network.name}`,
    );
  }
  if (image.shape[0] !== 1) {
    throw new InputError(`Expected one image but found ${image.shape[0]}`);
  }
  const upToThere = tf.model({
    inputs: network.inputs,
    outputs: layers.map((layer) => layer.input as tf.SymbolicTensor),
  });
  const asked = [upToThere.predict(image)].flat() as tf.Tensor4D[];
  const maps: AttentionMap[] = [];
  for (const [i, map] of asked.entries()) {
    const { heads, name } = layers[i]!;
    const [, height, width] = map.shape;
    const weights = tf.tidy(() => weigh(splitHeads(map, heads)));
    maps.push({
      layer: name,
      heads,
      height,
      width,
      placeSize: image.shape[1] / height,
      weights: await weights.data() as Float32Array,
    });
    tf.dispose([map, weights]);
  }
  return maps;
}

/**
 * How far each head looks: the distance of all places from the one that looks,
 * weighted by how much it takes of them, as a mean over all places that look.
 *
 * Source: the mean attention distance of Dosovitskiy et al., "An Image is Worth
 * 16x16 Words", 2021.
 *
 * @returns one distance a head, in pixels of the image, at least 0
 *
 * @example
 * ```ts
 * import { attentionDistances } from "#karyon";
 * // Two places side by side, of 16 pixels, each looking at the other only.
 * const weights = Float32Array.of(0, 1, 1, 0);
 * const map = { layer: "", heads: 1, height: 1, width: 2, placeSize: 16, weights };
 * if (attentionDistances(map)[0] !== 16) throw new Error();
 * ```
 */
export function attentionDistances(
  { heads, height, width, placeSize, weights }: AttentionMap,
): number[] {
  const places = height * width;
  return Array.from({ length: heads }, (_, head) => {
    let sum = 0;
    for (let from = 0; from < places; from++) {
      const row = (head * places + from) * places;
      const y = Math.floor(from / width), x = from % width;
      for (let to = 0; to < places; to++) {
        const down = Math.floor(to / width) - y, right = to % width - x;
        sum += weights[row + to]! * Math.hypot(down, right);
      }
    }
    return placeSize * sum / places;
  });
}
