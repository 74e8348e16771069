import * as tf from "@tensorflow/tfjs";
import { booleans, type Case, given, uniform, whole } from "../case.ts";

const image = uniform([2, 6, 6, 4]);
const filter = uniform([3, 3, 4, 4]);
const conv = (x: tf.Tensor, w: tf.Tensor) =>
  tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same");

/** Where a kernel that works in place, or keeps memory of its own, goes wrong. */
export const hazards: readonly Case[] = [
  {
    name: "relu(x) + x",
    inputs: [image],
    smooth: false,
    compute: (x: tf.Tensor) => tf.add(tf.relu(x), x),
  },
  {
    name: "relu of a convolution that is used as well",
    inputs: [image, filter],
    smooth: false,
    compute: (x: tf.Tensor, w: tf.Tensor) => {
      const y = conv(x, w);
      return [tf.relu(y), y, tf.add(tf.relu(y), y)];
    },
  },
  {
    name: "a residual block, whose gradient goes two ways",
    inputs: [image, filter, uniform([3, 3, 4, 4])],
    smooth: false,
    compute: (x: tf.Tensor, w: tf.Tensor, v: tf.Tensor) => {
      const y = tf.relu(tf.add(conv(tf.relu(conv(x, w)), v), x));
      return tf.relu(tf.add(conv(tf.relu(conv(y, v)), w), y));
    },
  },
  {
    name: "one gradient for three consumers",
    inputs: [image],
    smooth: false,
    compute: (x: tf.Tensor) => {
      const y = tf.relu(x);
      return tf.addN([y, tf.sigmoid(y), tf.relu(tf.neg(y)), y]);
    },
  },
  {
    name: "a gradient that arrives unchanged, through add and reshape",
    inputs: [uniform([2, 3, 4]), uniform([2, 3, 4])],
    compute: (a: tf.Tensor, b: tf.Tensor) => {
      const sum = tf.add(a, b);
      return [tf.reshape(sum, [6, 4]), sum, tf.mul(sum, a)];
    },
  },
  {
    name: "an output that is an input",
    inputs: [image],
    compute: (x: tf.Tensor) => [tf.clone(x), tf.reshape(x, [12, 24])],
  },
  {
    name: "skip connections",
    inputs: [image, filter, uniform([3, 3, 8, 4])],
    smooth: false,
    compute: (x: tf.Tensor, w: tf.Tensor, v: tf.Tensor) => {
      const first = tf.relu(conv(x, w));
      const below = tf.maxPool(first as tf.Tensor4D, 2, 2, "valid");
      const up = tf.image.resizeNearestNeighbor(below, [6, 6]);
      return conv(tf.concat([up, first], 3), v);
    },
  },
  {
    name: "max pooling of which another takes the input",
    inputs: [image, filter],
    smooth: false,
    compute: (x: tf.Tensor, w: tf.Tensor) => {
      const y = conv(x, w) as tf.Tensor4D;
      return [tf.maxPool(y, 2, 2, "valid"), tf.relu(y), tf.maxPool(y, 3, 1, "same")];
    },
  },
  {
    name: "booleans and integers made float and convolved",
    inputs: [booleans([1, 5, 5, 4]), whole([1, 5, 5, 4]), filter],
    gradients: false,
    compute: (mask: tf.Tensor, x: tf.Tensor, w: tf.Tensor) => [
      conv(tf.cast(mask, "float32"), w),
      conv(tf.cast(x, "float32"), w),
      tf.relu(tf.cast(mask, "float32")),
    ],
  },
  {
    name: "relu of NaN, and a convolution over it",
    inputs: [
      given([NaN, 1, -1, 2, 3, NaN, 0, -2, 5], [1, 3, 3, 1]),
      uniform([1, 1, 1, 3]),
    ],
    gradients: false,
    compute: (x: tf.Tensor, w: tf.Tensor) => [
      tf.relu(x),
      tf.relu6(x),
      tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "valid"),
      tf.avgPool(x as tf.Tensor4D, 2, 1, "valid"),
    ],
  },
  {
    name: "max pooling over NaN",
    inputs: [given([NaN, 1, -1, 2, 3, 0.5, 0, -2, 5], [1, 3, 3, 1])],
    gradients: false,
    compute: (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 1, "valid"),
  },
  {
    name: "scalars all the way",
    inputs: [uniform([]), uniform([], 0.5, 2)],
    compute: (a: tf.Tensor, b: tf.Tensor) => tf.div(tf.sub(tf.mul(a, b), 3), tf.sqrt(b)),
  },
  {
    name: "second derivatives",
    inputs: [uniform([5])],
    gradients: false,
    compute: (x: tf.Tensor) => {
      const first = tf.grad((a: tf.Tensor) => tf.sum(tf.mul(tf.square(a), a)));
      return tf.grad((a: tf.Tensor) => tf.sum(first(a)))(x);
    },
  },
];
