import { createHash } from "node:crypto";
import * as tf from "@tensorflow/tfjs";
import { InputError, type OnProgress } from "../base/mod.ts";
import { batches, type PreparedSample } from "../dataset/mod.ts";
import { fuseLayers } from "../engine/mod.ts";
import { type Confusion, meanForegroundIoU, meanIoU } from "../metrics/mod.ts";
import { Adam } from "./adam.ts";
import { type Identity, loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { bestEpoch, type EpochRow, type History, isExhausted } from "./history.ts";
import { binaryCrossEntropy } from "./loss.ts";
import type { Recipe } from "./recipes.ts";
import { confusionsOf, scoreSamples } from "./score.ts";

/** What to train, on what, and whom to tell. */
export interface TrainOptions {
  /** Changed in place; ends with the weights of the best epoch. */
  readonly model: tf.LayersModel;
  readonly recipe: Recipe;
  readonly train: readonly PreparedSample[];
  readonly validation: readonly PreparedSample[];
  /** Fixes the order of the images and the mirroring. */
  readonly seed: number;
  /** Fewer or more epochs than the recipe has. */
  readonly epochs?: number;
  /** A folder for a checkpoint after every epoch. */
  readonly checkpoints?: string;
  /** Goes on from the folder's newest checkpoint, where there is one. */
  readonly resume?: boolean;
  /** Told after which epoch it goes on, 0 if there is no checkpoint. */
  readonly onResume?: (epoch: number) => void;
  /** Stops after the batch in flight; the best weights so far are kept. */
  readonly signal?: AbortSignal;
  /** Called after every batch. */
  readonly onBatch?: OnProgress;
  /** Called after every epoch. */
  readonly onEpoch?: (history: History) => void | Promise<void>;
}

/** How a training ended. */
export interface Trained {
  readonly history: History;
  /** Counted from 1; 0 if no epoch was finished. */
  readonly bestEpoch: number;
  readonly ended: "all epochs" | "early stopping" | "stopped";
  /** Where it was computed, as `tf.getBackend()` names it. */
  readonly engine: string;
}

/** Lets timers, signals and the notebook's messages through. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Says which images, down to their pixels and masks. */
function digest(samples: readonly PreparedSample[]): string {
  const hash = createHash("sha256");
  for (const { id, pixels, mask } of samples) {
    hash.update(id).update(pixels).update(mask);
  }
  return `${samples.length} images ${hash.digest("hex").slice(0, 12)}`;
}

function identify({ model, recipe, seed, train, validation }: TrainOptions) {
  // What may change without changing the result: its words and its length.
  const { name: _name, description: _words, epochs: _epochs, ...fixed } = recipe;
  return {
    architecture: `${model.name} with ${model.countParams()} parameters`,
    recipe: JSON.stringify(fixed),
    seed,
    engine: tf.getBackend(),
    train: digest(train),
    validation: digest(validation),
  } satisfies Identity;
}

/** The variables that gradients flow to, and their values as tensors. */
const variablesOf = (model: tf.LayersModel) =>
  model.trainableWeights.map((weight) => weight.read() as tf.Variable);

/** A batch that was computed, whose numbers are on their way. */
interface Reading {
  readonly count: number;
  readonly truth: readonly Uint8Array[];
  readonly values: Promise<[loss: ArrayLike<number>, predicted: ArrayLike<number>]>;
  readonly tensors: readonly tf.Tensor[];
}

/**
 * One epoch. A GPU computes on while JavaScript works, but it is idle while a
 * value is waited for: so a batch's numbers are looked at, and the batch after
 * next is prepared, when the next one is already under way.
 */
async function runEpoch(
  { model, recipe, train, seed, signal, onBatch }: TrainOptions,
  adam: Adam,
  epoch: number,
): Promise<Pick<EpochRow, "loss" | "mean_iou"> | undefined> {
  const variables = variablesOf(model);
  const confusions: Confusion[] = [];
  const masksOf = new Map(train.map(({ id, mask }) => [id, mask]));
  let sum = 0, done = 0;
  const finish = async ({ count, truth, tensors, values }: Reading) => {
    const [[loss], predicted] = await values as [Float32Array, Float32Array];
    tf.dispose([...tensors]);
    // Clipping hides it from the loss, so the probabilities are looked at.
    if (loss === undefined || !Number.isFinite(loss) || predicted.some(Number.isNaN)) {
      throw new Error(
        `Expected probabilities but found NaN in epoch ${epoch}, after ${done} images: the training diverged; use a lower learning rate`,
      );
    }
    sum += loss * count;
    confusions.push(...confusionsOf(truth, predicted));
    done += count;
    onBatch?.(done, train.length, `epoch ${epoch}, loss ${(sum / done).toFixed(4)}`);
  };
  const walk = batches(train, {
    batchSize: recipe.batchSize,
    shuffle: { seed, epoch },
    flip: recipe.flip,
  })[Symbol.iterator]();
  let reading: Reading | undefined;
  for (let next = walk.next(); !next.done;) {
    const { ids, images, masks } = next.value;
    // Before they go to the GPU, from where they would have to be read back.
    const truth = recipe.flip
      ? splitMasks(await masks.data() as Float32Array, ids.length)
      : ids.map((id) => masksOf.get(id)!);
    let probabilities!: tf.Tensor;
    const { value, grads } = tf.variableGrads(() => {
      probabilities = tf.keep(model.apply(images, { training: true }) as tf.Tensor);
      return binaryCrossEntropy(masks, probabilities);
    }, variables);
    adam.step(grads);
    tf.dispose([images, masks, grads] as tf.TensorContainer);
    if (reading) await finish(reading);
    next = walk.next();
    reading = {
      count: ids.length,
      truth,
      values: Promise.all([value.data(), probabilities.data()]),
      tensors: [value, probabilities],
    };
    // Told where it is waited for, unless another error comes first.
    reading.values.catch(() => {});
    await breathe();
    if (signal?.aborted) {
      await finish(reading);
      if (!next.done) tf.dispose([next.value.images, next.value.masks]);
      return undefined;
    }
  }
  if (reading) await finish(reading);
  return { loss: sum / train.length, mean_iou: meanIoU(confusions) };
}

function splitMasks(values: Float32Array, count: number): Uint8Array[] {
  const area = values.length / count;
  return Array.from(
    { length: count },
    (_, i) => Uint8Array.from(values.subarray(i * area, (i + 1) * area)),
  );
}

/**
 * Trains a network by a recipe: after every epoch it looks at the validation
 * images, keeps the weights with the best Mean IoU, writes a checkpoint, and
 * stops when the validation loss has not fallen for the recipe's patience.
 *
 * With the same engine, seed and samples the numbers are the same, whether it
 * runs through or is killed and resumed.
 *
 * @throws {InputError} if there are no samples, or the checkpoint to resume
 *   from belongs to another training
 */
export async function train(options: TrainOptions): Promise<Trained> {
  const { model, recipe, validation, checkpoints, resume, signal } = options;
  if (options.train.length === 0 || validation.length === 0) {
    throw new InputError(
      `Expected images to train on and to validate on but found ${options.train.length} and ${validation.length}`,
    );
  }
  const epochs = options.epochs ?? recipe.epochs;
  fuseLayers(model);
  const identity = identify(options);
  const adam = new Adam(variablesOf(model), recipe.learningRate);
  let best = model.getWeights().map((tensor) => tensor.clone());
  let history: EpochRow[] = [];

  const saved = checkpoints && resume
    ? await loadCheckpoint(checkpoints, identity)
    : undefined;
  if (saved) {
    history = [...saved.history];
    adam.steps = saved.steps;
    model.setWeights(saved.tensors.weights);
    adam.state.forEach((variable, i) => variable.assign(saved.tensors.optimizer[i]!));
    tf.dispose([...best, ...saved.tensors.weights, ...saved.tensors.optimizer]);
    best = saved.tensors.best;
  }
  if (resume) options.onResume?.(history.length);

  try {
    while (history.length < epochs && !isExhausted(history, recipe.patience)) {
      const start = performance.now();
      const epoch = history.length + 1;
      const trained = await runEpoch(options, adam, epoch);
      if (!trained) break;
      const score = await scoreSamples(model, validation, recipe.batchSize);
      const row: EpochRow = {
        epoch,
        ...trained,
        val_loss: score.loss,
        val_mean_iou: meanIoU(score.confusions),
        val_foreground_iou: meanForegroundIoU(score.confusions),
        seconds: (performance.now() - start) / 1000,
      };
      history = [...history, row];
      if (bestEpoch(history) === row) {
        tf.dispose(best);
        best = model.getWeights().map((tensor) => tensor.clone());
      }
      if (checkpoints) {
        await saveCheckpoint(checkpoints, {
          identity,
          history,
          steps: adam.steps,
          tensors: { weights: model.getWeights(), optimizer: [...adam.state], best },
        });
      }
      await options.onEpoch?.(history);
    }
    model.setWeights(best);
    return {
      history,
      bestEpoch: bestEpoch(history)?.epoch ?? 0,
      ended: isExhausted(history, recipe.patience)
        ? "early stopping"
        : signal?.aborted
        ? "stopped"
        : "all epochs",
      engine: tf.getBackend(),
    };
  } finally {
    tf.dispose(best);
    adam.dispose();
  }
}
