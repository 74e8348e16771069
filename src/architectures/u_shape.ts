import * as tf from "@tensorflow/tfjs";
import { doubleConvolution, nucleusHead } from "./blocks.ts";
import { dropout } from "./dropout.ts";
import { dropoutSeed, layerSeeds, type NextSeed } from "./seeds.ts";
import type { CompleteUNetOptions } from "./unet_options.ts";
import { doubleMap } from "./upsampling.ts";

/** What a skip connection is made from. */
export interface SkipConnection {
  /** 1 is the level of the image's own size. */
  readonly level: number;
  /** The encoder's map of this level. */
  readonly skip: tf.SymbolicTensor;
  /** The decoder's map of half the size, before it is doubled. */
  readonly below: tf.SymbolicTensor;
  readonly nextSeed: NextSeed;
}

/**
 * The shape that U-Nets share: encoder, bottleneck, decoder, head.
 *
 * @param connect what becomes of an encoder's map before the decoder joins it
 */
export function assembleUShape(
  name: string,
  options: CompleteUNetOptions,
  connect: (connection: SkipConnection) => tf.SymbolicTensor,
): tf.LayersModel {
  const { filters, depth, channels, seed, normalization, upsampling, squeeze } = options;
  const nextSeed = layerSeeds(seed);
  const widthAt = (level: number) => filters * 2 ** (level - 1);
  const block = (x: tf.SymbolicTensor, name: string, level: number) =>
    doubleConvolution(x, {
      name,
      filters: widthAt(level),
      normalization,
      squeeze,
      nextSeed,
    });
  const drop = (x: tf.SymbolicTensor, level: number) =>
    dropout(x, {
      name: `dropout_${level}`,
      rate: options.dropout,
      seed: dropoutSeed(seed, level),
    });

  const input = tf.input({ name: "image", shape: [null, null, channels] });
  let x = input;
  const skips: tf.SymbolicTensor[] = [];
  for (let level = 1; level <= depth; level++) {
    x = block(x, `encoder_${level}`, level);
    if (level === depth) x = drop(x, level);
    skips.push(x);
    x = tf.layers.maxPooling2d({ name: `pool_${level}`, poolSize: 2 })
      .apply(x) as tf.SymbolicTensor;
  }
  x = drop(block(x, "bottleneck", depth + 1), depth + 1);
  for (let level = depth; level >= 1; level--) {
    const skip = connect({ level, skip: skips[level - 1]!, below: x, nextSeed });
    x = doubleMap(x, {
      name: `up_${level}`,
      filters: widthAt(level),
      upsampling,
      nextSeed,
    });
    x = tf.layers.concatenate({ name: `skip_${level}` })
      .apply([x, skip]) as tf.SymbolicTensor;
    x = block(x, `decoder_${level}`, level);
  }
  const output = nucleusHead(x, { maps: options.maps, nextSeed });
  return tf.model({ name, inputs: input, outputs: output });
}
