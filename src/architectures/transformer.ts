import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import { convolution, doubleConvolution, nucleusHead, upConvolution } from "./blocks.ts";
import type { NucleusMap } from "./maps.ts";
import { expectNormalization, type NetworkNormalization } from "./normalization.ts";
import { expectNaturals } from "./options.ts";
import { layerSeeds } from "./seeds.ts";
import { normalizePlaces, transformerBlock } from "./transformer_block.ts";

/** Levels of convolutions above the attention, which is at 1/16 of the size. */
const LEVELS = 4;

/** How wide and deep a Transformer hybrid is. */
export interface TransformerOptions {
  /** Filters at the image's own size; each level below has twice as many. Default 8. */
  readonly filters?: number;
  /** Transformer blocks. Default 4. */
  readonly blocks?: number;
  /** Attentions side by side in each block; a divisor of 16 * filters. Default 4. */
  readonly heads?: number;
  /** Widens the hidden layer of each block's perceptron. Default 4, as in the papers. */
  readonly expansion?: number;
  /** Input channels. Default 3. */
  readonly channels?: number;
  /** Fixes the initial weights. Default 1. */
  readonly seed?: number;
  /** After each 3 x 3 convolution. Default batch. */
  readonly normalization?: NetworkNormalization;
  /** What it says of every pixel. Default `nucleus` alone. */
  readonly maps?: readonly NucleusMap[];
}

/**
 * A Transformer between convolutions: an encoder of convolutions finds edges
 * and textures, Transformer blocks let every place look at every other where
 * the map is small, and a U-Net's decoder with skip connections draws the
 * outlines at full size.
 *
 * The encoder has four levels, from the image's own size to an eighth of it,
 * each of two 3 x 3 convolutions. A 3 x 3 convolution of stride 2 makes the
 * places for the blocks, overlapping as in SegFormer: a sixteenth of the
 * height and width, 256 places for 256 x 256 pixels. Positions come from
 * convolutions, not from a table, so any size works.
 *
 * Input `[batch, height, width, channels]`, float32, height and width any
 * multiples of 16. Output `[batch, height, width, 1]`, the probability of
 * nucleus in 0..1. A saved model holds one layer that is not stock, see
 * {@linkcode SelfAttention2D}.
 *
 * Source: Chen et al., "TransUNet: Transformers Make Strong Encoders for
 * Medical Image Segmentation", 2021 (the hybrid); Xie et al., "SegFormer",
 * 2021 (places that overlap, no table of positions); much smaller than either.
 *
 * @throws {InputError} if an option is not a natural number, the heads do not
 *   divide the blocks' width, or the normalisation has no such name
 *
 * @example
 * ```ts
 * import { buildTransformer, useEngine } from "#karyon";
 * await useEngine();
 * const model = buildTransformer({ filters: 8 });
 * if (model.countParams() !== 1136985) throw new Error(`${model.countParams()}`);
 * model.dispose();
 * ```
 */
export function buildTransformer(options: TransformerOptions = {}): tf.LayersModel {
  const { filters = 8, blocks = 4, heads = 4, expansion = 4 } = options;
  const { channels = 3, seed = 1, normalization = "batch" } = options;
  expectNaturals({ filters, blocks, heads, expansion, channels });
  expectNormalization(normalization);
  const widthAt = (level: number) => filters * 2 ** (level - 1);
  const width = widthAt(LEVELS + 1);
  if (width % heads !== 0) {
    throw new InputError(
      `Expected heads to be a divisor of ${width} (16 * filters) but found ${heads}`,
    );
  }
  const nextSeed = layerSeeds(seed);
  const shared = { normalization, nextSeed };

  const input = tf.input({ name: "image", shape: [null, null, channels] });
  let x = input;
  const skips: tf.SymbolicTensor[] = [];
  for (let level = 1; level <= LEVELS; level++) {
    if (level > 1) {
      x = tf.layers.maxPooling2d({ name: `pool_${level - 1}`, poolSize: 2 })
        .apply(x) as tf.SymbolicTensor;
    }
    const name = `encoder_${level}`;
    x = doubleConvolution(x, { name, filters: widthAt(level), ...shared });
    skips.push(x);
  }

  x = convolution(x, {
    name: "places",
    filters: width,
    strides: 2,
    activation: "linear",
    ...shared,
  });
  for (let block = 1; block <= blocks; block++) {
    const name = `block_${block}`;
    x = transformerBlock(x, { name, filters: width, heads, expansion, nextSeed });
  }
  x = normalizePlaces(x, "blocks_norm");

  for (let level = LEVELS; level >= 1; level--) {
    const own = widthAt(level);
    x = upConvolution(x, { name: `up_${level}`, filters: own, nextSeed });
    x = tf.layers.concatenate({ name: `skip_${level}` })
      .apply([x, skips[level - 1]!]) as tf.SymbolicTensor;
    x = doubleConvolution(x, { name: `decoder_${level}`, filters: own, ...shared });
  }
  const outputs = nucleusHead(x, { maps: options.maps, nextSeed });
  return tf.model({ name: "transformer", inputs: input, outputs });
}
