import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import { doubleConvolution, layerSeeds } from "./blocks.ts";

/** How wide and deep a U-Net is. */
export interface UNetOptions {
  /** Filters of the first block; each block below has twice as many. Default 16. */
  readonly filters?: number;
  /** Encoder blocks, and as many decoder blocks. Default 3. */
  readonly depth?: number;
  /** Input channels. Default 3. */
  readonly channels?: number;
  /** Fixes the initial weights. Default 1. */
  readonly seed?: number;
}

function expectNatural(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new InputError(
      `Expected ${name} to be an integer greater than 0 but found ${value}`,
    );
  }
}

/**
 * U-Net: an encoder that halves the map `depth` times, a decoder that doubles
 * it back with transposed convolutions, and a skip connection on each level.
 *
 * Input `[batch, height, width, channels]`, float32, height and width any
 * multiples of 2^depth. Output `[batch, height, width, 1]`, the probability of
 * nucleus in 0..1.
 *
 * Source: Ronneberger, Fischer, Brox, "U-Net: Convolutional Networks for
 * Biomedical Image Segmentation", 2015; here padded, so no map is cropped.
 *
 * @throws {InputError} if an option is not a natural number
 *
 * @example
 * ```ts
 * import { buildUNet, useEngine } from "#karyon";
 * await useEngine();
 * const model = buildUNet({ filters: 16 });
 * if (model.countParams() !== 482033) throw new Error(`${model.countParams()}`);
 * model.dispose();
 * ```
 */
export function buildUNet(options: UNetOptions = {}): tf.LayersModel {
  const { filters = 16, depth = 3, channels = 3, seed = 1 } = options;
  Object.entries({ filters, depth, channels }).forEach(([name, value]) =>
    expectNatural(name, value)
  );
  const nextSeed = layerSeeds(seed);
  const input = tf.input({ name: "image", shape: [null, null, channels] });

  let x = input;
  const skips: tf.SymbolicTensor[] = [];
  for (let level = 0; level < depth; level++) {
    x = doubleConvolution(x, filters * 2 ** level, `encoder_${level + 1}`, nextSeed);
    skips.push(x);
    x = tf.layers.maxPooling2d({ name: `pool_${level + 1}`, poolSize: 2 })
      .apply(x) as tf.SymbolicTensor;
  }
  x = doubleConvolution(x, filters * 2 ** depth, "bottleneck", nextSeed);
  for (let level = depth - 1; level >= 0; level--) {
    x = tf.layers.conv2dTranspose({
      name: `up_${level + 1}`,
      filters: filters * 2 ** level,
      kernelSize: 2,
      strides: 2,
      padding: "same",
      kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
    }).apply(x) as tf.SymbolicTensor;
    x = tf.layers.concatenate({ name: `skip_${level + 1}` })
      .apply([x, skips[level]!]) as tf.SymbolicTensor;
    x = doubleConvolution(x, filters * 2 ** level, `decoder_${level + 1}`, nextSeed);
  }
  const output = tf.layers.conv2d({
    name: "nucleus",
    filters: 1,
    kernelSize: 1,
    activation: "sigmoid",
    kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
  }).apply(x) as tf.SymbolicTensor;
  return tf.model({ name: "unet", inputs: input, outputs: output });
}
