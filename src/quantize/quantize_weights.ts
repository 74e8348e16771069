import type * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import { encodeWeight, type StoredType, withWeights } from "./encode_weights.ts";
import { expectNames, isKept } from "./kept_weights.ts";
import { scaleChannels } from "./scale_channels.ts";
import { type PlainWeight, plainWeightsOf } from "./stored_weights.ts";

/** How to store weights. */
export interface QuantizeWeightsOptions {
  readonly type: StoredType;
  /**
   * A scale for each output channel of a convolution, where it has none of its own:
   * see {@linkcode scaleChannels}. Default false.
   */
  readonly perChannel?: boolean;
  /** Names of weights, or of layers with all of theirs, that are left in float32. */
  readonly keep?: readonly string[];
}

/**
 * Stores a model's weights in fewer bits, in TensorFlow.js's own format: its stock
 * loader expands the result and computes in float32.
 *
 * `float16` makes of every weight the nearest IEEE 754 half float, ties to even; `uint16`
 * and `uint8` put the numbers of a weight onto even steps, as {@linkcode quantizeAffine}
 * does. Those two leave weights of fewer than two dimensions (biases, and what
 * normalising layers know) in float32: under 1 % of the numbers, and each counts for a
 * whole channel.
 *
 * Weights that are stored in fewer bits already are expanded first, as a reader does.
 *
 * @param artifacts a model with its weights; not changed
 * @throws {InputError} if a number is not finite or too large for a half float, or `keep`
 *   names what is not there, or
 *   `perChannel` comes with `float16`
 *
 * @example
 * ```ts
 * import { quantizeWeights } from "#karyon";
 * const small = quantizeWeights({
 *   weightSpecs: [{ name: "layer/kernel", shape: [1, 2], dtype: "float32" }],
 *   weightData: Float32Array.of(0, 0.5).buffer,
 * }, { type: "uint8" });
 * if ((small.weightData as ArrayBuffer).byteLength !== 2) throw new Error();
 * ```
 */
export function quantizeWeights(
  artifacts: tf.io.ModelArtifacts,
  { type, perChannel = false, keep = [] }: QuantizeWeightsOptions,
): tf.io.ModelArtifacts {
  expectNames(plainWeightsOf(artifacts), keep);
  if (perChannel && type === "float16") {
    throw new InputError(
      "Expected uint8 or uint16 for a scale a channel: float16 has none",
    );
  }
  const { artifacts: even, factors } = perChannel
    ? scaleChannels(artifacts, { keep })
    : { artifacts, factors: [] };
  const isLeft = ({ name, shape }: PlainWeight) =>
    isKept(name, [...keep, ...factors]) || (type !== "float16" && shape.length < 2);
  return withWeights(
    even,
    plainWeightsOf(even).map((weight) =>
      encodeWeight(weight, isLeft(weight) ? undefined : type)
    ),
  );
}
