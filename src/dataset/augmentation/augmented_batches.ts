import * as tf from "@tensorflow/tfjs";
import { runInBackground } from "../../base/mod.ts";
import type { BatchFeed, TrainingBatch } from "../batch_feed.ts";
import { shareSamples } from "../share.ts";
import type { SourceImage } from "../source_image.ts";
import type { AugmentJob, AugmentListeners, AugmentTask } from "./augment_worker.ts";
import { balanceLooks, lookOf } from "./balance_looks.ts";
import type { AugmentedShape, BatchArrays, BatchPlan } from "./fill_batch.ts";
import { planEpoch } from "./plan_epoch.ts";

/** How batches are made beside the computation. */
export interface AugmentedOptions extends AugmentedShape {
  /** How much rare looks of image keep of their rarity, 0..1; see {@linkcode balanceLooks}. */
  readonly balance?: number | undefined;
  /** Threads that make batches. Default: one fewer than processors, from 1 to 4. */
  readonly threads?: number | undefined;
}

const slotsFor = (
  { size, batchSize, classWeights, targets }: AugmentedShape,
  count: number,
): BatchArrays[] => {
  const pixels = batchSize * size * size;
  const floats = (length: number) => new Float32Array(new SharedArrayBuffer(4 * length));
  return Array.from({ length: count }, () => ({
    images: floats(3 * pixels),
    masks: new Uint8Array(new SharedArrayBuffer(pixels)),
    weights: classWeights ? floats(pixels) : undefined,
    targets: targets ? floats(2 * pixels) : undefined,
  }));
};

/** Tasks that wait for workers, and workers that wait for tasks. */
class TaskQueue {
  readonly #tasks: AugmentTask[] = [];
  readonly #waiting: ((task: AugmentTask | undefined) => void)[] = [];
  #isClosed = false;

  give(task: AugmentTask): void {
    const worker = this.#waiting.shift();
    if (worker) worker(task);
    else this.#tasks.push(task);
  }

  take(): Promise<AugmentTask | undefined> {
    if (this.#isClosed) return Promise.resolve(undefined);
    const task = this.#tasks.shift();
    if (task) return Promise.resolve(task);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#isClosed = true;
    this.#tasks.length = 0;
    for (const worker of this.#waiting.splice(0)) worker(undefined);
  }
}

/**
 * Opens a feed of augmented batches that workers make while the batches before are
 * computed with. The numbers do not depend on how many workers there are.
 *
 * @param sources whole images; copied into shared memory where they are not there
 *
 * @example
 * ```ts
 * import { openAugmentedBatches, useEngine } from "#karyon";
 * await useEngine();
 * const pixels = new Uint8Array(30 * 20 * 3), mask = new Uint8Array(30 * 20);
 * const source = { id: "a", width: 30, height: 20, pixels, peak: 255, mask } as const;
 * const shape = { size: 16, batchSize: 4, augmentation: { flip: true }, seed: 1 };
 * const feed = openAugmentedBatches([source], shape);
 * for await (const { images, masks } of feed.epoch(1)) {
 *   if (images.shape.join() !== "1,16,16,3") throw new Error(`${images.shape}`);
 *   images.dispose();
 *   masks.dispose();
 * }
 * await feed.close();
 * ```
 */
export function openAugmentedBatches(
  sources: readonly SourceImage[],
  options: AugmentedOptions,
): BatchFeed {
  const { size, batchSize, augmentation, seed, classWeights, targets } = options;
  const shape: AugmentedShape = {
    size,
    batchSize,
    augmentation,
    seed,
    classWeights,
    targets,
  };
  const threads = options.threads ??
    Math.min(Math.max(navigator.hardwareConcurrency - 1, 1), 4);
  const slots = slotsFor(shape, threads + 2);
  const job: AugmentJob = { sources: shareSamples(sources), shape, slots };
  const often = options.balance === undefined
    ? undefined
    : balanceLooks(sources.map(lookOf), options.balance);
  const queue = new TaskQueue();
  const filled = slots.map(() => Promise.withResolvers<void>());
  const listeners: AugmentListeners = {
    take: () => queue.take(),
    filled: (slot) => filled[slot]!.resolve(),
  };
  const worker = new URL("./augment_worker.ts", import.meta.url);
  const workers = Array.from(
    { length: threads },
    () => runInBackground({ worker, job, listeners }),
  );
  const ended = Promise.allSettled(workers);
  const failure = Promise.all(workers).then(() => new Promise<never>(() => {}));
  // Told where a batch is waited for, or when the feed is closed.
  const failed = failure.catch(() => {});

  const give = (plan: BatchPlan | undefined, slot: number) => {
    filled[slot] = Promise.withResolvers<void>();
    if (plan) queue.give({ ...plan, slot });
  };

  async function* epochOf(epoch: number): AsyncGenerator<TrainingBatch> {
    const plans = planEpoch({ count: sources.length, epoch, seed, batchSize, often });
    slots.forEach((_, slot) => give(plans[slot], slot));
    let taken = 0;
    try {
      for (const { indices } of plans) {
        const slot = taken % slots.length;
        await Promise.race([filled[slot]!.promise, failure]);
        const batch = takeOut(slots[slot]!, indices.length, size);
        give(plans[taken + slots.length], slot);
        taken++;
        yield { ...batch, ids: indices.map((index) => sources[index]!.id) };
      }
    } finally {
      // An epoch that is left early must not write into the slots of the next one.
      const ahead = plans.slice(taken, taken + slots.length);
      const underWay = ahead.map((_, i) => filled[(taken + i) % slots.length]!.promise);
      // Of a worker that failed, the batch never comes.
      await Promise.race([Promise.all(underWay), ended, failed]);
    }
  }

  return {
    images: sources.length,
    epoch: epochOf,
    async close() {
      queue.close();
      await ended;
      await Promise.all(workers);
    },
  };
}

/** Copies a slot into tensors, so that it can be filled anew. */
function takeOut(
  { images, masks, weights, targets }: BatchArrays,
  count: number,
  size: number,
): Omit<TrainingBatch, "ids"> {
  const area = size * size, shape = [count, size, size] as const;
  const truth = Array.from(
    { length: count },
    (_, i) => masks.slice(i * area, (i + 1) * area),
  );
  return {
    truth,
    images: tf.tensor4d(images.slice(0, count * area * 3), [...shape, 3]),
    masks: tf.tensor4d(new Float32Array(masks.subarray(0, count * area)), [...shape, 1]),
    ...(weights
      ? { weights: tf.tensor4d(weights.slice(0, count * area), [...shape, 1]) }
      : {}),
    ...(targets
      ? { targets: tf.tensor4d(targets.slice(0, count * area * 2), [...shape, 2]) }
      : {}),
  };
}
