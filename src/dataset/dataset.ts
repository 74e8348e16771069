import type { Table } from "../base/mod.ts";
import type { Problem } from "./problem.ts";
import { readAhead } from "./read_ahead.ts";
import type { Sample } from "./sample.ts";

/** A named part of a data set; samples are read when asked for. */
export interface SampleSet {
  readonly name: string;
  /** In a fixed order: sorted. */
  readonly ids: readonly string[];
  /** @throws {InputError} if the id is unknown or its files cannot be read */
  read(id: string): Promise<Sample>;
  /**
   * Reads with a close look at the files: what can be read of the sample, and
   * what is wrong with it. An unreadable file is a problem here, not an error.
   */
  inspect(id: string): Promise<Inspection>;
}

/** What {@linkcode SampleSet.inspect} gives. */
export interface Inspection {
  /** Missing where the image cannot be read. */
  readonly sample?: Sample;
  readonly problems: readonly Problem[];
}

/** Images with masks, in the two parts that the protocols speak of. */
export interface Dataset {
  /** `synthetic`, `dsb2018`, or `own` for a folder of one's own. */
  readonly name: string;
  /** One sentence for a reader. */
  readonly description: string;
  readonly train: SampleSet;
  readonly test: SampleSet;
  /** All there are: train and test first, then others, such as the contest's `stage2`. */
  readonly sets: readonly SampleSet[];
  /** What is wrong with the files as a whole, such as masks without an image. */
  readonly problems: readonly Problem[];
  /**
   * Of a folder of one's own, a row a set: `set`, `images`, `paired`,
   * `without_mask`, `masks_without_image`.
   */
  readonly pairing?: Table;
  /**
   * SHA-256 over the content: names and bytes of all images and masks. The same
   * for a zip and the folder that it unpacks to. Reads everything once. The
   * contest's stage 2 is left out: it makes no other training set.
   */
  checksum(): Promise<string>;
  /** Gives back open files. */
  close(): Promise<void>;
}

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
export function readSamples(
  set: SampleSet,
  ids: readonly string[] = set.ids,
): AsyncGenerator<Sample> {
  return readAhead(ids, (id) => set.read(id));
}
