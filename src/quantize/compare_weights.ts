import type * as tf from "@tensorflow/tfjs";

/** One weight tensor of a network, before and after it was stored smaller. */
export interface WeightError {
  readonly [column: string]: string | number;
  /** Such as `bottleneck_a/kernel`. */
  readonly weight: string;
  /** How many numbers it holds. */
  readonly values: number;
  /** The largest magnitude before. */
  readonly largest: number;
  /** The largest difference of one number. */
  readonly largest_error: number;
}

/**
 * How far each weight tensor moved, in the order of the network's weights.
 *
 * @param before with weights of the same shapes as `after`
 *
 * @example
 * ```ts
 * import { buildUNet, compareWeights, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2 });
 * const [first] = compareWeights(network, network);
 * if (first?.largest_error !== 0) throw new Error();
 * network.dispose();
 * ```
 */
export function compareWeights(
  before: tf.LayersModel,
  after: tf.LayersModel,
): WeightError[] {
  const smaller = after.getWeights();
  return before.getWeights().map((tensor, i) => {
    const values = tensor.dataSync<"float32">();
    const moved = smaller[i]!.dataSync<"float32">();
    let largest = 0, largestError = 0;
    values.forEach((value, k) => {
      largest = Math.max(largest, Math.abs(value));
      largestError = Math.max(largestError, Math.abs(value - moved[k]!));
    });
    return {
      weight: before.weights[i]!.name,
      values: values.length,
      largest,
      largest_error: largestError,
    };
  });
}
