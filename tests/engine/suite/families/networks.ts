import * as tf from "@tensorflow/tfjs";
import { type Case, fixed, type Input, uniform } from "../case.ts";
import { networks, setWeights } from "../networks.ts";

/** Each pixel's cross-entropy, summed, so that gradients are not tiny. */
function loss(targets: tf.Tensor, predictions: tf.Tensor): tf.Scalar {
  const p = tf.clipByValue(predictions, 1e-6, 1 - 1e-6);
  const hits = tf.mul(targets, tf.log(p));
  const misses = tf.mul(tf.sub(1, targets), tf.log(tf.sub(1, p)));
  return tf.neg(tf.sum(tf.add(hits, misses))) as tf.Scalar;
}

const TARGETS: Readonly<Record<string, Input>> = {
  classifier: fixed(uniform([2, 8], 0, 1)),
};
/** Near one, so that the gradients of the pixels add up and do not cancel. */
const MASKS = fixed(uniform([2, 8, 8, 1], 0.8, 1));

/** Prediction, loss and the gradients of all weights. */
export const wholeNetworks: readonly Case[] = Object.entries(networks).map(
  ([name, create]) => ({
    name,
    inputs: [fixed(uniform([2, 8, 8, 3], 0, 1)), TARGETS[name] ?? MASKS],
    bound: 1e-5,
    compute: (x: tf.Tensor, targets: tf.Tensor) => {
      const network = create();
      setWeights(network);
      const prediction = network.predict(x) as tf.Tensor;
      const variables = network.trainableWeights.map((weight) => weight.read());
      const { value, grads } = tf.variableGrads(
        () => loss(targets, network.apply(x, { training: true }) as tf.Tensor),
        variables as tf.Variable[],
      );
      const gradients = variables.map((variable) =>
        grads[(variable as tf.Variable).name]!
      );
      network.dispose();
      return [prediction, value, ...gradients];
    },
  }),
);
