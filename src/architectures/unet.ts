import type * as tf from "@tensorflow/tfjs";
import { assembleUShape } from "./u_shape.ts";
import { completeOptions, type UNetOptions } from "./unet_options.ts";

/**
 * U-Net: an encoder that halves the map `depth` times, a decoder that doubles
 * it back with transposed convolutions or bilinearly, and a skip connection on
 * each level. The published case study's has three encoder and three decoder
 * blocks, the default; {@linkcode buildUNet2015} is the paper's own.
 *
 * Input `[batch, height, width, channels]`, float32, height and width any
 * multiples of 2^depth. Output `[batch, height, width, 1]`, the probability of
 * nucleus in 0..1.
 *
 * Source: Ronneberger, Fischer, Brox, "U-Net: Convolutional Networks for
 * Biomedical Image Segmentation", 2015; here padded, so no map is cropped.
 *
 * @throws {InputError} if a number is not in its range, or a normalisation or
 *   an upsampling has no such name
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
  return assembleUShape("unet", completeOptions(options), ({ skip }) => skip);
}
