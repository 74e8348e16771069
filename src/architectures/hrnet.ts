import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import { convolution, normalizeBatch, nucleusHead, relu } from "./blocks.ts";
import { type BranchOptions, exchange, residualUnit, upsample } from "./hrnet_blocks.ts";
import type { NucleusMap } from "./maps.ts";
import { expectNormalization, type NetworkNormalization } from "./normalization.ts";
import { expectNaturals } from "./options.ts";
import { layerSeeds } from "./seeds.ts";

/** How wide and deep an HRNet is. */
export interface HRNetOptions {
  /** Filters of the largest branch; each branch below has twice as many. Default 16. */
  readonly filters?: number;
  /** Sizes side by side at the end: 4 are the stem's, 1/2, 1/4 and 1/8 of it. Default 4. */
  readonly branches?: number;
  /** Residual units of each branch in each stage. Default 1; 4 in the paper. */
  readonly units?: number;
  /**
   * How much the stem shrinks the image before the first branch: 1, 2, or the
   * paper's 4; the result is enlarged again. Default 1.
   */
  readonly stem?: 1 | 2 | 4;
  /** Input channels. Default 3. */
  readonly channels?: number;
  /** Fixes the initial weights. Default 1. */
  readonly seed?: number;
  /** After each convolution. Default batch, as in the paper. */
  readonly normalization?: NetworkNormalization;
  /** What it says of every pixel. Default `nucleus` alone. */
  readonly maps?: readonly NucleusMap[];
}

/**
 * HRNet: keeps a map of the largest size from end to end, adds a branch of
 * half the size with each stage, and lets all branches exchange what they know
 * at the end of each stage.
 *
 * A small form of HRNetV2. The stem keeps the image's size or halves it, where the
 * paper's quarters it (a nucleus may be ten pixels wide), and stage 1 has the same
 * residual units as the others. The head is the paper's: all branches at the
 * largest size, bilinearly, a 1 x 1 convolution over all their channels, and
 * another to the probability. The first convolution is done on each branch
 * before it is enlarged, and the results are added: the same sums as over
 * concatenated branches, at a fraction of the memory.
 *
 * Input `[batch, height, width, channels]`, float32, height and width any
 * multiples of stem 2^(branches - 1). Output `[batch, height, width, 1]`, the
 * probability of nucleus in 0..1.
 *
 * Source: Sun, Xiao, Liu, Wang, "Deep High-Resolution Representation Learning
 * for Human Pose Estimation", 2019; Wang et al., "Deep High-Resolution
 * Representation Learning for Visual Recognition", 2019.
 *
 * @throws {InputError} if an option is not a natural number, the stem is not 1, 2
 *   or 4, or the normalisation has no such name
 *
 * @example
 * ```ts
 * import { buildHRNet, useEngine } from "#karyon";
 * await useEngine();
 * const model = buildHRNet({ filters: 16 });
 * if (model.countParams() !== 864449) throw new Error(`${model.countParams()}`);
 * model.dispose();
 * ```
 */
export function buildHRNet(options: HRNetOptions = {}): tf.LayersModel {
  const { filters = 16, branches = 4, units = 1, channels = 3, seed = 1 } = options;
  const { normalization = "batch", stem = 1 } = options;
  expectNaturals({ filters, branches, units, channels });
  expectStem(stem);
  expectNormalization(normalization);
  const nextSeed = layerSeeds(seed);
  const widthOf = (branch: number) => filters * 2 ** (branch - 1);
  const shared: BranchOptions = { widthOf, normalization, nextSeed };

  const input = tf.input({ name: "image", shape: [null, null, channels] });
  const enter = (x: tf.SymbolicTensor, name: string, strides: number) =>
    convolution(x, { name, filters, strides, normalization, nextSeed });
  let first = enter(input, "stem", Math.min(stem, 2));
  if (stem === 4) first = enter(first, "stem_2", 2);
  let maps = [first];
  for (let stage = 1; stage <= branches; stage++) {
    if (stage > 1) {
      maps.push(convolution(maps.at(-1)!, {
        name: `branch_${stage}`,
        filters: widthOf(stage),
        strides: 2,
        normalization,
        nextSeed,
      }));
    }
    maps = maps.map((map, i) => {
      let x = map;
      for (let unit = 1; unit <= units; unit++) {
        x = residualUnit(x, i + 1, `stage_${stage}_branch_${i + 1}_unit_${unit}`, shared);
      }
      return x;
    });
    if (stage > 1) maps = exchange(maps, `stage_${stage}`, shared);
  }

  const parts = maps.map((map, i) => {
    const name = `head_${i + 1}`;
    const part = tf.layers.conv2d({
      name,
      filters,
      kernelSize: 1,
      // One bias is enough for the sum, and none where it is normalised.
      useBias: normalization === "none" && i === 0,
      kernelInitializer: tf.initializers.heNormal({ seed: nextSeed() }),
    }).apply(map) as tf.SymbolicTensor;
    return upsample(part, `${name}_up`, 2 ** i, "bilinear");
  });
  let x = parts.length === 1
    ? parts[0]!
    : tf.layers.add({ name: "head_sum" }).apply(parts) as tf.SymbolicTensor;
  if (normalization === "batch") x = normalizeBatch(x, "head_norm");
  const large = upsample(relu(x, "head_relu"), "head_up", stem, "bilinear");
  const output = nucleusHead(large, { maps: options.maps, nextSeed });
  return tf.model({ name: "hrnet", inputs: input, outputs: output });
}

function expectStem(stem: number): void {
  if ([1, 2, 4].includes(stem)) return;
  throw new InputError(`Expected stem to be 1, 2 or 4 but found ${stem}`);
}
