import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import { convolutionBlock, nucleusHead } from "./blocks.ts";
import { dropout } from "./dropout.ts";
import { dropoutSeed, layerSeeds } from "./seeds.ts";
import { completeOptions, type UNetOptions } from "./unet_options.ts";
import { doubleMap } from "./upsampling.ts";

/** How wide and deep a U-Net++ is. */
export interface UNetPlusPlusOptions extends UNetOptions {
  /**
   * Convolutions in each block. Default 2, as in the authors' own program; the
   * published case study has one fewer, 1.
   */
  readonly convolutions?: 1 | 2;
  /**
   * Gives the mean of a head on each column of the top row, where otherwise the
   * last column's alone counts. Default false. Needs a depth above 1 to differ.
   * {@linkcode pruneUNetPlusPlus} then gives a single head.
   */
  readonly deepSupervision?: boolean;
}

/**
 * U-Net++: a U-Net whose skip connections are filled with blocks. The block of
 * row i and column j takes every block before it in its row and the one below
 * at column j - 1, doubled in size by a transposed convolution (as in the
 * authors' own program; the paper leaves the kind of upsampling open) or
 * bilinearly.
 *
 * Input `[batch, height, width, channels]`, float32, height and width any
 * multiples of 2^depth. Output `[batch, height, width, 1]`, the probability of
 * nucleus in 0..1. With deep supervision it is the mean of the heads, the
 * paper's "accurate mode". A loss on this mean reaches all of them; the paper
 * adds up a loss of each head, for which {@linkcode unetPlusPlusHeads} gives them.
 *
 * Source: Zhou, Siddiquee, Tajbakhsh, Liang, "UNet++: A Nested U-Net
 * Architecture for Medical Image Segmentation", 2018.
 *
 * @throws {InputError} as {@linkcode buildUNet}, and if `convolutions` is neither 1
 *   nor 2
 *
 * @example
 * ```ts
 * import { buildUNetPlusPlus, useEngine } from "#karyon";
 * await useEngine();
 * const model = buildUNetPlusPlus({ filters: 16 });
 * if (model.countParams() !== 552113) throw new Error(`${model.countParams()}`);
 * model.dispose();
 * ```
 */
export function buildUNetPlusPlus(options: UNetPlusPlusOptions = {}): tf.LayersModel {
  const complete = completeOptions(options);
  const { filters, depth, channels, seed, normalization, upsampling, squeeze } = complete;
  const { deepSupervision = false, convolutions = 2 } = options;
  if (convolutions !== 1 && convolutions !== 2) {
    throw new InputError(`Expected convolutions to be 1 or 2 but found ${convolutions}`);
  }
  const nextSeed = layerSeeds(seed);
  const block = (x: tf.SymbolicTensor, row: number, column: number) =>
    convolutionBlock(x, {
      name: `block_${row}_${column}`,
      filters: filters * 2 ** row,
      convolutions,
      normalization,
      squeeze,
      nextSeed,
    });
  const drop = (x: tf.SymbolicTensor, row: number) =>
    dropout(x, {
      name: `dropout_${row}`,
      rate: complete.dropout,
      seed: dropoutSeed(seed, row + 1),
    });

  const input = tf.input({ name: "image", shape: [null, null, channels] });
  // rows[i][j] is the paper's X^(i,j).
  const rows: tf.SymbolicTensor[][] = [];
  for (let row = 0; row <= depth; row++) {
    const x = row === 0
      ? input
      : tf.layers.maxPooling2d({ name: `pool_${row}`, poolSize: 2 })
        .apply(rows[row - 1]![0]!) as tf.SymbolicTensor;
    const first = block(x, row, 0);
    rows.push([row < depth - 1 ? first : drop(first, row)]);
  }
  for (let column = 1; column <= depth; column++) {
    for (let row = 0; row <= depth - column; row++) {
      const up = doubleMap(rows[row + 1]![column - 1]!, {
        name: `up_${row}_${column}`,
        filters: filters * 2 ** row,
        upsampling,
        nextSeed,
      });
      const joined = tf.layers.concatenate({ name: `skip_${row}_${column}` })
        .apply([...rows[row]!, up]) as tf.SymbolicTensor;
      rows[row]!.push(block(joined, row, column));
    }
  }
  const columns = rows[0]!.slice(deepSupervision ? 1 : depth);
  const heads = columns.map((x, i) =>
    nucleusHead(x, {
      name: columns.length === 1 ? "nucleus" : `nucleus_${i + 1}`,
      maps: complete.maps,
      nextSeed,
    })
  );
  const output = heads.length === 1
    ? heads[0]!
    : tf.layers.average({ name: "nucleus" }).apply(heads) as tf.SymbolicTensor;
  return tf.model({ name: "unet-plus-plus", inputs: input, outputs: output });
}
