import * as tf from "@tensorflow/tfjs";

/** An option of the Dice loss. */
export interface DiceOptions {
  /** Pixels added above and below the line, above 0; 1 by default. */
  readonly smoothing?: number;
}

/**
 * The soft Dice loss, of each image by itself, and then the mean over images:
 * `1 - (2 sum(y p) + s) / (sum(y) + sum(p) + s)` with smoothing s. All images count
 * the same, with few nuclei or many. An image without nuclei gives
 * `1 - s / (sum(p) + s)`: 0 if nothing is predicted, 0.5 if s pixels are.
 *
 * Source: Milletari, Navab, Ahmadi, "V-Net", 2016, with plain sums below the line
 * where the paper has sums of squares; for predictions of 0 and 1 they are the same.
 *
 * @param masks y, 0 or 1, `[batch, ...]`
 * @param probabilities p in 0..1, the same shape
 *
 * @example
 * ```ts
 * import { diceLoss, useEngine } from "#karyon";
 * import * as tf from "@tensorflow/tfjs";
 * await useEngine("cpu");
 * const masks = tf.tensor([[1, 1, 0, 0]]), half = tf.tensor([[1, 0, 0, 0]]);
 * const loss = diceLoss(masks, half).dataSync()[0]!;
 * if (Math.abs(loss - (1 - (2 + 1) / (3 + 1))) > 1e-6) throw new Error();
 * ```
 */
export function diceLoss(
  masks: tf.Tensor,
  probabilities: tf.Tensor,
  { smoothing = 1 }: DiceOptions = {},
): tf.Scalar {
  return tf.tidy(() => {
    const pixels = masks.shape.slice(1).map((_, axis) => axis + 1);
    const shared = tf.sum(tf.mul(masks, probabilities), pixels);
    const both = tf.add(tf.sum(masks, pixels), tf.sum(probabilities, pixels));
    const dice = tf.div(
      tf.add(tf.mul(shared, 2), smoothing),
      tf.add(both, smoothing),
    );
    return tf.sub(1, tf.mean(dice)) as tf.Scalar;
  });
}
