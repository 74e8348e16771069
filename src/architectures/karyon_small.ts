import * as tf from "@tensorflow/tfjs";
import { convolution, nucleusHead, relu, upConvolution } from "./blocks.ts";
import type { NucleusMap } from "./maps.ts";
import { expectNormalization, type NetworkNormalization } from "./normalization.ts";
import { expectNaturals, expectShare } from "./options.ts";
import { layerSeeds } from "./seeds.ts";
import { squeezeAndExcite } from "./squeeze_and_excite.ts";

/** How wide a karyon-small is. */
export interface KaryonSmallOptions {
  /** Filters at half of the image's size. Default 32; in sixteens it is fastest. */
  readonly filters?: number;
  /** Input channels. Default 3. */
  readonly channels?: number;
  /** Fixes the initial weights. Default 1. */
  readonly seed?: number;
  /** After each convolution but the last. Default none. */
  readonly normalization?: NetworkNormalization;
  /** What it says of every pixel. Default `nucleus` alone. */
  readonly maps?: readonly NucleusMap[];
  /**
   * Share of a residual unit's width that lies between its two convolutions, in 0..1
   * without 0. Default 1.
   */
  readonly bottleneck?: number;
}

/** How many times as wide as the first each level is; level n has 1/2^n of the size. */
const WIDTHS = [1, 1.5, 2, 2.5, 3] as const;
/** Residual units of each encoder level; the first has a plain convolution. */
const ENCODER_UNITS = [0, 1, 1, 2, 1] as const;
/** And of each decoder level. */
const DECODER_UNITS = [0, 0, 1, 1] as const;
/** Filters at the image's own size, where a filter costs most. */
const FULL_SIZE = { up: 8, last: 16 } as const;
/** From this level on, channels are weighed by what the whole image holds. */
const FIRST_SQUEEZED = 3;

/** Sixteens, in which a map is fastest, where there is room for one. */
function widthBetween(filters: number, bottleneck: number): number {
  const between = filters * bottleneck;
  return bottleneck === 1
    ? filters
    : Math.max(1, between < 16 ? Math.round(between) : 16 * Math.round(between / 16));
}

/**
 * Karyon's own network: a U-Net that computes little at the image's own size, and
 * much where the maps are small.
 *
 * - The first convolution halves the image. At its own size there is only the way
 *   out: the decoder's map beside the image itself, one convolution, the head. A
 *   U-Net of the same cost spends most of it there.
 * - Five levels down to 1/32 see far, so that kinds of image can be told apart: how
 *   wide annotators drew a nucleus differs between them.
 * - Residual units (He et al., 2016), from 1/8 on with squeeze-and-excitation (Hu et
 *   al., 2018). No batch normalisation by default: its statistics are those of the
 *   images that trained it, and may not suit kinds that it has not seen.
 * - Skip connections are added, not concatenated, as in LinkNet (Chaurasia,
 *   Culurciello, 2017): half the cost of the decoder's convolutions.
 *
 * Input `[batch, height, width, channels]`, float32, height and width any multiples
 * of 32. Output `[batch, height, width, maps]`, by default the probability of nucleus
 * alone, in 0..1.
 *
 * @throws {InputError} if an option is out of its range, the normalisation has no such
 *   name, or the maps are neither `nucleus` alone nor all three
 *
 * @example
 * ```ts
 * import { buildKaryonSmall, useEngine } from "#karyon";
 * await useEngine();
 * const model = buildKaryonSmall();
 * if (model.countParams() !== 977969) throw new Error(`${model.countParams()}`);
 * model.dispose();
 * ```
 */
export function buildKaryonSmall(options: KaryonSmallOptions = {}): tf.LayersModel {
  const { filters = 32, channels = 3, seed = 1, normalization = "none" } = options;
  const { bottleneck = 1 } = options;
  expectNaturals({ filters, channels });
  expectShare({ bottleneck });
  expectNormalization(normalization);
  const nextSeed = layerSeeds(seed);
  const shared = { normalization, nextSeed };
  const widthAt = (level: number) => Math.ceil(filters * WIDTHS[level - 1]!);

  /** Two convolutions whose result is added to their input. */
  const residualUnit = (
    x: tf.SymbolicTensor,
    { name, filters, squeezed }: {
      readonly name: string;
      readonly filters: number;
      readonly squeezed: boolean;
    },
  ) => {
    const first = convolution(x, {
      ...shared,
      name: `${name}_a`,
      filters: widthBetween(filters, bottleneck),
    });
    let second = convolution(first, {
      ...shared,
      name: `${name}_b`,
      filters,
      activation: "linear",
    });
    if (squeezed) {
      second = squeezeAndExcite(second, { name, filters, reduction: 8, nextSeed });
    }
    const sum = tf.layers.add({ name: `${name}_sum` }).apply([x, second]);
    return relu(sum as tf.SymbolicTensor, `${name}_relu`);
  };

  /** The residual units of a level, or a plain convolution where it has none. */
  const block = (
    x: tf.SymbolicTensor,
    name: string,
    level: number,
    units: number,
    squeezed: boolean,
  ) => {
    const filters = widthAt(level);
    if (units === 0) return convolution(x, { ...shared, name: `${name}_only`, filters });
    let y = x;
    for (let unit = 1; unit <= units; unit++) {
      y = residualUnit(y, { name: `${name}_${unit}`, filters, squeezed });
    }
    return y;
  };

  const input = tf.input({ name: "image", shape: [null, null, channels] });
  const skips: tf.SymbolicTensor[] = [];
  let x: tf.SymbolicTensor = input;
  ENCODER_UNITS.forEach((units, i) => {
    const level = i + 1;
    const filters = widthAt(level);
    x = convolution(x, { ...shared, name: `down_${level}`, filters, strides: 2 });
    x = block(x, `encoder_${level}`, level, units, level >= FIRST_SQUEEZED);
    skips.push(x);
  });
  for (let level = DECODER_UNITS.length; level >= 1; level--) {
    const up = upConvolution(x, {
      name: `up_${level}`,
      filters: widthAt(level),
      nextSeed,
    });
    x = tf.layers.add({ name: `skip_${level}` })
      .apply([up, skips[level - 1]!]) as tf.SymbolicTensor;
    x = block(x, `decoder_${level}`, level, DECODER_UNITS[level - 1]!, false);
  }
  x = upConvolution(x, { name: "up_0", filters: FULL_SIZE.up, nextSeed });
  x = tf.layers.concatenate({ name: "skip_0" }).apply([x, input]) as tf.SymbolicTensor;
  x = convolution(x, {
    name: "decoder_0",
    filters: FULL_SIZE.last,
    normalization: "none",
    nextSeed,
  });
  const output = nucleusHead(x, { maps: options.maps, nextSeed });
  return tf.model({ name: "karyon-small", inputs: input, outputs: output });
}
