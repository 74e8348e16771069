import * as tf from "@tensorflow/tfjs";
import { type Case, uniform } from "../case.ts";

const OPTIMISERS: Readonly<Record<string, () => tf.Optimizer>> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  "momentum, Nesterov": () => tf.train.momentum(0.1, 0.9, true),
  adam: () => tf.train.adam(0.01),
  adamax: () => tf.train.adamax(0.01),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(0.1),
  rmsprop: () => tf.train.rmsprop(0.01),
  "rmsprop, centred": () => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-7, true),
};

/** Where each stands after four steps down the same slope. */
export const optimisers: readonly Case[] = Object.entries(OPTIMISERS).map(
  ([name, create]) => ({
    name,
    inputs: [uniform([3, 5]), uniform([5]), uniform([7, 3])],
    gradients: false,
    compute: (w: tf.Tensor, b: tf.Tensor, x: tf.Tensor) => {
      const weights = tf.variable(w), bias = tf.variable(b);
      const optimiser = create();
      const costs: tf.Tensor[] = [];
      for (let step = 0; step < 4; step++) {
        const cost = optimiser.minimize(
          () => tf.mean(tf.square(tf.add(tf.matMul(x, weights), bias))) as tf.Scalar,
          true,
          [weights, bias] as tf.Variable[],
        );
        costs.push(cost!);
      }
      const places = [tf.clone(weights), tf.clone(bias)];
      optimiser.dispose();
      tf.dispose([weights, bias]);
      return [...costs, ...places];
    },
  }),
);
