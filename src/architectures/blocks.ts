import * as tf from "@tensorflow/tfjs";
import { countMaps, type NucleusMap } from "./maps.ts";
import type { NetworkNormalization } from "./normalization.ts";
import type { NextSeed } from "./seeds.ts";
import { squeezeAndExcite } from "./squeeze_and_excite.ts";

/** A convolution with what follows it. */
export interface ConvolutionOptions {
  readonly name: string;
  readonly filters: number;
  /** Height and width of the kernel. Default 3. */
  readonly kernelSize?: number;
  /** 2 halves the map. Default 1. */
  readonly strides?: number;
  /** Default ReLU; linear where a sum comes before the ReLU. */
  readonly activation?: "relu" | "linear";
  readonly normalization: NetworkNormalization;
  readonly nextSeed: NextSeed;
}

/**
 * A padded convolution, normalised if asked for, and its ReLU.
 *
 * Weights are drawn as He et al. (2015) propose for layers before a ReLU.
 * Without normalisation it is one layer; with it there are three, named
 * `name`, `name_norm` and `name_relu`.
 */
export function convolution(
  input: tf.SymbolicTensor,
  options: ConvolutionOptions,
): tf.SymbolicTensor {
  const { name, filters, kernelSize = 3, strides = 1, activation = "relu" } = options;
  const isNormalized = options.normalization === "batch";
  const x = tf.layers.conv2d({
    name,
    filters,
    kernelSize,
    strides,
    padding: "same",
    useBias: !isNormalized,
    activation: isNormalized ? "linear" : activation,
    kernelInitializer: tf.initializers.heNormal({ seed: options.nextSeed() }),
  }).apply(input) as tf.SymbolicTensor;
  if (!isNormalized) return x;
  const normed = normalizeBatch(x, `${name}_norm`);
  return activation === "relu" ? relu(normed, `${name}_relu`) : normed;
}

/** Batch normalisation, with a scale and an offset that are learned. */
export function normalizeBatch(
  input: tf.SymbolicTensor,
  name: string,
): tf.SymbolicTensor {
  // The default of 0.99 forgets over 100 batches: too slow for a set of hundreds of
  // images, whose validation would then still see the statistics of the start.
  return tf.layers.batchNormalization({ name, momentum: 0.9 })
    .apply(input) as tf.SymbolicTensor;
}

/** A ReLU as a layer of its own. */
export function relu(input: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  return tf.layers.activation({ name, activation: "relu" })
    .apply(input) as tf.SymbolicTensor;
}

/** One or two convolutions with what follows them. */
export interface BlockOptions
  extends Omit<ConvolutionOptions, "kernelSize" | "strides" | "activation"> {
  /** Default 2. */
  readonly convolutions?: 1 | 2;
  /** Reduction of a squeeze-and-excitation at the end; none if undefined. */
  readonly squeeze?: number | undefined;
}

/**
 * Two 3 x 3 convolutions with ReLU, as in the U-Net paper, or one, padded so that
 * the map keeps its size. They are named `name_a` and `name_b`.
 */
export function convolutionBlock(
  input: tf.SymbolicTensor,
  options: BlockOptions,
): tf.SymbolicTensor {
  const { name, filters, convolutions = 2, squeeze, nextSeed } = options;
  let x = input;
  for (const part of ["a", "b"].slice(0, convolutions)) {
    x = convolution(x, { ...options, name: `${name}_${part}` });
  }
  return squeeze === undefined
    ? x
    : squeezeAndExcite(x, { name, filters, reduction: squeeze, nextSeed });
}

/** The {@linkcode convolutionBlock} of two convolutions. */
export function doubleConvolution(
  input: tf.SymbolicTensor,
  options: Omit<BlockOptions, "convolutions">,
): tf.SymbolicTensor {
  return convolutionBlock(input, { ...options, convolutions: 2 });
}

/** A 2 x 2 transposed convolution of stride 2, which doubles height and width. */
export function upConvolution(
  input: tf.SymbolicTensor,
  { name, filters, nextSeed }: {
    readonly name: string;
    readonly filters: number;
    readonly nextSeed: NextSeed;
  },
): tf.SymbolicTensor {
  return tf.layers.conv2dTranspose({
    name,
    filters,
    kernelSize: 2,
    strides: 2,
    padding: "same",
    kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
  }).apply(input) as tf.SymbolicTensor;
}

/**
 * A 1 x 1 convolution to a number a pixel in 0..1 for each map: the probability of
 * nucleus, or that and what splitting nuclei needs.
 */
export function nucleusHead(
  input: tf.SymbolicTensor,
  { name = "nucleus", maps, nextSeed }: {
    readonly name?: string;
    readonly maps?: readonly NucleusMap[] | undefined;
    readonly nextSeed: NextSeed;
  },
): tf.SymbolicTensor {
  return tf.layers.conv2d({
    name,
    filters: countMaps(maps),
    kernelSize: 1,
    activation: "sigmoid",
    kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
  }).apply(input) as tf.SymbolicTensor;
}
