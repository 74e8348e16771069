import * as tf from "@tensorflow/tfjs";

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

  /** Moves every variable against its gradient, found by the variable's name. */
  step(gradients: tf.NamedTensorMap): void {
    this.steps++;
    const meanScale = 1 / (1 - BETA_1 ** this.steps);
    const squareScale = 1 / (1 - BETA_2 ** this.steps);
    tf.tidy(() => {
      this.#variables.forEach((variable, i) => {
        const gradient = gradients[variable.name];
        if (!gradient) return;
        const mean = this.#means[i]!, square = this.#squares[i]!;
        mean.assign(tf.add(tf.mul(mean, BETA_1), tf.mul(gradient, 1 - BETA_1)));
        square.assign(
          tf.add(tf.mul(square, BETA_2), tf.mul(tf.square(gradient), 1 - BETA_2)),
        );
        const direction = tf.div(
          tf.mul(mean, meanScale),
          tf.add(tf.sqrt(tf.mul(square, squareScale)), EPSILON),
        );
        variable.assign(tf.sub(variable, tf.mul(direction, this.#learningRate)));
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
