import type { Model } from "../../architectures/mod.ts";
import { InputError, type OnProgress } from "../../base/mod.ts";
import {
  type LabelTiffFile,
  measureNormalization,
  openLabelTiff,
  openRegions,
  type RegionOptions,
} from "../../images/mod.ts";
import { blameCard, cardFileOf } from "../blame_card.ts";
import { networkMultiple } from "../network_multiple.ts";
import { splittingOf } from "../predict.ts";
import type { SplitSettings } from "../split/split_settings.ts";
import { LabelCanvas } from "./label_canvas.ts";
import { segmentTile, type TileNuclei, type TileWork } from "./segment_tile.ts";
import { layRow, seenBy, type TileRow } from "./tile_row.ts";

/** How {@linkcode segmentFile} goes through a file, and whom it tells. */
export interface SegmentFileOptions extends RegionOptions {
  /** What a tile answers for along each side, without its margin; pixels. Default 1024. */
  readonly tile?: number;
  /**
   * What a tile sees of its neighbours: more than the diameter of any nucleus, and
   * than the network looks. Pixels; default 128.
   */
  readonly margin?: number;
  /** Averages over the eight flips and quarter turns. Default false. */
  readonly augment?: boolean;
  /** How nuclei are told apart; default as `splittingOf()` has it from the card. */
  readonly splitting?: SplitSettings;
  /** Micrometres a pixel, for the rows. */
  readonly pixelSize?: number;
  /** Where the label image goes, a TIFF. Not written where left out. */
  readonly labels?: string;
  /** Bits of its numbers: 16 for up to 65,535 nuclei. Default 32. */
  readonly labelBits?: 16 | 32;
  /** Told of every tile's nuclei; the next tile waits for it. */
  readonly onNuclei?: (nuclei: TileNuclei) => void | Promise<void>;
  /** Counts tiles; a note tells when brightness is measured first. */
  readonly onProgress?: OnProgress;
  /** Stops after the tile in flight; no label image is left then. */
  readonly signal?: AbortSignal;
}

/** What was found in a file. */
export interface SegmentedFile {
  readonly width: number;
  readonly height: number;
  /** 1 is gray, 3 RGB: these have more columns in their rows. */
  readonly channels: 1 | 3;
  /** How many nuclei. */
  readonly count: number;
}

/**
 * Finds the nuclei of an image file of any size, without ever holding the image whole:
 * memory grows with the tile and with the image's width times the height of a tile.
 *
 * A first pass over the file measures the brightness that the model's normalisation
 * needs over the whole image. Then tiles, row by row, are predicted and split into
 * nuclei with a margin all around, and each nucleus is brought by one tile alone, whole:
 * see {@linkcode LabelCanvas}. Where neither the network nor a nucleus reaches farther
 * than the margin, these are the nuclei that one finds in the image as a whole. A
 * network that also weighs what its whole input holds (squeeze-and-excitation,
 * attention) takes the tile for the image: it finds other nuclei than in the whole,
 * and each still once. They are numbered tile by tile.
 *
 * @param model with `input.fit` `native` in its card
 * @throws {InputError} if the file cannot be read, the model squeezes images to a square,
 *   an option is out of range, or there are more nuclei than `labelBits` hold
 * @throws the signal's reason once it is aborted, and what `onNuclei` throws
 *
 * @example
 * ```ts
 * import { createImage, loadModel, segmentFile, useEngine, writePng } from "#karyon";
 * await useEngine();
 * const folder = await Deno.makeTempDir();
 * await writePng(`${folder}/a.png`, createImage(90, 60, 1));
 * const model = await loadModel("karyon-small");
 * const { width, count } = await segmentFile(model, `${folder}/a.png`, {
 *   labels: `${folder}/labels.tif`,
 * });
 * if (width !== 90 || count !== 0) throw new Error(`${count}`);
 * model.dispose();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function segmentFile(
  model: Model,
  path: string,
  options: SegmentFileOptions = {},
): Promise<SegmentedFile> {
  const { signal, onProgress } = options;
  const { fit = "square", normalization } = model.card.input;
  if (fit !== "native") {
    throw new InputError(
      `Expected a model with input.fit native, which takes images at their own size, ` +
        `but found ${fit}`,
      { path: cardFileOf(model) },
    );
  }
  const lay = rowLayer(model.network, options);
  signal?.throwIfAborted();
  const regions = await openRegions(path, options);
  try {
    const { width, height, channels } = regions;
    const grid = { across: lay(width), along: lay(height) };
    const total = grid.across.count * grid.along.count;
    const normalize = await measureNormalization(regions, normalization, {
      ...(signal && { signal }),
      ...(onProgress && {
        onProgress: () => onProgress(0, total, "measuring brightness"),
      }),
    });
    const { seen, margin } = grid.along;
    const canvas = new LabelCanvas(width, height, seen, Math.floor(margin / 4));
    const { labels, labelBits, splitting, augment = false, pixelSize } = options;
    const settings = splitting ?? blameCard(model, () => splittingOf(model.card));
    const file = labels === undefined
      ? undefined
      : await openLabelTiff(labels, width, height, labelBits);
    const work = {
      model,
      regions,
      normalize,
      canvas,
      settings,
      augment,
      pixelSize,
      signal,
    };
    try {
      await segmentTiles(work, grid, file, options);
      await file?.close();
    } catch (error) {
      await file?.discard();
      throw error;
    }
    return { width, height, channels, count: canvas.count };
  } finally {
    await regions.close();
  }
}

/** A function that lays tiles along an axis, as the options have it. */
function rowLayer(
  network: Model["network"],
  { tile = 1024, margin = 128 }: SegmentFileOptions,
): (length: number) => TileRow {
  for (
    const [name, value, least] of [["tile", tile, 1], ["margin", margin, 0]] as const
  ) {
    if (Number.isInteger(value) && value >= least) continue;
    throw new InputError(
      `Expected ${name} to be an integer of at least ${least} but found ${value}`,
    );
  }
  const multiple = networkMultiple(network);
  const around = Math.ceil(margin / multiple) * multiple;
  return (length) => layRow(length, tile, around, multiple);
}

/** Columns and rows of tiles. */
interface Grid {
  readonly across: TileRow;
  readonly along: TileRow;
}

async function segmentTiles(
  work: TileWork,
  { across, along }: Grid,
  file: LabelTiffFile | undefined,
  { signal, onNuclei, onProgress }: SegmentFileOptions,
): Promise<void> {
  let done = 0;
  for (let row = 0; row < along.count; row++) {
    const top = row * along.core, [seenTop, seenHeight] = seenBy(row, along);
    for (let column = 0; column < across.count; column++) {
      signal?.throwIfAborted();
      const left = column * across.core, [seenLeft, seenWidth] = seenBy(column, across);
      const core = {
        left,
        top,
        width: Math.min(across.core, across.length - left),
        height: Math.min(along.core, along.length - top),
      };
      const seen = {
        left: seenLeft,
        top: seenTop,
        width: seenWidth,
        height: seenHeight,
      };
      const nuclei = await segmentTile(work, core, seen);
      await onNuclei?.(nuclei);
      onProgress?.(++done, across.count * along.count);
    }
    const isLast = row === along.count - 1;
    // The next tiles see rows above their core, and may write there.
    const rows = work.canvas.release(isLast ? along.length : seenBy(row + 1, along)[0]);
    await file?.write(rows);
  }
  signal?.throwIfAborted();
}
