import * as tf from "@tensorflow/tfjs";
import { batches, type PreparedSample } from "../dataset/mod.ts";
import { binarize, type Confusion, confusion } from "../metrics/mod.ts";
import { binaryCrossEntropy } from "./losses/binary_cross_entropy.ts";
import { channelOf } from "./losses/maps_loss.ts";

/** What a network comes to on some samples. */
export interface Score {
  /** Binary cross-entropy, mean over images. */
  readonly loss: number;
  /** One per image, at threshold 0.5. */
  readonly confusions: Confusion[];
}

/** The probabilities of nucleus among the maps that a network gives. */
export const onlyNuclei = (maps: tf.Tensor): tf.Tensor =>
  maps.shape.at(-1) === 1 ? maps : channelOf(maps, 0);

/** Compares predicted probabilities with masks, image by image. */
export function confusionsOf(
  samples: readonly Uint8Array[],
  probabilities: Float32Array,
  threshold = 0.5,
): Confusion[] {
  const area = probabilities.length / samples.length;
  return samples.map((mask, i) =>
    confusion(mask, binarize(probabilities.subarray(i * area, (i + 1) * area), threshold))
  );
}

/** Runs a network over samples, without learning from them. */
export async function scoreSamples(
  model: tf.LayersModel,
  samples: readonly PreparedSample[],
  batchSize: number,
): Promise<Score> {
  let sum = 0;
  const confusions: Confusion[] = [];
  for (const { images, masks } of batches(samples, { batchSize })) {
    const [loss, probabilities] = tf.tidy(() => {
      const predicted = onlyNuclei(model.predictOnBatch(images) as tf.Tensor);
      return [binaryCrossEntropy(masks, predicted), predicted];
    });
    sum += (await loss.data())[0]! * images.shape[0];
    confusions.push(...confusionsOf(
      samples.slice(confusions.length, confusions.length + images.shape[0])
        .map(({ mask }) => mask),
      await probabilities.data() as Float32Array,
    ));
    tf.dispose([images, masks, loss, probabilities]);
  }
  return { loss: sum / samples.length, confusions };
}
