import { type OnProgress, runInBackground } from "../base/mod.ts";
import type { InputShape } from "../images/mod.ts";
import type { Dataset, SampleSet } from "./dataset.ts";
import { prepareShare, type SharedWork } from "./prepare_share.ts";
import { createBlock, type PreparedBlock } from "./prepared_block.ts";

/** Samples of one set, by their ids. */
export interface Part {
  readonly set: SampleSet;
  readonly ids: readonly string[];
}

/** A part, for threads that open the data set themselves. */
export interface NamedPart {
  readonly set: string;
  readonly ids: readonly string[];
}

/** What each worker gets. */
export interface PrepareJob {
  readonly source: string;
  readonly parts: readonly NamedPart[];
  readonly work: SharedWork;
}

/** What a worker calls. */
export type PrepareListeners = { readonly onPrepared: (index: number) => void };

/** How to go about it. */
export interface ParallelOptions {
  /**
   * Threads that read, this one among them; by default one for each processor,
   * fewer for few samples.
   */
  readonly threads?: number | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Stops after the samples under way. */
  readonly signal?: AbortSignal | undefined;
}

/** A worker starts in the time that reading about as many samples takes. */
const WORTH_A_WORKER = 32;

/**
 * Reads and prepares samples here and in workers, which open the data set anew.
 *
 * @param source what the data set was opened from
 * @returns a block with the samples of all parts, in order
 * @throws {InputError} what reading a sample throws; the other threads stop then
 * @throws the reason of `signal`, where it is aborted
 */
export async function prepareInParallel(
  source: string,
  parts: readonly Part[],
  shape: InputShape,
  { threads, onProgress, signal }: ParallelOptions = {},
): Promise<PreparedBlock> {
  signal?.throwIfAborted();
  const wanted = parts.flatMap(({ set, ids }) => ids.map((id) => ({ set, id })));
  const block = createBlock(wanted.length, shape.size);
  const begun = new Int32Array(new SharedArrayBuffer(4));
  const work: SharedWork = { shape, block, begun };
  let done = 0;
  const onPrepared = (index: number) =>
    onProgress?.(++done, wanted.length, wanted[index]!.set.name);
  const failed = new AbortController();
  const either = AbortSignal.any([failed.signal, ...signal ? [signal] : []]);
  const inWorker = () =>
    runInBackground({
      worker: new URL("./prepare_worker.ts", import.meta.url),
      job: { source, parts: parts.map(nameSet), work } satisfies PrepareJob,
      listeners: { onPrepared } satisfies PrepareListeners,
      signal: either,
    });
  const most = Math.min(navigator.hardwareConcurrency, wanted.length / WORTH_A_WORKER);
  const workers = Array.from({ length: (threads ?? Math.ceil(most)) - 1 }, inWorker);
  const all = [...workers, prepareShare(work, wanted, either, onPrepared)];
  // One failure stops the others; all have ended before anyone closes what they read.
  for (const share of all) share.catch(() => failed.abort());
  const ended = await Promise.allSettled(all);
  signal?.throwIfAborted();
  for (const share of ended) if (share.status === "rejected") throw share.reason;
  return block;
}

const nameSet = ({ set, ids }: Part): NamedPart => ({ set: set.name, ids });

/** What a data set's parts are called in another thread, found there again. */
export function findParts(
  dataset: Dataset,
  parts: readonly NamedPart[],
): { readonly set: SampleSet; readonly id: string }[] {
  return parts.flatMap((part) => {
    const set = dataset.sets.find(({ name }) => name === part.set);
    if (!set) throw new Error(`Expected a set "${part.set}" but found none`);
    return part.ids.map((id) => ({ set, id }));
  });
}
