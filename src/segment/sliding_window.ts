import * as tf from "@tensorflow/tfjs";
import { cutPatch } from "../architectures/mod.ts";
import { InputError, type OnProgress } from "../base/mod.ts";

/** How to walk over an image. */
export interface SlidingWindowWalk {
  /**
   * One answer for a block of so many pixels along each side, that of its middle
   * pixel: 2 is four times as fast, and coarser. Default 1, every pixel its own.
   */
  readonly stride?: number;
  /** Patches at a time. Default 256. */
  readonly batchSize?: number;
  /** Counts answers. */
  readonly onProgress?: OnProgress;
  /** Stops after the batch in flight. */
  readonly signal?: AbortSignal;
}

/** The side of the patches that a network takes, if it is one for patches. */
function windowOf(network: tf.LayersModel): { window: number; channels: number } {
  const [, height, width, channels] = network.inputs[0]!.shape;
  const output = network.outputs[0]!.shape;
  const isRight = height && width && channels && height === width &&
    output.length === 2 && output[1] === 1;
  if (isRight) return { window: height, channels };
  throw new InputError(
    `Expected a network from square patches to one probability each but found "${network.name}" from [${
      network.inputs[0]!.shape
    }] to [${output}]`,
  );
}

/**
 * The probability of nucleus for every pixel of an image, by one run of the
 * network for each: slow, see {@linkcode buildSlidingWindow} for what it costs.
 * Beyond its border the image is continued by its mirror image, as in the paper.
 *
 * Source: Ciresan et al., 2012, as for {@linkcode buildSlidingWindow}.
 *
 * @param network as `buildSlidingWindow()` makes it: `[batch, n, n, channels]` to
 *   `[batch, 1]`
 * @param image `[height, width, channels]`, float32, as the network was trained on
 * @returns `height * width` values in 0..1, row-major
 * @throws {InputError} if the network takes no patches, the image has other
 *   channels, or `stride` or `batchSize` is not a natural number
 * @throws the signal's reason once it is aborted
 *
 * @example
 * ```ts
 * import { buildSlidingWindow, predictBySlidingWindow, useEngine } from "#karyon";
 * import * as tf from "@tensorflow/tfjs";
 * await useEngine();
 * const network = buildSlidingWindow({ filters: 2 });
 * const image = tf.zeros<tf.Rank.R3>([6, 8, 3]);
 * const probabilities = await predictBySlidingWindow(network, image, { stride: 2 });
 * if (probabilities.length !== 48) throw new Error(`${probabilities.length}`);
 * image.dispose();
 * network.dispose();
 * ```
 */
export async function predictBySlidingWindow(
  network: tf.LayersModel,
  image: tf.Tensor3D,
  options: SlidingWindowWalk = {},
): Promise<Float32Array> {
  const { stride = 1, batchSize = 256, onProgress, signal } = options;
  for (const [name, value] of Object.entries({ stride, batchSize })) {
    if (Number.isInteger(value) && value > 0) continue;
    throw new InputError(
      `Expected ${name} to be an integer greater than 0 but found ${value}`,
    );
  }
  const { window, channels } = windowOf(network);
  const [height, width, given] = image.shape;
  if (given !== channels || height * width === 0) {
    throw new InputError(
      `Expected an image of [height, width, ${channels}] but found [${image.shape}]`,
    );
  }
  const values = await image.data() as Float32Array;
  const source = { values, width, height, channels };
  const across = Math.ceil(width / stride), total = across * Math.ceil(height / stride);
  /** The middle of a block, or the image's last pixel where the block is cut. */
  const place = (block: number, length: number) =>
    Math.min(block * stride + Math.floor(stride / 2), length - 1);

  const answers = new Float32Array(total);
  const area = window * window * channels;
  for (let start = 0; start < total; start += batchSize) {
    signal?.throwIfAborted();
    const count = Math.min(batchSize, total - start);
    const patches = new Float32Array(count * area);
    for (let i = 0; i < count; i++) {
      const block = start + i;
      const x = place(block % across, width);
      const y = place(Math.floor(block / across), height);
      cutPatch(source, { x, y, window }, patches, i * area);
    }
    const output = tf.tidy(() =>
      network.predict(
        tf.tensor4d(patches, [count, window, window, channels]),
      ) as tf.Tensor
    );
    answers.set(await output.data(), start);
    output.dispose();
    onProgress?.(start + count, total);
    // Lets timers, and with them a stop button, have their turn.
    await new Promise((resolve) => setTimeout(resolve));
  }

  const probabilities = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / stride) * across;
    for (let x = 0; x < width; x++) {
      probabilities[at++] = answers[row + Math.floor(x / stride)]!;
    }
  }
  return probabilities;
}
