import * as tf from "@tensorflow/tfjs";
import { redrawDropout, unetPlusPlusHeads } from "../architectures/mod.ts";
import type { OnProgress } from "../base/mod.ts";
import type { BatchFeed, TrainingBatch } from "../dataset/mod.ts";
import { type Confusion, meanIoU } from "../metrics/mod.ts";
import type { Adam } from "./adam.ts";
import type { EpochRow } from "./history.ts";
import { mapsLoss } from "./losses/maps_loss.ts";
import type { Loss } from "./losses/registry.ts";
import { confusionsOf, onlyNuclei } from "./score.ts";

/** What an epoch needs. */
export interface EpochWork {
  readonly model: tf.LayersModel;
  readonly variables: tf.Variable[];
  readonly feed: BatchFeed;
  readonly loss: Loss;
  readonly adam: Adam;
  readonly learningRate: (step: number) => number;
  /** Called after each step of the optimiser. */
  readonly afterStep: () => void;
  readonly epoch: number;
  readonly signal?: AbortSignal | undefined;
  readonly onBatch?: OnProgress | undefined;
}

/** A batch that was computed, whose numbers are on their way. */
interface Reading {
  readonly truth: readonly Uint8Array[];
  readonly values: Promise<[loss: ArrayLike<number>, predicted: ArrayLike<number>]>;
  readonly tensors: readonly tf.Tensor[];
}

/** Lets timers, signals and the notebook's messages through. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

const tensorsOf = ({ images, masks, weights, targets }: TrainingBatch): tf.Tensor[] => [
  images,
  masks,
  ...(weights ? [weights] : []),
  ...(targets ? [targets] : []),
];

/** Whether a network gives the mean of several heads. */
const hasHeads = ({ layers }: tf.LayersModel) =>
  layers.some(({ name }) => name === "nucleus_2");

const meanOf = (tensors: readonly tf.Tensor[]): tf.Tensor =>
  tensors.length === 1
    ? tensors[0]!
    : tf.tidy(() => tf.div(tf.addN([...tensors]), tensors.length));

/**
 * One epoch. A GPU computes on while JavaScript works, but it is idle while a
 * value is waited for: so a batch's numbers are looked at, and the batch after
 * next is prepared, when the next one is already under way.
 *
 * @returns undefined if it was stopped
 * @throws {Error} if the training diverged
 */
export async function runEpoch(
  work: EpochWork,
): Promise<Pick<EpochRow, "loss" | "mean_iou" | "learning_rate"> | undefined> {
  const { model, variables, feed, loss, adam, epoch, signal, onBatch } = work;
  const confusions: Confusion[] = [];
  let sum = 0, rate = 0;
  const finish = async ({ truth, tensors, values }: Reading) => {
    const [[value], predicted] = await values as [Float32Array, Float32Array];
    tf.dispose([...tensors]);
    // Clipping hides it from the loss, so the probabilities are looked at.
    if (
      value === undefined || !Number.isFinite(value) || predicted.some(Number.isNaN)
    ) {
      throw new Error(
        `Expected probabilities but found NaN in epoch ${epoch}, after ${confusions.length} images: the training diverged; use a lower learning rate`,
      );
    }
    sum += value * truth.length;
    confusions.push(...confusionsOf(truth, predicted));
    const done = confusions.length;
    onBatch?.(done, feed.images, `epoch ${epoch}, loss ${(sum / done).toFixed(4)}`);
  };
  // With deep supervision each head learns by itself, as in the U-Net++ paper, so that
  // each can be used by itself.
  const heads = hasHeads(model) ? unetPlusPlusHeads(model) : model;
  const walk = feed.epoch(epoch)[Symbol.asyncIterator]();
  let reading: Reading | undefined;
  let next = await walk.next();
  try {
    while (!next.done) {
      const { images, ids: _ids, truth, ...labels } = next.value;
      let probabilities!: tf.Tensor;
      redrawDropout(model, adam.steps);
      const { value, grads } = tf.variableGrads(() => {
        const outputs = [heads.apply(images, { training: true })].flat() as tf.Tensor[];
        probabilities = tf.keep(onlyNuclei(meanOf(outputs)));
        return meanOf(
          outputs.map((output) => mapsLoss(loss, labels, output)),
        ) as tf.Scalar;
      }, variables);
      rate = work.learningRate(adam.steps);
      adam.step(grads, rate);
      work.afterStep();
      tf.dispose([...tensorsOf(next.value), ...Object.values(grads)]);
      if (reading) await finish(reading);
      next = await walk.next();
      reading = {
        truth,
        values: Promise.all([value.data(), probabilities.data()]),
        tensors: [value, probabilities],
      };
      // Told where it is waited for, unless another error comes first.
      reading.values.catch(() => {});
      await breathe();
      if (signal?.aborted) {
        await finish(reading);
        return undefined;
      }
    }
    if (reading) await finish(reading);
  } finally {
    // Left early, by a stop or an error: the batch that was prepared goes unused.
    if (!next.done) tf.dispose(tensorsOf(next.value));
    await walk.return?.();
  }
  return {
    loss: sum / confusions.length,
    mean_iou: meanIoU(confusions),
    learning_rate: rate,
  };
}
