import type { Sample } from "./sample.ts";

/** A named part of a data set; samples are read when asked for. */
export interface SampleSet {
  readonly name: string;
  /** In a fixed order: sorted. */
  readonly ids: readonly string[];
  /** @throws {InputError} if the id is unknown or its files cannot be read */
  read(id: string): Promise<Sample>;
}

/** Images with masks, in the two parts that the protocols speak of. */
export interface Dataset {
  /** `synthetic` or `dsb2018`. */
  readonly name: string;
  /** One sentence for a reader. */
  readonly description: string;
  readonly train: SampleSet;
  readonly test: SampleSet;
  /**
   * SHA-256 over the content: names and bytes of all images and masks. The same
   * for a zip and the folder that it unpacks to. Reads everything once.
   */
  checksum(): Promise<string>;
  /** Gives back open files. */
  close(): Promise<void>;
}

/** How many samples are read at once: decoding runs on other threads. */
const AHEAD = 8;

/**
 * Reads samples in order, a few ahead.
 *
 * @param ids which ones; all of the set where left out
 *
 * @example
 * ```ts
 * import { openDataset, readSamples } from "#karyon";
 * const { test } = await openDataset();
 * for await (const sample of readSamples(test, test.ids.slice(0, 2))) {
 *   if (sample.labels === undefined) throw new Error(sample.id);
 * }
 * ```
 */
export async function* readSamples(
  set: SampleSet,
  ids: readonly string[] = set.ids,
): AsyncGenerator<Sample> {
  const pending: Promise<Sample>[] = [];
  let next = 0;
  try {
    while (next < ids.length || pending.length > 0) {
      while (next < ids.length && pending.length < AHEAD) {
        pending.push(set.read(ids[next++]!));
      }
      yield await pending.shift()!;
    }
  } finally {
    // A reader who leaves early must not leave an unhandled rejection behind.
    await Promise.allSettled(pending);
  }
}
