import type * as tf from "@tensorflow/tfjs";
import { InputError, type OnProgress } from "../../base/mod.ts";
import { networkMultiple } from "../network_multiple.ts";
import { runNetwork } from "../run_network.ts";
import { addTile } from "./add_tile.ts";
import { layTiles, type TileRule } from "./lay_tiles.ts";
import { TURNS, turnValues, walkOf } from "./turns.ts";
import { cutMirrored, type NetworkValues } from "./network_values.ts";

/** How an image is cut into tiles, and what is done with each; pixels. */
export interface TileOptions {
  /**
   * Along each side of a tile, with all that it sees: it bounds the memory. Smaller
   * where fewer pixels cover the image with as many tiles. Default 512.
   */
  readonly tile?: number;
  /** What neighbours have in common, at least. Default half a tile. */
  readonly overlap?: number;
  /**
   * What a tile sees along a side where another goes on, and does not predict.
   * Default a quarter of the overlap; at most half of it.
   */
  readonly margin?: number;
  /** Averages over the eight flips and quarter turns. Default false. */
  readonly augment?: boolean;
  /** Tiles that the network takes at a time. Default 1. */
  readonly batch?: number;
  /** Counts runs of the network over a batch. */
  readonly onProgress?: OnProgress;
  /** Stops after the batch in flight. */
  readonly signal?: AbortSignal;
}

/**
 * The size that a network is bound to, where it is.
 *
 * @throws {InputError} if it is not that of the values, or the network takes other
 *   than 3 channels
 */
function fixedSizeOf(
  network: tf.LayersModel,
  values: NetworkValues,
  augment: boolean,
): number | undefined {
  const [, height, width, channels] = network.inputs[0]!.shape;
  if (channels !== 3) {
    throw new InputError(`Expected a network for 3 channels but found ${channels}`);
  }
  if (height === null && width === null) return undefined;
  const fits = width === values.width && height === values.height;
  if (fits && (width === height || !augment)) return Math.max(width, height);
  throw new InputError(
    `Expected a network for images of any size but found one for ${width} x ${height}`,
  );
}

function ruleOf(network: tf.LayersModel, options: TileOptions): TileRule {
  const { tile = 512, overlap = tile / 2, margin = overlap / 4, batch = 1 } = options;
  const expect = (name: string, value: number, isRight: boolean, what: string) => {
    if (isRight) return;
    throw new InputError(`Expected ${name} to be ${what} but found ${value}`);
  };
  const isNatural = (value: number) => Number.isInteger(value) && value > 0;
  expect("tile", tile, isNatural(tile), "an integer greater than 0");
  expect("batch", batch, isNatural(batch), "an integer greater than 0");
  expect("overlap", overlap, overlap >= 0 && overlap < tile, `in 0..${tile - 1}`);
  expect("margin", margin, margin >= 0 && margin <= overlap / 2, `in 0..${overlap / 2}`);
  const multiple = networkMultiple(network);
  const whole = (value: number) => Math.ceil(value / multiple) * multiple;
  const seen = whole(margin), shared = Math.max(whole(overlap), 2 * seen);
  // Small tiles of a deep network: larger than asked, so that something is left.
  return {
    multiple,
    tile: Math.max(whole(tile), shared + multiple),
    overlap: shared,
    margin: seen,
  };
}

/**
 * Runs a network over values of any size in overlapping tiles.
 *
 * Each tile counts most in its middle, by a Gaussian with a standard deviation of
 * an eighth of the tile, and nothing within `margin` of a side where another tile
 * goes on; the weights of each pixel sum to 1. Where the network looks no farther
 * than the margin, the result is that of one piece but for rounding (1e-5); one that
 * weighs what its whole input holds (squeeze-and-excitation, attention) looks farther.
 * At right and bottom, values are mirrored up to a size that the network takes.
 *
 * With `augment`, every tile goes through in the eight ways of {@linkcode TURNS},
 * and the mean of what comes back, turned back, is taken: eight times the work.
 *
 * Source: Isensee et al., nnU-Net, Nature Methods 18, 2021 (tiles, weights, mirrored
 * test-time augmentation).
 *
 * @param network `[batch, height, width, 3]` to `[batch, height, width, channels]`
 * @returns for each channel of the output `width * height` values, row-major
 * @throws {InputError} if the network takes one size only, which is not that of the
 *   values, or an option is out of its range
 * @throws the signal's reason once it is aborted
 *
 * @example
 * ```ts
 * import { buildUNet, predictTiled, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2, depth: 2 });
 * const image = { data: new Float32Array(90 * 50 * 3), width: 90, height: 50 };
 * const [nucleus] = await predictTiled(network, image, { tile: 32, overlap: 16 });
 * if (nucleus!.length !== 4500) throw new Error(`${nucleus!.length}`);
 * network.dispose();
 * ```
 */
export async function predictTiled(
  network: tf.LayersModel,
  values: NetworkValues,
  options: TileOptions = {},
): Promise<Float32Array[]> {
  const { augment = false, batch = 1, onProgress, signal } = options;
  const { width, height } = values;
  const only = fixedSizeOf(network, values, augment);
  const rule = only === undefined
    ? ruleOf(network, options)
    : { multiple: 1, tile: only, overlap: 0, margin: 0 };
  const across = layTiles(width, rule), along = layTiles(height, rule);
  const tiles = along.starts.flatMap((_, row) =>
    across.starts.map((_, column) => ({ row, column }))
  );
  const turns = augment ? TURNS.length : 1;
  const total = turns * Math.ceil(tiles.length / batch);
  const channels = network.outputs[0]!.shape.at(-1)!;
  const maps = Array.from({ length: channels }, () => new Float32Array(width * height));
  let done = 0;
  for (let first = 0; first < tiles.length; first += batch) {
    const together = tiles.slice(first, first + batch);
    const cuts = together.map(({ row, column }) =>
      cutMirrored(values, [across.starts[column]!, along.starts[row]!], [
        across.size,
        along.size,
      ])
    );
    for (let turn = 0; turn < turns; turn++) {
      signal?.throwIfAborted();
      const walk = walkOf(turn, across.size, along.size);
      const inputs = turn === 0 ? cuts : cuts.map((cut) => turnValues(cut, walk, 3));
      const seen = await runNetwork(network, inputs, walk);
      const length = seen.length / together.length;
      together.forEach(({ row, column }, i) => {
        const tile = seen.subarray(i * length, (i + 1) * length);
        addTile(maps, { width, height }, tile, walk, {
          left: across.starts[column]!,
          top: along.starts[row]!,
          columns: across.weights[column]!,
          rows: along.weights[row]!,
          share: 1 / turns,
        });
      });
      onProgress?.(++done, total);
      // Lets timers, and with them a stop button, have their turn.
      if (done < total) await new Promise((resolve) => setTimeout(resolve));
    }
  }
  return maps;
}
