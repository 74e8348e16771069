import * as tf from "@tensorflow/tfjs";
import { doubleConvolution, nucleusHead, upConvolution } from "./blocks.ts";
import { layerSeeds } from "./seeds.ts";
import { completeOptions, type UNetOptions } from "./unet_options.ts";

/** How wide and deep a U-Net++ is. */
export interface UNetPlusPlusOptions extends UNetOptions {
  /**
   * Gives the mean of a head on each column of the top row, where otherwise the
   * last column's alone counts. Default false. Needs a depth above 1 to differ.
   */
  readonly deepSupervision?: boolean;
}

/**
 * U-Net++: a U-Net whose skip connections are filled with blocks. The block of
 * row i and column j takes every block before it in its row and the one below
 * at column j - 1, doubled in size by a transposed convolution (as in the
 * authors' own program; the paper leaves the kind of upsampling open).
 *
 * Input `[batch, height, width, channels]`, float32, height and width any
 * multiples of 2^depth. Output `[batch, height, width, 1]`, the probability of
 * nucleus in 0..1. With deep supervision it is the mean of the heads, the
 * paper's "accurate mode"; a loss on this mean then reaches all of them.
 *
 * Source: Zhou, Siddiquee, Tajbakhsh, Liang, "UNet++: A Nested U-Net
 * Architecture for Medical Image Segmentation", 2018.
 *
 * @throws {InputError} as {@linkcode buildUNet}
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
  const { filters, depth, channels, seed, normalization, squeeze } = completeOptions(
    options,
  );
  const { deepSupervision = false } = options;
  const nextSeed = layerSeeds(seed);
  const block = (x: tf.SymbolicTensor, row: number, column: number) =>
    doubleConvolution(x, {
      name: `block_${row}_${column}`,
      filters: filters * 2 ** row,
      normalization,
      squeeze,
      nextSeed,
    });

  const input = tf.input({ name: "image", shape: [null, null, channels] });
  // rows[i][j] is the paper's X^(i,j).
  const rows: tf.SymbolicTensor[][] = [];
  for (let row = 0; row <= depth; row++) {
    const x = row === 0
      ? input
      : tf.layers.maxPooling2d({ name: `pool_${row}`, poolSize: 2 })
        .apply(rows[row - 1]![0]!) as tf.SymbolicTensor;
    rows.push([block(x, row, 0)]);
  }
  for (let column = 1; column <= depth; column++) {
    for (let row = 0; row <= depth - column; row++) {
      const up = upConvolution(rows[row + 1]![column - 1]!, {
        name: `up_${row}_${column}`,
        filters: filters * 2 ** row,
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
      nextSeed,
    })
  );
  const output = heads.length === 1
    ? heads[0]!
    : tf.layers.average({ name: "nucleus" }).apply(heads) as tf.SymbolicTensor;
  return tf.model({ name: "unet-plus-plus", inputs: input, outputs: output });
}
