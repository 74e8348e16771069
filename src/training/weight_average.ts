import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";

/**
 * A running mean of a network's weights over the steps of a training, the moving
 * statistics of batch normalisation among them. It predicts more evenly than the
 * weights of any one step, which still jump with the last batch.
 *
 * After each step, `average += (1 - d) (weight - average)`, where `d` is the
 * smaller of the decay and `(1 + n) / (10 + n)` after n updates: so the untrained
 * weights are soon forgotten. All weights lie in one long tensor, so that an
 * update takes the same few kernels for any network.
 *
 * Sources: Polyak, Juditsky, "Acceleration of Stochastic Approximation by
 * Averaging", 1992; the warm-up is that of TensorFlow's
 * `tf.train.ExponentialMovingAverage`.
 *
 * @example
 * ```ts
 * import { buildUNet, useEngine, WeightAverage } from "#karyon";
 * await useEngine("wasm");
 * const model = buildUNet({ filters: 2, seed: 1 });
 * const average = new WeightAverage(model, 0.999);
 * average.update(); // after each step of the training
 * const parameters = await average.apply(() => model.countParams());
 * if (parameters !== average.state[0].size) throw new Error();
 * average.dispose();
 * model.dispose();
 * ```
 */
export class WeightAverage {
  readonly #weights: tf.LayersModel["weights"];
  readonly #decay: number;
  readonly #average: tf.Variable;
  /** The network's own weights, while it has the averaged ones. */
  #own: tf.Tensor[] | undefined;
  /** Updates so far; set it together with `state` to go on from a checkpoint. */
  updates = 0;

  /**
   * @param model begins the average with the weights that it has now
   * @param decay how much of the average stays at each step, at least 0, below 1
   * @throws {InputError} if the decay is out of range
   */
  constructor(model: tf.LayersModel, decay: number) {
    if (!(decay >= 0 && decay < 1)) {
      throw new InputError(
        `Expected the decay of the weights' average to be at least 0 and below 1 but found ${decay}`,
      );
    }
    this.#weights = model.weights;
    this.#decay = decay;
    this.#average = tf.tidy(() => tf.variable(this.#joinWeights(), false));
  }

  #joinWeights(): tf.Tensor1D {
    return tf.concat(this.#weights.map((weight) => tf.reshape(weight.read(), [-1])));
  }

  /** Takes the network's weights into the average. */
  update(): void {
    if (this.#own) {
      throw new Error("Expected the network's own weights but it has the averaged ones");
    }
    const warmUp = (1 + this.updates) / (10 + this.updates);
    const share = 1 - Math.min(this.#decay, warmUp);
    tf.tidy(() => {
      const way = tf.sub(this.#joinWeights(), this.#average);
      this.#average.assign(tf.add(this.#average, tf.mul(way, share)));
    });
    this.updates++;
  }

  /** Gives the network the averaged weights, until `swapOut()`. */
  swapIn(): void {
    if (this.#own) return;
    this.#own = this.#weights.map((weight) => weight.read().clone());
    tf.tidy(() => {
      const sizes = this.#weights.map((weight) => weight.read().size);
      const parts = tf.split(this.#average, sizes);
      this.#weights.forEach((weight, i) =>
        weight.write(tf.reshape(parts[i]!, weight.read().shape))
      );
    });
  }

  /** Gives the network its own weights back, to the last bit. */
  swapOut(): void {
    this.#weights.forEach((weight, i) => this.#own && weight.write(this.#own[i]!));
    tf.dispose(this.#own ?? []);
    this.#own = undefined;
  }

  /** Does some work while the network has the averaged weights. */
  async apply<T>(work: () => T | Promise<T>): Promise<T> {
    this.swapIn();
    try {
      return await work();
    } finally {
      this.swapOut();
    }
  }

  /** The average for a checkpoint: all weights in the network's order, joined. */
  get state(): readonly [tf.Variable] {
    return [this.#average];
  }

  /** Gives the network its own weights back and forgets the average. */
  dispose(): void {
    this.swapOut();
    this.#average.dispose();
  }
}
