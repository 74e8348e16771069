import * as tf from "@tensorflow/tfjs";

/**
 * Layer normalisation over the last axis, by few operations of TensorFlow.js and
 * with its gradient worked out by hand: TensorFlow.js's own layer copies means
 * and scales to the size of `x`, and its gradient adds the copies one by one.
 *
 * Source: Ba, Kiros, Hinton, "Layer Normalization", 2016, section 3.
 *
 * @param x each place of it is normalised over its channels
 * @param scale one number a channel
 * @param offset one number a channel
 */
export function normalizeByPlace(
  { x, scale, offset }: { x: tf.Tensor; scale: tf.Tensor; offset: tf.Tensor },
  epsilon: number,
): tf.Tensor {
  const overChannels = (values: tf.Tensor) => tf.mean(values, -1, true);
  const overPlaces = (values: tf.Tensor) =>
    tf.sum(values, values.shape.slice(0, -1).map((_, axis) => axis));
  const normalize = tf.customGrad((...given) => {
    const [x, scale, offset] = given as [tf.Tensor, tf.Tensor, tf.Tensor];
    const save = given.at(-1) as unknown as tf.GradSaveFunc;
    const centred = tf.sub(x, overChannels(x));
    const variance = overChannels(tf.mul(centred, centred));
    const steepness = tf.rsqrt(tf.add(variance, epsilon));
    const normal = tf.mul(centred, steepness);
    save([normal, steepness, scale]);
    return {
      value: tf.add(tf.mul(normal, scale), offset),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [normal, steepness, scale] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
        const slope = tf.mul(dy, scale);
        // What moves with the mean and with the variance has no effect.
        const alongVariance = tf.mul(normal, overChannels(tf.mul(slope, normal)));
        const rest = tf.sub(tf.sub(slope, overChannels(slope)), alongVariance);
        return [
          tf.mul(rest, steepness),
          overPlaces(tf.mul(dy, normal)),
          overPlaces(dy),
        ];
      },
    };
  });
  return normalize(x, scale, offset);
}
