import * as tf from "@tensorflow/tfjs";
import { findByName, InputError } from "../../base/mod.ts";
import { binaryCrossEntropy } from "./binary_cross_entropy.ts";
import { borderWeightedCrossEntropy } from "./border_weighted_cross_entropy.ts";
import { diceLoss } from "./dice_loss.ts";
import { focalLoss } from "./focal_loss.ts";
import { tverskyLoss } from "./tversky_loss.ts";

/** What a prediction is compared with. */
export interface Truth {
  /** 0 or 1, `[batch, height, width, 1]`. */
  readonly masks: tf.Tensor;
  /** How much each pixel counts, the same shape, for a loss that needs it. */
  readonly weights?: tf.Tensor;
  /** Borders and distances in 0..1, `[batch, height, width, 2]`, for {@linkcode mapsLoss}. */
  readonly targets?: tf.Tensor;
}

/** What a training makes small. */
export interface Loss {
  /** One sentence for a reader. */
  readonly description: string;
  /** Whether the truth must have weights. */
  readonly needsWeights: boolean;
  /** One number from a batch; the probabilities have the masks' shape. */
  readonly compute: (truth: Truth, probabilities: tf.Tensor) => tf.Scalar;
}

const TABLE = {
  "binary cross-entropy": {
    description: "how surprised the prediction is by the truth, mean over pixels",
    needsWeights: false,
    compute: ({ masks }, probabilities) => binaryCrossEntropy(masks, probabilities),
  },
  "dice": {
    description: "1 less the soft Dice coefficient of each image, mean over images",
    needsWeights: false,
    compute: ({ masks }, probabilities) => diceLoss(masks, probabilities),
  },
  "binary cross-entropy + dice": {
    description: "binary cross-entropy and the Dice loss, added",
    needsWeights: false,
    compute: ({ masks }, probabilities) =>
      tf.tidy(() =>
        tf.add(binaryCrossEntropy(masks, probabilities), diceLoss(masks, probabilities))
      ),
  },
  "binary cross-entropy + tversky": {
    description:
      "binary cross-entropy and the Tversky loss, added: a missed pixel of a nucleus " +
      "costs four times one too many (alpha 0.2, beta 0.8)",
    needsWeights: false,
    compute: ({ masks }, probabilities) =>
      tf.tidy(() =>
        tf.add(
          binaryCrossEntropy(masks, probabilities),
          tverskyLoss(masks, probabilities, { alpha: 0.2, beta: 0.8 }),
        )
      ),
  },
  "focal": {
    description:
      "binary cross-entropy in which pixels that are right and sure hardly count " +
      "(gamma 2, alpha 0.25), mean over pixels",
    needsWeights: false,
    compute: ({ masks }, probabilities) => focalLoss(masks, probabilities),
  },
  "border-weighted binary cross-entropy": {
    description:
      "binary cross-entropy in which the narrow gaps between nuclei count up to ten " +
      "times more, as in the U-Net paper, mean over pixels",
    needsWeights: true,
    compute: ({ masks, weights }, probabilities) => {
      if (weights) return borderWeightedCrossEntropy(masks, probabilities, weights);
      throw new InputError(
        "Expected a weight map beside the masks but found none: the border-weighted loss needs it",
      );
    },
  },
} satisfies Record<string, Loss>;

/** A name of a loss, as recipes write it. */
export type LossName = keyof typeof TABLE;

/** Every loss by name. */
export const losses: Readonly<Record<LossName, Loss>> = TABLE;

/**
 * @throws {InputError} if there is no such loss
 *
 * @example
 * ```ts
 * import { findLoss } from "#karyon";
 * if (findLoss("dice").needsWeights) throw new Error();
 * ```
 */
export function findLoss(name: string): Loss {
  return findByName("the loss", losses, name);
}
