import * as tf from "@tensorflow/tfjs";
import type { NextSeed } from "./seeds.ts";

/** One or two units behind a ReLU are often dead from the start, four seldom. */
const FEWEST_UNITS = 4;

/** How a squeeze-and-excitation is named and how narrow it is. */
export interface SqueezeOptions {
  /** Its layers are `name_squeeze`, `name_reduce`, `name_excite`, ... */
  readonly name: string;
  /** Channels of the input. */
  readonly filters: number;
  /** The hidden layer has `filters / reduction` units, and at least four. */
  readonly reduction: number;
  readonly nextSeed: NextSeed;
}

/**
 * Squeeze-and-excitation: weighs each channel by a factor in 0..1 that two
 * dense layers find from the means of all channels over the image.
 *
 * Source: Hu, Shen, Sun, "Squeeze-and-Excitation Networks", 2018.
 *
 * @param input `[batch, height, width, filters]`
 * @returns the same shape
 */
export function squeezeAndExcite(
  input: tf.SymbolicTensor,
  { name, filters, reduction, nextSeed }: SqueezeOptions,
): tf.SymbolicTensor {
  const steps = [
    tf.layers.globalAveragePooling2d({ name: `${name}_squeeze` }),
    tf.layers.dense({
      name: `${name}_reduce`,
      units: Math.max(FEWEST_UNITS, Math.floor(filters / reduction)),
      activation: "relu",
      kernelInitializer: tf.initializers.heNormal({ seed: nextSeed() }),
    }),
    tf.layers.dense({
      name: `${name}_excite`,
      units: filters,
      activation: "sigmoid",
      kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
    }),
    // A number a channel becomes an image of one pixel, which is multiplied everywhere.
    tf.layers.reshape({ name: `${name}_factors`, targetShape: [1, 1, filters] }),
  ];
  const factors = steps.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.layers.multiply({ name: `${name}_scaled` })
    .apply([input, factors]) as tf.SymbolicTensor;
}
