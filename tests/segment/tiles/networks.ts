/** Networks for the tests of this folder, and values to run them on. */
import * as tf from "@tensorflow/tfjs";
import { type NetworkValues, seededRandom } from "#karyon";

/** Noise that a seed fixes. */
export function noise(width: number, height: number, seed = 1): NetworkValues {
  const random = seededRandom(seed);
  const data = Float32Array.from({ length: width * height * 3 }, () => random());
  return { data, width, height };
}

/**
 * Two convolutions of 3 x 3 with no pooling: it looks 2 pixels far, and begins to go
 * wrong there, beside what is beyond its input.
 */
export function shortSighted(channels: number): tf.LayersModel {
  const kernelInitializer = (seed: number) => tf.initializers.randomNormal({ seed });
  return tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [null, null, 3],
        filters: 3,
        kernelSize: 3,
        padding: "same",
        activation: "tanh",
        kernelInitializer: kernelInitializer(1),
      }),
      tf.layers.conv2d({
        filters: channels,
        kernelSize: 3,
        padding: "same",
        activation: "sigmoid",
        kernelInitializer: kernelInitializer(2),
      }),
    ],
  });
}

/** Each output pixel is its input pixel's red, green and blue plus those to its right. */
export function lookingRight(): tf.LayersModel {
  const network = tf.sequential({
    layers: [
      tf.layers.depthwiseConv2d({
        inputShape: [null, null, 3],
        kernelSize: [1, 3],
        padding: "same",
        useBias: false,
      }),
    ],
  });
  const weights = tf.tensor4d([0, 0, 0, 1, 1, 1, 1, 1, 1], [1, 3, 3, 1]);
  network.setWeights([weights]);
  weights.dispose();
  return network;
}

export const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
