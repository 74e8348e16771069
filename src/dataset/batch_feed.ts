import type * as tf from "@tensorflow/tfjs";
import { batches, type BatchOptions } from "./batches.ts";
import type { Batch } from "./batches.ts";
import type { PreparedSample } from "./prepare.ts";

/** A batch to train on; whoever takes it disposes its tensors. */
export interface TrainingBatch extends Batch {
  /** The masks once more, an array an image, `size * size`, 0 or 1. */
  readonly truth: readonly Uint8Array[];
  /** `[batch, size, size, 1]`: how much each pixel counts, for a loss that asks. */
  readonly weights?: tf.Tensor4D;
  /** `[batch, size, size, 2]`: borders and distances, for a network that learns them. */
  readonly targets?: tf.Tensor4D;
}

/** Gives out the batches of one epoch after the other. */
export interface BatchFeed {
  /** Images in an epoch. */
  readonly images: number;
  /** The same epoch gives the same batches. */
  epoch(epoch: number): AsyncIterable<TrainingBatch>;
  /** Ends what runs beside; throws what went wrong there. */
  close(): Promise<void>;
}

/**
 * A feed of samples as they are, shuffled, and mirrored where asked for.
 *
 * @throws {RangeError} when an epoch is begun, if the batch size is not a natural number
 *
 * @example
 * ```ts
 * import { openPlainBatches, useEngine } from "#karyon";
 * await useEngine();
 * const sample = { id: "a", pixels: new Uint16Array(48), mask: new Uint8Array(16) };
 * const feed = openPlainBatches([sample], { batchSize: 4, seed: 1 });
 * for await (const { images, masks, truth } of feed.epoch(1)) {
 *   if (truth[0]!.length !== 16) throw new Error(`${truth[0]!.length}`);
 *   images.dispose();
 *   masks.dispose();
 * }
 * await feed.close();
 * ```
 */
export function openPlainBatches(
  samples: readonly PreparedSample[],
  { batchSize, flip = false, seed }:
    & Omit<BatchOptions, "shuffle">
    & { readonly seed: number },
): BatchFeed {
  const masks = new Map(samples.map(({ id, mask }) => [id, mask]));
  return {
    images: samples.length,
    async *epoch(epoch) {
      for (
        const batch of batches(samples, { batchSize, flip, shuffle: { seed, epoch } })
      ) {
        // Before they go to the GPU, from where they would have to be read back.
        const truth = flip
          ? splitMasks(await batch.masks.data() as Float32Array, batch.ids.length)
          : batch.ids.map((id) => masks.get(id)!);
        yield { ...batch, truth };
      }
    },
    close: () => Promise.resolve(),
  };
}

function splitMasks(values: Float32Array, count: number): Uint8Array[] {
  const area = values.length / count;
  return Array.from(
    { length: count },
    (_, i) => Uint8Array.from(values.subarray(i * area, (i + 1) * area)),
  );
}
