import * as tf from "@tensorflow/tfjs";

/** What a wrong pixel costs. */
export interface TverskyOptions {
  /** The weight of pixels wrongly taken for nucleus, 0..1; the paper's best 0.3. */
  readonly alpha?: number;
  /** The weight of nucleus pixels that were missed, 0..1; the paper's best 0.7. */
  readonly beta?: number;
}

/** Pixels added above and below the line: an image without nuclei is not divided by 0. */
const SMOOTHING = 1;

/**
 * The Tversky loss: a Dice loss in which missing a nucleus's pixel may cost more than
 * taking one too many, of each image by itself, and then the mean over images:
 * `1 - (TP + 1) / (TP + alpha FP + beta FN + 1)` with the soft counts
 * `TP = sum(y p)`, `FP = sum((1 - y) p)`, `FN = sum(y (1 - p))`. With alpha and beta
 * 0.5 it is the Dice loss but for the smoothing. Where they add up to 1, a pixel is worth
 * taking from a probability of `alpha` times the index reached upwards.
 *
 * Source: Salehi, Erdogmus, Gholipour, "Tversky Loss Function for Image Segmentation
 * Using 3D Fully Convolutional Deep Networks", 2017.
 *
 * @param masks y, 0 or 1, `[batch, ...]`
 * @param probabilities p in 0..1, the same shape
 *
 * @example
 * ```ts
 * import { tverskyLoss, useEngine } from "#karyon";
 * import * as tf from "@tensorflow/tfjs";
 * await useEngine("cpu");
 * const masks = tf.tensor([[1, 1, 0, 0]]), half = tf.tensor([[1, 0, 0, 0]]);
 * const loss = tverskyLoss(masks, half, { alpha: 0.2, beta: 0.8 }).dataSync()[0]!;
 * if (Math.abs(loss - (1 - 2 / (1 + 0.8 + 1))) > 1e-6) throw new Error();
 * ```
 */
export function tverskyLoss(
  masks: tf.Tensor,
  probabilities: tf.Tensor,
  { alpha = 0.3, beta = 0.7 }: TverskyOptions = {},
): tf.Scalar {
  return tf.tidy(() => {
    const pixels = masks.shape.slice(1).map((_, axis) => axis + 1);
    const hit = tf.sum(tf.mul(masks, probabilities), pixels);
    const predicted = tf.sum(probabilities, pixels), true_ = tf.sum(masks, pixels);
    // TP + alpha (P - TP) + beta (Y - TP)
    const weighed = tf.add(
      tf.mul(hit, 1 - alpha - beta),
      tf.add(tf.mul(predicted, alpha), tf.mul(true_, beta)),
    );
    const index = tf.div(tf.add(hit, SMOOTHING), tf.add(weighed, SMOOTHING));
    return tf.sub(1, tf.mean(index)) as tf.Scalar;
  });
}
