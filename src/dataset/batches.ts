import * as tf from "@tensorflow/tfjs";
import { seededRandom, shuffle } from "../base/mod.ts";
import type { PreparedSample } from "./prepare.ts";

/** Tensors of a few samples; whoever takes them disposes them. */
export interface Batch {
  readonly ids: readonly string[];
  /** `[batch, size, size, 3]`, float32 in 0..1. */
  readonly images: tf.Tensor4D;
  /** `[batch, size, size, 1]`, float32, 0 or 1. */
  readonly masks: tf.Tensor4D;
}

/** How to walk over samples. */
export interface BatchOptions {
  readonly batchSize: number;
  /** Shuffles where given: the same seed and epoch give the same batches. */
  readonly shuffle?: { readonly seed: number; readonly epoch: number };
  /** Mirrors each image at random, four ways. Needs `shuffle`. */
  readonly flip?: boolean;
}

/** Copies one plane of a square image, mirrored left-right or top-down. */
function copyMirrored(
  from: ArrayLike<number>,
  to: Float32Array,
  at: number,
  channels: number,
  scale: number,
  flipX: boolean,
  flipY: boolean,
): void {
  const size = Math.sqrt(from.length / channels);
  for (let y = 0; y < size; y++) {
    const row = (flipY ? size - 1 - y : y) * size;
    for (let x = 0; x < size; x++) {
      const pixel = (row + (flipX ? size - 1 - x : x)) * channels;
      for (let c = 0; c < channels; c++) to[at++] = from[pixel + c]! * scale;
    }
  }
}

/**
 * Walks over samples in batches; the last batch may be smaller.
 *
 * @throws {RangeError} if the batch size is not a natural number
 *
 * @example
 * ```ts
 * import { batches, useEngine } from "#karyon";
 * await useEngine();
 * const sample = { id: "a", pixels: new Uint16Array(48), mask: new Uint8Array(16) };
 * for (const { images, masks } of batches([sample, sample, sample], { batchSize: 2 })) {
 *   if (images.shape.slice(1).join() !== "4,4,3") throw new Error(`${images.shape}`);
 *   images.dispose();
 *   masks.dispose();
 * }
 * ```
 */
export function* batches(
  samples: readonly PreparedSample[],
  options: BatchOptions,
): Generator<Batch> {
  const { batchSize } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(
      `Expected the batch size to be an integer greater than 0 but found ${batchSize}`,
    );
  }
  const random = options.shuffle &&
    seededRandom(options.shuffle.seed, options.shuffle.epoch);
  const order = random ? shuffle(samples, random) : samples;
  for (let start = 0; start < order.length; start += batchSize) {
    const chosen = order.slice(start, start + batchSize);
    const size = Math.sqrt(chosen[0]!.mask.length);
    const images = new Float32Array(chosen.length * size * size * 3);
    const masks = new Float32Array(chosen.length * size * size);
    chosen.forEach(({ pixels, mask }, i) => {
      const flipX = options.flip === true && random !== undefined && random() < 0.5;
      const flipY = options.flip === true && random !== undefined && random() < 0.5;
      const area = size * size;
      copyMirrored(pixels, images, i * area * 3, 3, 1 / 65535, flipX, flipY);
      copyMirrored(mask, masks, i * area, 1, 1, flipX, flipY);
    });
    yield {
      ids: chosen.map(({ id }) => id),
      images: tf.tensor4d(images, [chosen.length, size, size, 3]),
      masks: tf.tensor4d(masks, [chosen.length, size, size, 1]),
    };
  }
}
