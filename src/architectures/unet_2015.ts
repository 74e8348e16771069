import * as tf from "@tensorflow/tfjs";
import { dropout, expectDropout } from "./dropout.ts";
import { expectNaturals } from "./options.ts";
import { dropoutSeed, layerSeeds } from "./seeds.ts";
import { expectUNet2015Size, marginsOfUNet2015 } from "./unet_2015_size.ts";

/** What can be changed in the U-Net of 2015; the defaults are the paper's. */
export interface UNet2015Options {
  /**
   * Pixels along the image, or height and width of it. Default 572. It must be known
   * when building, as TensorFlow.js's cropping layer needs a size; the weights fit
   * every size.
   */
  readonly size?: number | readonly [height: number, width: number];
  /** Filters of the first level; each level below has twice as many. Default 64. */
  readonly filters?: number;
  /** How often the map is halved. Default 4. */
  readonly depth?: number;
  /** Input channels. Default 1: the paper's images are gray. */
  readonly channels?: number;
  /** Share of values that training drops. Default 0.5; the paper gives no rate. */
  readonly dropout?: number;
  /** Fixes the initial weights, and what is dropped. Default 1. */
  readonly seed?: number;
}

/**
 * The U-Net as it was published: unpadded 3 x 3 convolutions, so that no pixel
 * that was made up has a say; four halvings by max pooling and four doublings by
 * 2 x 2 up-convolutions; skip connections that are cropped to the smaller map
 * of the decoder; dropout after the last encoder block and the bottleneck, "at
 * the end of the contracting path"; and two output maps, background and
 * nucleus, by a softmax in each pixel. Every convolution's weights are drawn
 * from a Gaussian with the standard deviation `sqrt(2 / N)` (He et al., 2015), N
 * being the numbers that go into one of its outputs.
 *
 * Input `[batch, height, width, channels]`, float32, of the size that it was built
 * for: {@linkcode legalUNet2015Size} says which there are. Output `[batch,
 * height - 184, width - 184, 2]`, probabilities that add up to 1: `[batch, 388,
 * 388, 2]` from 572 x 572.
 *
 * It gives fewer pixels than it takes, and two maps: that is why it has no name
 * in {@linkcode architectures}, whose networks all give one map of the image's size.
 *
 * Source: Ronneberger, Fischer, Brox, "U-Net: Convolutional Networks for
 * Biomedical Image Segmentation", 2015, figure 1 and section 3.
 *
 * @throws {InputError} if a number is not in its range, or a side is not legal
 *
 * @example
 * ```ts
 * import { buildUNet2015, useEngine } from "#karyon";
 * await useEngine();
 * const model = buildUNet2015({ filters: 4 });
 * if (model.outputShape.join() !== ",388,388,2") throw new Error();
 * model.dispose();
 * ```
 */
export function buildUNet2015(options: UNet2015Options = {}): tf.LayersModel {
  const { size = 572, filters = 64, depth = 4, channels = 1, seed = 1 } = options;
  const { dropout: rate = 0.5 } = options;
  const [height, width] = typeof size === "number" ? [size, size] : size;
  expectNaturals({ filters, depth, channels });
  for (const side of [height, width]) expectUNet2015Size(side, depth);
  expectDropout(rate);
  const nextSeed = layerSeeds(seed);
  const widthAt = (level: number) => filters * 2 ** (level - 1);
  const channelsOf = (x: tf.SymbolicTensor) => x.shape.at(-1)!;
  /** N is what goes into one output. */
  const gaussian = (N: number) =>
    tf.initializers.randomNormal({ mean: 0, stddev: Math.sqrt(2 / N), seed: nextSeed() });
  const convolve = (x: tf.SymbolicTensor, name: string, filters: number) =>
    tf.layers.conv2d({
      name,
      filters,
      kernelSize: 3,
      padding: "valid",
      activation: "relu",
      kernelInitializer: gaussian(9 * channelsOf(x)),
    }).apply(x) as tf.SymbolicTensor;
  const block = (x: tf.SymbolicTensor, name: string, level: number) =>
    convolve(convolve(x, `${name}_a`, widthAt(level)), `${name}_b`, widthAt(level));
  const drop = (x: tf.SymbolicTensor, level: number) =>
    dropout(x, { name: `dropout_${level}`, rate, seed: dropoutSeed(seed, level) });

  const input = tf.input({ name: "image", shape: [height, width, channels] });
  let x = input;
  const skips: tf.SymbolicTensor[] = [];
  for (let level = 1; level <= depth; level++) {
    x = block(x, `encoder_${level}`, level);
    if (level === depth) x = drop(x, level);
    skips.push(x);
    x = tf.layers.maxPooling2d({ name: `pool_${level}`, poolSize: 2 })
      .apply(x) as tf.SymbolicTensor;
  }
  x = drop(block(x, "bottleneck", depth + 1), depth + 1);
  for (let level = depth; level >= 1; level--) {
    // A stride as long as the kernel: one pixel, all channels, goes into each output.
    x = tf.layers.conv2dTranspose({
      name: `up_${level}`,
      filters: widthAt(level),
      kernelSize: 2,
      strides: 2,
      padding: "valid",
      kernelInitializer: gaussian(channelsOf(x)),
    }).apply(x) as tf.SymbolicTensor;
    const margin = marginsOfUNet2015(depth)[level - 1]!;
    const cropped = tf.layers.cropping2D({
      name: `crop_${level}`,
      cropping: [[margin, margin], [margin, margin]],
    }).apply(skips[level - 1]!) as tf.SymbolicTensor;
    x = tf.layers.concatenate({ name: `skip_${level}` })
      .apply([cropped, x]) as tf.SymbolicTensor;
    x = block(x, `decoder_${level}`, level);
  }
  const maps = tf.layers.conv2d({
    name: "maps",
    filters: 2,
    kernelSize: 1,
    activation: "softmax",
    kernelInitializer: gaussian(channelsOf(x)),
  }).apply(x) as tf.SymbolicTensor;
  return tf.model({ name: "unet-2015", inputs: input, outputs: maps });
}
