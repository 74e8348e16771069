import type { InputShape } from "../images/mod.ts";
import type { Dataset } from "./dataset.ts";
import { type PreparedSample, prepareSamples } from "./prepare.ts";
import {
  type ParallelOptions,
  type Part,
  prepareInParallel,
} from "./prepare_in_parallel.ts";
import { type PreparedBlock, sampleAt } from "./prepared_block.ts";
import { defaultCacheFolder, openPreparedCache } from "./prepared_cache.ts";

/** What to prepare, and how. */
export interface PrepareOptions extends ParallelOptions {
  /** What {@linkcode openDataset} was given. */
  readonly source: string;
  /** What it gave. */
  readonly dataset: Dataset;
  /** Sets of the data set, or parts of them. */
  readonly parts: readonly Part[];
  readonly shape: InputShape;
  /**
   * The folder of the cache; by default `.cache/prepared` in Karyon's own folder
   * for 64 samples and more. With false, nothing is looked up and nothing kept.
   */
  readonly cache?: string | false;
  /** Told in one sentence why a cache was of no use, or could not be kept. */
  readonly onNote?: ((sentence: string) => void) | undefined;
}

/** What came of it. */
export interface PreparedDataset {
  /** The samples of each part, in order; in shared memory, which workers read in place. */
  readonly parts: readonly (readonly PreparedSample[])[];
  /** As {@linkcode Dataset.checksum} gives it; from a cache without reading the files. */
  readonly checksum: () => Promise<string>;
  /** Whether they came from the cache. */
  readonly cached: boolean;
}

/**
 * Reads and prepares the samples of a data set: from the cache where the files are
 * still those that it was made of, else in parallel workers, and keeps them.
 *
 * A cache holds 0.46 MB a sample at 256 x 256. It is looked at before it is used:
 * its own checksum, and names, sizes and times of all the data set's files. One
 * that does not fit is made anew. Of several, the newest four are kept; the folder
 * may be removed at any time.
 *
 * The synthetic set is drawn, not read: it is prepared without workers or cache.
 *
 * @throws {InputError} if a sample cannot be read or has no mask
 * @throws the reason of `signal`, where it is aborted
 *
 * @example
 * ```ts
 * import { openDataset, prepareDataset } from "#karyon";
 * const source = "synthetic";
 * const dataset = await openDataset(source);
 * const { parts: [samples] } = await prepareDataset({
 *   source,
 *   dataset,
 *   parts: [{ set: dataset.test, ids: dataset.test.ids.slice(0, 2) }],
 *   shape: { size: 64, normalization: "none" },
 * });
 * if (samples!.length !== 2) throw new Error(`${samples!.length}`);
 * ```
 */
export async function prepareDataset(options: PrepareOptions): Promise<PreparedDataset> {
  const { source, dataset, shape, onNote } = options;
  if (dataset.name === "synthetic") return await prepareHere(options);
  const folder = options.cache ?? folderFor(options.parts);
  if (!folder) {
    const block = await prepareInParallel(source, options.parts, shape, options);
    const parts = divide(block, options.parts);
    return { parts, checksum: () => dataset.checksum(), cached: false };
  }
  const parts = options.parts.map(({ set, ids }) => ({ set: set.name, ids }));
  const cache = openPreparedCache(folder, { source, shape, parts, onNote });
  const kept = cache.find();
  const { block, checksum } = kept ?? await readAll(options);
  if (!kept) await cache.keep({ block, checksum });
  return {
    parts: divide(block, options.parts),
    checksum: () => Promise.resolve(checksum),
    cached: kept !== undefined,
  };
}

/** Fewer samples than this are read in the time that looking for them takes. */
const WORTH_KEEPING = 64;

function folderFor(parts: readonly Part[]): string | undefined {
  const count = parts.reduce((sum, { ids }) => sum + ids.length, 0);
  return count < WORTH_KEEPING ? undefined : defaultCacheFolder();
}

/** The samples, and meanwhile the checksum of all files. */
async function readAll(options: PrepareOptions) {
  const { source, dataset, parts, shape } = options;
  const [block, checksum] = await Promise.allSettled([
    prepareInParallel(source, parts, shape, options),
    dataset.checksum(),
  ]);
  if (block.status === "rejected") throw block.reason;
  if (checksum.status === "rejected") throw checksum.reason;
  return { block: block.value, checksum: checksum.value };
}

async function prepareHere(
  { dataset, parts, shape, onProgress, signal }: PrepareOptions,
): Promise<PreparedDataset> {
  const prepared: PreparedSample[][] = [];
  for (const { set, ids } of parts) {
    signal?.throwIfAborted();
    prepared.push(await prepareSamples(set, ids, shape, onProgress));
  }
  return { parts: prepared, checksum: () => dataset.checksum(), cached: false };
}

/** The samples of each part. */
function divide(block: PreparedBlock, parts: readonly Part[]): PreparedSample[][] {
  let index = 0;
  return parts.map(({ ids }) => ids.map((id) => sampleAt(block, index++, id)));
}
