import { InputError, type Table } from "../base/mod.ts";
import type { DecodedFile } from "./decode.ts";
import type { DecodeOptions } from "./decode_options.ts";
import { listImages } from "./list_images.ts";
import { readImageFile } from "./read.ts";
import { fileRow, summarizeFiles } from "./summarize_files.ts";

/** A file that was read. */
export interface ReadFile extends DecodedFile {
  readonly path: string;
}

/** A file that could not be read, and why. */
export interface FailedFile {
  readonly path: string;
  readonly error: InputError;
}

/** How {@linkcode readImages} reads. */
export interface ReadImagesOptions extends DecodeOptions {
  /** How many files are read at once, an integer greater than 0; default 4. */
  readonly ahead?: number;
}

/** Images as they are read, and what became of every file so far. */
export interface ImageReading extends AsyncIterable<ReadFile> {
  /** The files that could not be read. */
  readonly failed: readonly FailedFile[];
  /**
   * A row a file: `file`, `format`, `width`, `height`, `channels`, `depth`,
   * `conversions`, `warnings`, `error`.
   */
  files(): Table;
  /** Counts over all files, a row each: `what`, `value`, `files`. */
  summary(): Table;
}

/**
 * Reads many files, a few at once, and gives the images in the order of the paths.
 *
 * A file that cannot be read stops nothing: it is left out and collected in
 * `failed`. Pixels are not kept, only what was found out about each file.
 *
 * @param paths image files; or one path alone, of a file or of a folder whose
 *   images are meant
 * @throws {RangeError} if an option is out of its range
 *
 * @example
 * ```ts
 * import { createImage, readImages, writePng } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * await writePng(`${folder}/a.png`, createImage(5, 4, 3));
 * await Deno.writeTextFile(`${folder}/b.png`, "no image");
 * const reading = readImages([`${folder}/a.png`, `${folder}/b.png`]);
 * for await (const { image, report } of reading) {
 *   if (image.width !== 5 || report.format !== "PNG") throw new Error();
 * }
 * if (reading.failed.length !== 1 || reading.files().length !== 2) throw new Error();
 * if (reading.summary()[0]!["files"] !== 1) throw new Error();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function readImages(
  paths: string | Iterable<string>,
  { ahead = 4, ...options }: ReadImagesOptions = {},
): ImageReading {
  if (!Number.isSafeInteger(ahead) || ahead < 1) {
    throw new RangeError(
      `Expected ahead to be an integer greater than 0 but found ${ahead}`,
    );
  }
  const rows: Table[number][] = [];
  const failed: FailedFile[] = [];
  const read = async (path: string): Promise<ReadFile | FailedFile> => {
    try {
      return { path, ...await readImageFile(path, options) };
    } catch (error) {
      if (error instanceof InputError) return { path, error };
      throw error;
    }
  };
  const images = async function* (): AsyncGenerator<ReadFile> {
    // Each run through the images starts over.
    rows.length = failed.length = 0;
    const pending: Promise<ReadFile | FailedFile>[] = [];
    const list = typeof paths === "string" ? await listImages(paths) : paths;
    const next = list[Symbol.iterator]();
    try {
      while (true) {
        while (pending.length < ahead) {
          const { value, done } = next.next();
          if (done) break;
          pending.push(read(value));
        }
        const file = await pending.shift();
        if (file === undefined) return;
        rows.push(fileRow(file));
        if ("error" in file) failed.push(file);
        else yield file;
      }
    } finally {
      // Who leaves early must not leave an unhandled rejection behind.
      await Promise.allSettled(pending);
    }
  };
  return {
    [Symbol.asyncIterator]: images,
    failed,
    files: () => [...rows],
    summary: () => summarizeFiles(rows),
  };
}
