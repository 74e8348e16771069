import * as tf from "@tensorflow/tfjs";
import { layerTable } from "../architectures/mod.ts";

/** Divisible by every factor that networks shrink by: powers of two, and nine. */
const PROBE = 2304;

const known = new WeakMap<tf.LayersModel, number>();

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/**
 * What height and width of a network's input must be multiples of, so that every
 * map that it shrinks comes out whole: from its layers, so that it holds for any
 * depth.
 *
 * @example
 * ```ts
 * import { buildUNet, networkMultiple, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2, depth: 4 });
 * if (networkMultiple(network) !== 16) throw new Error();
 * network.dispose();
 * ```
 */
export function networkMultiple(network: tf.LayersModel): number {
  const before = known.get(network);
  if (before !== undefined) return before;
  // A sequential model lists no input layer; the same graph as a model does.
  const { inputs, outputs } = network;
  const layers = layerTable(tf.model({ inputs, outputs }), PROBE);
  let multiple = 1;
  for (const { outputShape: [height, width] } of layers) {
    for (const length of [height, width]) {
      const factor = PROBE / length;
      // One number for the whole image, such as its mean, asks for no size.
      if (length === 1 || !Number.isInteger(factor)) continue;
      multiple = multiple * factor / greatestDivisor(multiple, factor);
    }
  }
  known.set(network, multiple);
  return multiple;
}
