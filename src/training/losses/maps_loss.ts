import * as tf from "@tensorflow/tfjs";
import { InputError } from "../../base/mod.ts";
import { binaryCrossEntropy } from "./binary_cross_entropy.ts";
import { diceLoss } from "./dice_loss.ts";
import type { Loss, Truth } from "./registry.ts";

/** What the thin borders count beside the nuclei; borders are few pixels. */
const BORDER = 0.5;

/** One channel of `[batch, height, width, channels]`, the last axis kept. */
export const channelOf = (maps: tf.Tensor, channel: number): tf.Tensor =>
  tf.slice(maps, [0, 0, 0, channel], [-1, -1, -1, 1]);

/**
 * The loss of all maps that a network gives: that of the nuclei as the recipe has
 * it, half of binary cross-entropy + Dice of the borders, and the binary
 * cross-entropy of the distances, whose least value is not 0 where a distance is
 * neither 0 nor 1. A network that gives the nuclei alone has the recipe's loss alone.
 *
 * Source: after the contest's winner (selimsef, topcoders, 2018), who weighs cross
 * entropy and the Dice losses of bodies and borders in a similar way.
 *
 * @param loss of the nuclei
 * @param truth `targets` of `[batch, height, width, 2]` beside the masks: borders and
 *   distances
 * @param maps in 0..1, `[batch, height, width, 1 or 3]`
 * @throws {InputError} if there are other maps than the truth tells of: shapes would
 *   be broadcast, and borders learn the mask
 */
export function mapsLoss(loss: Loss, truth: Truth, maps: tf.Tensor): tf.Scalar {
  const { targets } = truth;
  const expected = targets ? 1 + targets.shape.at(-1)! : 1, found = maps.shape.at(-1)!;
  if (found !== expected) {
    throw new InputError(
      `Expected a network with ${expected} maps, as the recipe has them, but found ${found}`,
    );
  }
  if (!targets) return loss.compute(truth, maps);
  return tf.tidy(() => {
    const borders = channelOf(targets, 0), seen = channelOf(maps, 1);
    const ofBorders = tf.add(binaryCrossEntropy(borders, seen), diceLoss(borders, seen));
    return tf.addN([
      loss.compute(truth, channelOf(maps, 0)),
      tf.mul(ofBorders, BORDER),
      binaryCrossEntropy(channelOf(targets, 1), channelOf(maps, 2)),
    ]) as tf.Scalar;
  });
}
