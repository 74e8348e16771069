import * as tf from "@tensorflow/tfjs";
import { expectNetworkSize } from "../architectures/mod.ts";
import { InputError, type OnProgress } from "../base/mod.ts";
import type { PreparedSample } from "../dataset/mod.ts";
import { fuseLayers } from "../engine/mod.ts";
import { meanForegroundIoU, meanIoU } from "../metrics/mod.ts";
import { Adam } from "./adam.ts";
import { loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { openFeed, type TrainingSample } from "./feed.ts";
import { bestEpoch, type EpochRow, type History, isExhausted } from "./history.ts";
import { findLoss } from "./losses/registry.ts";
import type { Recipe } from "./recipe.ts";
import { runEpoch } from "./run_epoch.ts";
import { engineInUse, identify } from "./identity.ts";
import { learningRateAt } from "./schedule.ts";
import { scoreSamples } from "./score.ts";
import { WeightAverage } from "./weight_average.ts";

/** What to train, on what, and whom to tell. */
export interface TrainOptions {
  /** Changed in place; ends with the weights of the best epoch. */
  readonly model: tf.LayersModel;
  readonly recipe: Recipe;
  /** Squares; or whole images, for a recipe that cuts squares from them. */
  readonly train: readonly TrainingSample[];
  /** Squares of the recipe's size. */
  readonly validation: readonly PreparedSample[];
  /** Fixes the order of the images and how they are varied. */
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
  /** Where it was computed, such as `wasm` or `native bf16`. */
  readonly engine: string;
}

/** The variables that gradients flow to, and their values as tensors. */
const variablesOf = (model: tf.LayersModel) =>
  model.trainableWeights.map((weight) => weight.read() as tf.Variable);

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
  for (const area of new Set(validation.map(({ mask }) => mask.length))) {
    expectNetworkSize(model, Math.sqrt(area));
  }
  const epochs = options.epochs ?? recipe.epochs;
  fuseLayers(model);
  const identity = identify({ ...options, recipe: { ...recipe, epochs } });
  const variables = variablesOf(model);
  const feed = openFeed(options.train, recipe, options.seed);
  const adam = new Adam(variables, recipe.learningRate);
  const average = recipe.weightAverage === undefined
    ? undefined
    : new WeightAverage(model, recipe.weightAverage);
  let best = weightsOf(model);
  let history: EpochRow[] = [];

  try {
    const saved = checkpoints && resume
      ? await loadCheckpoint(checkpoints, identity)
      : undefined;
    if (saved) {
      history = [...saved.history];
      adam.steps = saved.steps;
      if (average) average.updates = saved.steps;
      const { weights, optimizer, average: kept } = saved.tensors;
      model.setWeights(weights);
      adam.state.forEach((variable, i) => variable.assign(optimizer[i]!));
      average?.state.forEach((variable, i) => variable.assign(kept[i]!));
      tf.dispose([...best, ...weights, ...optimizer, ...kept]);
      best = saved.tensors.best;
    }
    if (resume) options.onResume?.(history.length);

    const stepsInAll = epochs * Math.ceil(feed.images / recipe.batchSize);
    while (history.length < epochs && !isExhausted(history, recipe.patience)) {
      const start = performance.now();
      const epoch = history.length + 1;
      const trained = await runEpoch({
        model,
        variables,
        feed,
        loss: findLoss(recipe.loss),
        adam,
        learningRate: (step) =>
          recipe.schedule
            ? learningRateAt(recipe.schedule, recipe.learningRate, step, stepsInAll)
            : recipe.learningRate,
        afterStep: () => average?.update(),
        epoch,
        signal,
        onBatch: options.onBatch,
      });
      if (!trained) break;
      const own = weightsOf(model);
      average?.swapIn();
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
        best = weightsOf(model);
      }
      average?.swapOut();
      if (checkpoints) {
        await saveCheckpoint(checkpoints, {
          identity,
          history,
          steps: adam.steps,
          tensors: {
            weights: own,
            optimizer: [...adam.state],
            best,
            average: [...average?.state ?? []],
          },
        });
      }
      tf.dispose(own);
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
      engine: engineInUse(),
    };
  } finally {
    tf.dispose(best);
    average?.dispose();
    adam.dispose();
    await feed.close();
  }
}

/** Copies of all weights, in the model's order. */
const weightsOf = (model: tf.LayersModel): tf.Tensor[] =>
  model.getWeights().map((tensor) => tensor.clone());
