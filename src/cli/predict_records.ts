/** What has been done in a folder of results, so that it is not done again. */
import {
  type ImageRecord,
  readState,
  removeFiles,
  stateOfFiles,
  writeState,
} from "./predict_state.ts";

/** At most this many milliseconds of finished images are lost to a power cut. */
const SAVE_EVERY = 2000;

/** An image's results are those of a file as it was at a time. */
type Origin = Pick<ImageRecord, "name" | "source" | "stamp">;

/**
 * The records of a folder of results, kept in its `.karyon.json`.
 *
 * Records whose files are changed or gone in part count no more from the start;
 * they are known until the image is done again, so that none of their files then
 * lies beside those of other settings.
 */
export class Records {
  #saved = performance.now();
  #isChanged = false;
  readonly #byName = new Map<string, ImageRecord>();
  readonly #outdated = new Map<string, ImageRecord>();
  #hadRunLengths = false;

  private constructor(readonly out: string) {}

  static async open(out: string): Promise<Records> {
    const records = new Records(out);
    const { images, outdated } = await readState(out);
    for (const record of [...outdated, ...images]) {
      if ("rle" in record.files) records.#hadRunLengths = true;
      const state = await stateOfFiles(out, record);
      if (state === "gone") continue;
      const counts = state === "whole" && !outdated.includes(record);
      (counts ? records.#byName : records.#outdated).set(record.name, record);
    }
    return records;
  }

  /** Whether an earlier run wrote run lengths, and a table of them all. */
  get hadRunLengths(): boolean {
    return this.#hadRunLengths;
  }

  /** All that count, in the order of names. */
  list(): ImageRecord[] {
    const { compare } = new Intl.Collator("en", { numeric: true });
    return [...this.#byName.values()].sort((a, b) => compare(a.name, b.name));
  }

  /** The record of an image that is done. */
  find(name: string): ImageRecord | undefined {
    return this.#byName.get(name);
  }

  /** The whole path of the image that files of this name are of, outdated ones too. */
  sourceOf(name: string): string | undefined {
    return (this.#byName.get(name) ?? this.#outdated.get(name))?.source;
  }

  /**
   * Enters an image that is done, removes what is left of its earlier results, and
   * saves now and then.
   */
  async add(record: ImageRecord): Promise<void> {
    this.forget(record.name);
    const old = this.#outdated.get(record.name);
    if (old) await removeFiles(this.out, old, record);
    this.#outdated.delete(record.name);
    this.#byName.set(record.name, record);
    this.#isChanged = true;
    if (performance.now() - this.#saved > SAVE_EVERY) await this.save();
  }

  /** Counts an image no more whose files are about to be written anew. */
  forget(name: string): void {
    const record = this.#byName.get(name);
    if (record === undefined) return;
    this.#byName.delete(name);
    this.#outdated.set(name, record);
    this.#isChanged = true;
  }

  /**
   * Removes the forgotten results of a name, if they are of another image than the
   * one that has it now.
   *
   * @returns whether there were any
   */
  async removeReplaced({ name, source, stamp }: Origin): Promise<boolean> {
    const old = this.#outdated.get(name);
    if (!old || (old.source === source && old.stamp === stamp)) return false;
    await this.#remove(old);
    return true;
  }

  /** Removes what images that are done have under other names, of earlier runs. */
  async removeOtherNames(done: readonly ImageRecord[]): Promise<void> {
    const names = new Map(done.map(({ source, name }) => [source, name]));
    for (const old of [...this.#byName.values(), ...this.#outdated.values()]) {
      const name = names.get(old.source);
      if (name !== undefined && name !== old.name) await this.#remove(old);
    }
  }

  async #remove(record: ImageRecord): Promise<void> {
    await removeFiles(this.out, record);
    this.#byName.delete(record.name);
    this.#outdated.delete(record.name);
    this.#isChanged = true;
  }

  /** Writes all records, whole or not at all. */
  async save(): Promise<void> {
    if (!this.#isChanged) return;
    const outdated = [...this.#outdated.values()];
    await writeState(this.out, { version: 1, images: this.list(), outdated });
    this.#isChanged = false;
    this.#saved = performance.now();
  }
}
