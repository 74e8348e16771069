import type * as tf from "@tensorflow/tfjs";

/**
 * What a network gives for pictures, computed elsewhere than by TensorFlow.js.
 *
 * @param values row-major, channels last
 * @param shape `[batch, height, width, channels]`
 * @returns `batch * height * width * maps` values in 0..1, row-major, maps last
 */
export type Computation = (
  values: Float32Array,
  shape: readonly [batch: number, height: number, width: number, channels: number],
) => Promise<Float32Array>;

const computations = new WeakMap<tf.LayersModel, Computation>();

/**
 * Has a network's predictions computed elsewhere from now on, by what knows the same
 * network in another form: the 8-bit integers of ONNX Runtime, for one. The network
 * itself still says which sizes it takes and how many maps it gives.
 *
 * @example
 * ```ts
 * import { buildUNet, computeWith, createImage, predictNative, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2, depth: 2 });
 * computeWith(network, (_values, [batch, height, width]) =>
 *   Promise.resolve(new Float32Array(batch * height * width).fill(0.25)));
 * const [first] = await predictNative(network, createImage(8, 8, 1), "none");
 * if (first !== 0.25) throw new Error(`${first}`);
 * network.dispose();
 * ```
 */
export function computeWith(network: tf.LayersModel, computation: Computation): void {
  computations.set(network, computation);
}

/** What computes a network's predictions in place of TensorFlow.js, if anything does. */
export const computationOf = (network: tf.LayersModel): Computation | undefined =>
  computations.get(network);
