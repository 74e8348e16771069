// @ts-types="@types/yauzl"
import yauzl from "yauzl";

/** Large enough that a central directory of megabytes takes a few reads. */
const BLOCK = 1 << 20;

/**
 * Reads a file for yauzl, which asks for a zip's directory in pieces of a few
 * bytes: one system call for each made 30,000 entries take seconds to open.
 *
 * Every read is synchronous, so that seeking and reading are one step and reads
 * that are under way at the same time cannot disturb each other.
 */
export class ZipReader extends yauzl.RandomAccessReader {
  readonly size: number;
  readonly #file: Deno.FsFile;
  #block = new Uint8Array();
  #blockStart = 0;

  constructor(path: string) {
    super();
    this.#file = Deno.openSync(path);
    this.size = this.#file.statSync().size;
  }

  /** Small pieces come from a block that is kept, until this is called. */
  dropBlock(): void {
    this.#block = new Uint8Array();
  }

  /**
   * Reads straight from the file.
   *
   * @throws {Error} if it ends before `length` bytes are read
   */
  readAt(position: number, length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    this.#file.seekSync(position, Deno.SeekMode.Start);
    let read = 0;
    while (read < length) {
      const count = this.#file.readSync(bytes.subarray(read));
      if (count === null) {
        throw new Error(`the file ends at byte ${position + read}`);
      }
      read += count;
    }
    return bytes;
  }

  override read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    let problem: Error | null = null;
    try {
      buffer.set(this.#piece(position, length), offset);
    } catch (error) {
      problem = error as Error;
    }
    queueMicrotask(() => callback(problem));
  }

  override close(callback: (error: Error | null) => void): void {
    this.#file.close();
    queueMicrotask(() => callback(null));
  }

  #piece(position: number, length: number): Uint8Array {
    const start = position - this.#blockStart;
    if (start < 0 || start + length > this.#block.length) {
      const end = Math.min(position + Math.max(length, BLOCK), this.size);
      if (position + length > end) {
        throw new Error(`the file ends at byte ${this.size}`);
      }
      this.#block = this.readAt(position, end - position);
      this.#blockStart = position;
    }
    const from = position - this.#blockStart;
    return this.#block.subarray(from, from + length);
  }
}
