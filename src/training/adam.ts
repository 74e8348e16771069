import * as tf from "@tensorflow/tfjs";
import { stepAdam } from "../engine/mod.ts";

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;

/**
 * Adam with a state that can be saved and restored to the last bit, which
 * TensorFlow.js's own cannot: it multiplies its bias correction up step by
 * step and does not save it.
 *
 * Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", 2015.
 */
export class Adam {
  readonly #variables: readonly tf.Variable[];
  readonly #learningRate: number;
  readonly #means: tf.Variable[];
  readonly #squares: tf.Variable[];
  /** Steps taken so far. */
  steps = 0;

  constructor(variables: readonly tf.Variable[], learningRate: number) {
    this.#variables = variables;
    this.#learningRate = learningRate;
    const zeros = () =>
      variables.map((v) => tf.tidy(() => tf.variable(tf.zerosLike(v), false)));
    this.#means = zeros();
    this.#squares = zeros();
  }

  /**
   * Moves every variable against its gradient, found by the variable's name.
   *
   * @param learningRate of this step alone, where a schedule moves it
   */
  step(gradients: tf.NamedTensorMap, learningRate = this.#learningRate): void {
    this.steps++;
    const meanScale = 1 / (1 - BETA_1 ** this.steps);
    const squareScale = 1 / (1 - BETA_2 ** this.steps);
    const rates = {
      learningRate,
      beta1: BETA_1,
      beta2: BETA_2,
      epsilon: EPSILON,
      meanScale,
      squareScale,
    };
    tf.tidy(() => {
      this.#variables.forEach((value, i) => {
        const gradient = gradients[value.name];
        if (!gradient) return;
        const mean = this.#means[i]!, square = this.#squares[i]!;
        const moved = stepAdam({ value, gradient, mean, square }, rates);
        [value, mean, square].forEach((variable, which) =>
          variable.assign(moved[which]!)
        );
      });
    });
  }

  /** First the means, then the squares, in the order of the variables. */
  get state(): readonly tf.Variable[] {
    return [...this.#means, ...this.#squares];
  }

  dispose(): void {
    tf.dispose([...this.#means, ...this.#squares]);
  }
}
