import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import { upConvolution } from "./blocks.ts";
import type { NextSeed } from "./seeds.ts";

/** How a decoder doubles a map: a learned filter, or between neighbours on a straight line. */
export type Upsampling = "transposed" | "bilinear";

/** The names of what {@linkcode Upsampling} allows. */
export const upsamplings: readonly Upsampling[] = ["transposed", "bilinear"];

/** @throws {InputError} if there is no such upsampling */
export function expectUpsampling(value: string): void {
  if ((upsamplings as readonly string[]).includes(value)) return;
  throw new InputError(
    `Expected upsampling to be one of ${upsamplings.join(", ")} but found "${value}"`,
  );
}

/** A doubling of height and width, to so many channels. */
export interface DoublingOptions {
  /** Of the last layer; the convolution before a bilinear doubling is `name_narrow`. */
  readonly name: string;
  readonly filters: number;
  readonly upsampling: Upsampling;
  readonly nextSeed: NextSeed;
}

/**
 * Doubles height and width.
 *
 * `transposed`: a 2 x 2 transposed convolution of stride 2; each pixel becomes
 * four that do not overlap with its neighbours'.
 *
 * `bilinear`: a 1 x 1 convolution to the width, then a bilinear doubling. That
 * order gives what the other would, as a 1 x 1 convolution and a weighted mean
 * may change places, for a quarter of the multiplications. It cannot draw the
 * checkerboards that transposed convolutions may (Odena, Dumoulin, Olah,
 * "Deconvolution and Checkerboard Artifacts", 2016).
 *
 * The grid is that of TensorFlow.js's stock layer: a new pixel i takes from
 * place i / 2, so every even one is a copy, every odd one the mean of its two
 * neighbours, and the last one a copy again. Centred on the old pixels, as
 * PyTorch's `align_corners=False` has it, place i / 2 - 1/4 would be right: the
 * doubled map lies half a new pixel up and to the left, which the 3 x 3
 * convolutions after it can make up for.
 */
export function doubleMap(
  input: tf.SymbolicTensor,
  { name, filters, upsampling, nextSeed }: DoublingOptions,
): tf.SymbolicTensor {
  if (upsampling === "transposed") {
    return upConvolution(input, { name, filters, nextSeed });
  }
  const narrow = tf.layers.conv2d({
    name: `${name}_narrow`,
    filters,
    kernelSize: 1,
    kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
  }).apply(input) as tf.SymbolicTensor;
  return tf.layers.upSampling2d({ name, size: [2, 2], interpolation: "bilinear" })
    .apply(narrow) as tf.SymbolicTensor;
}
