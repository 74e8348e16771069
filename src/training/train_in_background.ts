import * as tf from "@tensorflow/tfjs";
import { artifactsOf } from "../architectures/mod.ts";
import { onInterrupt, type OnProgress, runInBackground } from "../base/mod.ts";
import type { Engine, EngineOptions } from "../engine/mod.ts";
import type { History } from "./history.ts";
import { shareSamples } from "../dataset/mod.ts";
import type { Trained, TrainOptions } from "./train.ts";
import { type Weights, writeWeights } from "./weights.ts";

/** The options of `train()`, and where the worker computes. */
export interface TrainInBackgroundOptions extends TrainOptions, EngineOptions {
  /**
   * Default: the one in use here; where that is `cpu`, which nobody trains on,
   * the best, as `useEngine()` chooses it.
   */
  readonly engine?: string;
  /** Told which engine the worker computes on, before the first batch. */
  readonly onEngine?: (engine: Engine) => void | Promise<void>;
}

/** What of the options crosses to the worker as data. */
export interface TrainJob {
  readonly artifacts: tf.io.ModelArtifacts;
  readonly engine: string | undefined;
  readonly engineOptions: EngineOptions;
  readonly options: Omit<
    TrainOptions,
    "model" | "signal" | "onResume" | "onBatch" | "onEpoch"
  >;
}

/** What of the options the worker calls. */
export type TrainListeners = {
  readonly onEngine: (engine: Engine) => void | Promise<void>;
  readonly onResume: (epoch: number) => void;
  readonly onBatch: OnProgress;
  readonly onEpoch: (history: History) => void | Promise<void>;
};

/** What comes back. */
export interface TrainResult {
  readonly trained: Trained;
  readonly weights: Weights;
}

/**
 * Trains as `train()` does, in a worker with an engine of its own: timers,
 * drawing and other cells of a notebook go on meanwhile. The numbers are the
 * same as those of `train()` on the same engine.
 *
 * The stop button of a notebook on Karyon's kernel ends it as `signal` does: after
 * the batch under way, with what has been learned so far.
 *
 * The network gets its weights at the end, and where this throws it keeps those
 * that it had. Batches do not wait for `onBatch`, epochs wait for `onEpoch`.
 *
 * @throws what `train()` throws
 * @throws {InputError} if the name of the engine or of the precision is unknown
 * @throws {Error} if no engine starts in the worker, or the worker dies
 *
 * @example
 * ```ts
 * import { buildUNet, findRecipe, trainInBackground, useEngine } from "#karyon";
 * await useEngine("wasm");
 * const sample = { id: "a", pixels: new Uint16Array(768), mask: new Uint8Array(256) };
 * const model = buildUNet({ filters: 2 });
 * const { history } = await trainInBackground({
 *   model,
 *   recipe: findRecipe("case-study"),
 *   train: [sample],
 *   validation: [sample],
 *   seed: 1,
 *   epochs: 2,
 * });
 * if (history.length !== 2) throw new Error(`${history.length}`);
 * model.dispose();
 * ```
 */
export async function trainInBackground(
  given: TrainInBackgroundOptions,
): Promise<Trained> {
  const { model, signal, engine, precision, ...rest } = given;
  const { onEngine, onResume, onBatch, onEpoch, ...options } = rest;
  const here = tf.getBackend();
  const interrupted = new AbortController();
  const job: TrainJob = {
    artifacts: await artifactsOf(model),
    engine: engine ?? (here === "cpu" ? undefined : here),
    engineOptions: precision === undefined ? {} : { precision },
    options: {
      ...options,
      train: shareSamples(options.train),
      validation: shareSamples(options.validation),
    },
  };
  const listeners: TrainListeners = {
    onEngine: (engine) => onEngine?.(engine),
    onResume: (epoch) => onResume?.(epoch),
    // A bar that was interrupted throws, which would lose what has been learned.
    onBatch: (done, total, note) => {
      if (!interrupted.signal.aborted) return onBatch?.(done, total, note);
    },
    onEpoch: (history) => onEpoch?.(history),
  };
  const worker = new URL("./train_worker.ts", import.meta.url);
  const release = onInterrupt(() => interrupted.abort());
  const stops = AbortSignal.any([interrupted.signal, ...(signal ? [signal] : [])]);
  const result = await runInBackground({ worker, job, listeners, signal: stops })
    .finally(release);
  const { trained, weights } = result as TrainResult;
  writeWeights(model, weights);
  return trained;
}
