import * as tf from "@tensorflow/tfjs";
import {
  artifactsOf,
  computationOf,
  type Model,
  type StoredModel,
} from "../architectures/mod.ts";
import { runInBackground } from "../base/mod.ts";
import type { Engine, EngineOptions } from "../engine/mod.ts";
import type { Image } from "../images/mod.ts";
import type { PredictOptions } from "./predict.ts";
import type { Prediction } from "./prediction.ts";

/** What to look at, with which model, and whom to tell. */
export interface PredictInBackgroundOptions
  extends EngineOptions, Omit<PredictOptions, "onProgress" | "signal"> {
  /** A model, a name in `models/`, or a folder. */
  readonly model: Model | string;
  /** Taken one by one, so that they may be read meanwhile. */
  readonly images: Iterable<Image> | AsyncIterable<Image>;
  /**
   * Default: the one in use here; where that is `cpu`, the slowest, the best, as
   * `useEngine()` chooses it.
   */
  readonly engine?: string;
  /** Stops after the image in flight. */
  readonly signal?: AbortSignal;
  /** Told which engine the worker computes on. */
  readonly onEngine?: (engine: Engine) => void | Promise<void>;
  /** Called after every image; the next prediction waits for it. */
  readonly onPrediction?: (
    prediction: Prediction,
    index: number,
  ) => void | Promise<void>;
}

/** What of the options crosses to the worker as data. */
export interface PredictJob {
  readonly model: string | StoredModel;
  readonly predict: PredictOptions;
  readonly engine: string | undefined;
  readonly engineOptions: EngineOptions;
}

/** What of the options the worker calls. */
export type PredictListeners = {
  readonly onEngine: (engine: Engine) => void | Promise<void>;
  /** Gives undefined after the last image. */
  readonly nextImage: () => Promise<Image | undefined>;
  readonly onPrediction: (prediction: Prediction) => void | Promise<void>;
};

/** What crosses to the worker of the options for each image. */
function predictOptionsOf({ threshold, minArea, augment, tile }: PredictOptions) {
  const given = Object.entries({ threshold, minArea, augment, tile })
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as PredictOptions;
}

/** A model as the data that its folder would hold, or the folder where that is more. */
async function store(model: Model): Promise<StoredModel | string> {
  const { path, card, history, network } = model;
  if (computationOf(network)) return path;
  return { path, card, history, artifacts: await artifactsOf(network) };
}

/**
 * Finds nuclei as `predictNuclei()` does, image after image, in a worker with
 * an engine of its own: timers, drawing and other cells of a notebook go on
 * meanwhile.
 *
 * @returns one prediction an image, in order; fewer where `signal` stopped it
 * @throws {InputError} if the model cannot be read, or the name of the engine or
 *   of the precision is unknown
 * @throws {Error} if no engine starts in the worker, or the worker dies
 * @throws what `images` or a callback throws
 *
 * @example
 * ```ts
 * import { createImage, predictInBackground } from "#karyon";
 * const images = [createImage(100, 60, 1), createImage(30, 20, 3)];
 * const predictions = await predictInBackground({ model: "unet-small", images });
 * const sizes = predictions.map(({ mask }) => mask.length);
 * if (sizes.join() !== "6000,600") throw new Error(sizes.join());
 * ```
 */
export async function predictInBackground(
  options: PredictInBackgroundOptions,
): Promise<Prediction[]> {
  const { model: given, images, engine, precision, signal } = options;
  const here = tf.getBackend();
  const job: PredictJob = {
    model: typeof given === "string" ? given : await store(given),
    predict: predictOptionsOf(options),
    engine: engine ?? (here === "cpu" ? undefined : here),
    engineOptions: precision === undefined ? {} : { precision },
  };
  const predictions: Prediction[] = [];
  const walk = Symbol.asyncIterator in images
    ? images[Symbol.asyncIterator]()
    : images[Symbol.iterator]();
  const listeners: PredictListeners = {
    onEngine: (engine) => options.onEngine?.(engine),
    nextImage: async () => (await walk.next()).value as Image | undefined,
    onPrediction: (prediction) => {
      predictions.push(prediction);
      return options.onPrediction?.(prediction, predictions.length - 1);
    },
  };
  const worker = new URL("./predict_worker.ts", import.meta.url);
  try {
    await runInBackground({ worker, job, listeners, signal });
  } finally {
    // Lets a generator close what it reads from.
    await walk.return?.();
  }
  return predictions;
}
