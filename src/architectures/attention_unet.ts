import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import { assembleUShape, type SkipConnection } from "./u_shape.ts";
import { completeOptions, type UNetOptions } from "./unet_options.ts";

/**
 * Additive attention: weighs each place of an encoder's map by a factor in
 * 0..1, found from that map and from the coarser one that knows the context.
 *
 * Both are brought to the coarser size and to as many channels as the
 * encoder's map has; their sum, through ReLU, one filter and a sigmoid, is the
 * factor of each place, enlarged again bilinearly as in the paper.
 */
function attentionGate(
  { level, skip, below, nextSeed }: SkipConnection,
  filters: number,
): tf.SymbolicTensor {
  const name = `gate_${level}`;
  const convolve = (
    x: tf.SymbolicTensor,
    part: string,
    options: { filters: number; size?: number; activation?: "sigmoid"; useBias?: false },
  ) => {
    const { size = 1, activation = "linear", useBias = true } = options;
    return tf.layers.conv2d({
      name: `${name}_${part}`,
      filters: options.filters,
      kernelSize: size,
      strides: size,
      padding: "same",
      activation,
      useBias,
      kernelInitializer: activation === "sigmoid"
        ? tf.initializers.glorotUniform({ seed: nextSeed() })
        : tf.initializers.heNormal({ seed: nextSeed() }),
    }).apply(x) as tf.SymbolicTensor;
  };
  // One bias is enough for the sum of the two.
  const theta = convolve(skip, "theta", { filters, size: 2, useBias: false });
  const phi = convolve(below, "phi", { filters });
  const sum = tf.layers.add({ name: `${name}_sum` }).apply([theta, phi]);
  const relu = tf.layers.activation({ name: `${name}_relu`, activation: "relu" })
    .apply(sum) as tf.SymbolicTensor;
  const psi = convolve(relu, "psi", { filters: 1, activation: "sigmoid" });
  const factors = tf.layers.upSampling2d({
    name: `${name}_factors`,
    size: [2, 2],
    interpolation: "bilinear",
  }).apply(psi) as tf.SymbolicTensor;
  return tf.layers.multiply({ name: `${name}_scaled` })
    .apply([skip, factors]) as tf.SymbolicTensor;
}

/**
 * Attention U-Net: a U-Net whose skip connections pass a gate that fades out
 * the places which the coarser level finds of no interest. The skip connection
 * of the image's own size has no gate, as in the paper: its features are too
 * simple to judge by.
 *
 * Input `[batch, height, width, channels]`, float32, height and width any
 * multiples of 2^depth. Output `[batch, height, width, 1]`, the probability of
 * nucleus in 0..1.
 *
 * Source: Oktay et al., "Attention U-Net: Learning Where to Look for the
 * Pancreas", 2018; here in two dimensions.
 *
 * @throws {InputError} as {@linkcode buildUNet}, and if the depth is 1, where
 *   nothing would be left to gate
 *
 * @example
 * ```ts
 * import { buildAttentionUNet, useEngine } from "#karyon";
 * await useEngine();
 * const model = buildAttentionUNet({ filters: 16 });
 * if (model.countParams() !== 512947) throw new Error(`${model.countParams()}`);
 * model.dispose();
 * ```
 */
export function buildAttentionUNet(options: UNetOptions = {}): tf.LayersModel {
  const complete = completeOptions(options);
  if (complete.depth === 1) {
    throw new InputError("Expected depth to be greater than 1 but found 1");
  }
  return assembleUShape(
    "attention-unet",
    complete,
    (connection) =>
      connection.level === 1
        ? connection.skip
        : attentionGate(connection, complete.filters * 2 ** (connection.level - 1)),
  );
}
