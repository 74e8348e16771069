import * as tf from "@tensorflow/tfjs";
import { expectNaturals } from "./options.ts";
import { layerSeeds } from "./seeds.ts";

/** Pixels along the patch that the network sees of each pixel. */
export const SLIDING_WINDOW = 64;

/** Kernels of the four convolutions: with a pooling after each, 64 pixels become one. */
const KERNELS = [5, 5, 4, 4];

/** How wide a sliding-window network is. */
export interface SlidingWindowOptions {
  /** Maps of each convolution; 48 in the paper. Default 16. */
  readonly filters?: number;
  /** Units of the hidden dense layer; 200 in the paper. Default four a filter. */
  readonly units?: number;
  /** Input channels. Default 3. */
  readonly channels?: number;
  /** Fixes the initial weights. Default 1. */
  readonly seed?: number;
}

/**
 * The sliding window: a network that says of one pixel whether it is nucleus,
 * from the patch of 64 x 64 pixels around it. It was the best that there was
 * before U-Net, and is here for comparison.
 *
 * Four times an unpadded convolution with ReLU and a max pooling by 2 make one
 * place of the patch (64, 30, 13, 5, 1), a hidden dense layer and a sigmoid the
 * probability. The paper's networks are made alike, for windows of 65 and 95
 * pixels, with as many maps in every convolution.
 *
 * Why U-Net replaced it (Ronneberger et al., 2015): the patches of neighbours are
 * almost the same, and yet each is computed from the start; the example below
 * counts that a pixel costs hundreds of times what it costs a U-Net of as many
 * filters. And the window is a compromise: a large one needs more pooling, which
 * blurs where things are, a small one sees little of what is around. A U-Net
 * computes shared places once, and its skip connections keep them sharp.
 *
 * Input `[batch, 64, 64, channels]`, float32; the pixel in question is at row and
 * column 32, counted from 0. Output `[batch, 1]`, its probability of nucleus in
 * 0..1. `predictBySlidingWindow()` walks over an image, `samplePatches()` draws
 * patches to train on. As it takes no images, it has no name in
 * {@linkcode architectures}.
 *
 * Source: Ciresan, Giusti, Gambardella, Schmidhuber, "Deep Neural Networks
 * Segment Neuronal Membranes in Electron Microscopy Images", 2012.
 *
 * @throws {InputError} if an option is not a natural number
 *
 * @example
 * ```ts
 * import { buildSlidingWindow, buildUNet, measureArchitecture, useEngine } from "#karyon";
 * await useEngine();
 * const window = buildSlidingWindow({ filters: 16 }), unet = buildUNet({ filters: 16 });
 * const costOfPixel = measureArchitecture(window, 64).multiplyAccumulates;
 * const costInUNet = measureArchitecture(unet, 256).multiplyAccumulates / 256 ** 2;
 * if (costOfPixel < 200 * costInUNet) throw new Error(`${costOfPixel / costInUNet}`);
 * window.dispose();
 * unet.dispose();
 * ```
 */
export function buildSlidingWindow(options: SlidingWindowOptions = {}): tf.LayersModel {
  const { filters = 16, units = 4 * filters, channels = 3, seed = 1 } = options;
  expectNaturals({ filters, units, channels });
  const nextSeed = layerSeeds(seed);
  const shape = [SLIDING_WINDOW, SLIDING_WINDOW, channels];
  const steps = KERNELS.flatMap((kernelSize, i) => [
    tf.layers.conv2d({
      name: `convolution_${i + 1}`,
      filters,
      kernelSize,
      activation: "relu",
      kernelInitializer: tf.initializers.heNormal({ seed: nextSeed() }),
    }),
    tf.layers.maxPooling2d({ name: `pool_${i + 1}`, poolSize: 2 }),
  ]);
  const input = tf.input({ name: "patch", shape });
  const output = [
    ...steps,
    tf.layers.flatten({ name: "flat" }),
    tf.layers.dense({
      name: "hidden",
      units,
      activation: "relu",
      kernelInitializer: tf.initializers.heNormal({ seed: nextSeed() }),
    }),
    tf.layers.dense({
      name: "nucleus",
      units: 1,
      activation: "sigmoid",
      kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
    }),
  ].reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.model({ name: "sliding-window", inputs: input, outputs: output });
}
