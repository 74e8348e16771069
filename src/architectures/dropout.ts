import * as tf from "@tensorflow/tfjs";
import { InputError, seededRandom } from "../base/mod.ts";

/** The parts of TensorFlow.js's dropout layer that its types keep private. */
interface DropoutLayer extends tf.layers.Layer {
  seed: number | undefined;
}

type Call = (
  inputs: tf.Tensor | tf.Tensor[],
  kwargs: Record<string, unknown>,
) => tf.Tensor | tf.Tensor[];

/** How many draws a layer has behind it. */
const draws = new WeakMap<tf.layers.Layer, { next: number }>();

/** @throws {InputError} if a rate is not a number from 0 to below 1 */
export function expectDropout(rate: number): void {
  if (rate >= 0 && rate < 1) return;
  throw new InputError(`Expected dropout to be in 0..1, less than 1, but found ${rate}`);
}

/**
 * Lets a seeded dropout layer draw anew each time: TensorFlow.js's own drops the
 * same values in every batch once it has a seed.
 */
function drawEachTime(layer: tf.layers.Layer): { next: number } {
  const known = draws.get(layer);
  if (known) return known;
  const own = layer as DropoutLayer, count = { next: 0 };
  const stock = own.call.bind(own) as Call;
  const call: Call = (inputs, kwargs) => {
    if (kwargs["training"] !== true) return stock(inputs, kwargs);
    const { seed } = own;
    // TensorFlow.js takes a seed of 0 for none.
    own.seed = 1 + Math.floor(seededRandom(seed ?? 0, count.next++)() * 2 ** 31);
    try {
      return stock(inputs, kwargs);
    } finally {
      own.seed = seed;
    }
  };
  own.call = call as typeof own.call;
  draws.set(layer, count);
  return count;
}

/**
 * A dropout layer, or nothing for a rate of 0. While training, each value is
 * dropped with the probability `rate` and the others grow by `1 / (1 - rate)`;
 * when predicting, nothing happens. What is dropped depends on the seed and on
 * how often the layer was called in training, see {@linkcode redrawDropout}.
 *
 * Source: Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks
 * from Overfitting", 2014.
 */
export function dropout(
  input: tf.SymbolicTensor,
  { name, rate, seed }: {
    readonly name: string;
    readonly rate: number;
    readonly seed: number;
  },
): tf.SymbolicTensor {
  if (rate === 0) return input;
  const layer = tf.layers.dropout({ name, rate, seed });
  drawEachTime(layer);
  return layer.apply(input) as tf.SymbolicTensor;
}

/**
 * Sets which draw a network's dropout layers do next, so that a training which
 * was stopped goes on with the draws that it would have had. A network that was
 * loaded from a file drops the same values in every batch until this is called
 * once.
 *
 * @param step batches trained on so far
 * @returns how many dropout layers there are
 *
 * @example
 * ```ts
 * import { buildUNet, redrawDropout, useEngine } from "#karyon";
 * await useEngine();
 * const model = buildUNet({ filters: 4, dropout: 0.5 });
 * if (redrawDropout(model, 0) !== 2) throw new Error();
 * model.dispose();
 * ```
 */
export function redrawDropout(model: tf.LayersModel, step: number): number {
  const layers = model.layers.filter((layer) => layer.getClassName() === "Dropout");
  for (const layer of layers) drawEachTime(layer).next = step;
  return layers.length;
}
