import { promisify } from "node:util";
import { crc32, inflateRaw } from "node:zlib";
// @ts-types="@types/yauzl"
import yauzl from "yauzl";
import { InputError, messageOf } from "../base/mod.ts";
import { ZipReader } from "./zip_reader.ts";

/** An open zip: its files by name, in any order, several at once. */
export interface Zip {
  /** In the zip's own order; folders end in `/`. */
  readonly entries: readonly string[];
  /**
   * Reads one file; its length and its checksum (CRC-32) are verified.
   *
   * @throws {InputError} if there is no such file or its bytes are broken
   */
  read(name: string): Promise<Uint8Array>;
  /** Gives the file back; reads that are under way end first. */
  close(): Promise<void>;
}

const inflateAsync = promisify(inflateRaw) as (
  bytes: Uint8Array,
  options: { maxOutputLength: number },
) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Opens a zip by its central directory, without unpacking it.
 *
 * @throws {InputError} if the file is missing or not a whole zip, if it names a
 *   file twice, or if an entry could leave the folder that it is unpacked to:
 *   an absolute path, `..`, a backslash, a symbolic link
 *
 * @example
 * ```ts
 * import { InputError, openZip } from "#karyon";
 * const refusal = await openZip("/nowhere/a.zip").catch((error) => error);
 * if (!(refusal instanceof InputError)) throw refusal;
 * ```
 */
export async function openZip(path: string): Promise<Zip> {
  const refuse = (cause: unknown) =>
    new InputError(`Expected a readable zip but found: ${messageOf(cause)}`, {
      path,
      cause,
    });
  const reader = openReader(path);
  let zip: yauzl.ZipFile;
  const entries = new Map<string, yauzl.Entry>();
  try {
    zip = await yauzl.fromRandomAccessReaderPromise(reader, reader.size, {
      autoClose: false,
      strictFileNames: true,
    });
  } catch (cause) {
    reader.close(() => {});
    throw refuse(cause);
  }
  try {
    for await (const entry of zip.eachEntry()) {
      if (isLink(entry)) {
        throw new Error(`a symbolic link, "${entry.fileName}"`);
      }
      if (entries.has(entry.fileName)) {
        throw new Error(`two entries "${entry.fileName}"`);
      }
      entries.set(entry.fileName, entry);
    }
    reader.dropBlock();
  } catch (cause) {
    zip.close();
    throw refuse(cause);
  }
  const read = async (name: string) => {
    const entry = entries.get(name);
    if (!entry) {
      throw new InputError(`Expected an entry "${name}" but found none`, {
        path,
      });
    }
    try {
      return await readEntry(zip, reader, entry);
    } catch (cause) {
      throw new InputError(
        `Expected whole bytes but found: ${messageOf(cause)}`,
        {
          path: `${path}/${name}`,
          cause,
        },
      );
    }
  };
  const underWay = new Set<Promise<unknown>>();
  let open = true;
  return {
    entries: [...entries.keys()],
    read: (name) => {
      if (!open) {
        return Promise.reject(new Error(`${path} was closed before "${name}" was read`));
      }
      const reading = read(name).finally(() => underWay.delete(reading));
      underWay.add(reading);
      return reading;
    },
    close: async () => {
      if (!open) return;
      open = false;
      await Promise.allSettled(underWay);
      zip.close();
    },
  };
}

function openReader(path: string): ZipReader {
  try {
    return new ZipReader(path);
  } catch (cause) {
    const found = cause instanceof Deno.errors.NotFound ? "no file" : messageOf(cause);
    throw new InputError(`Expected a readable zip but found: ${found}`, {
      path,
      cause,
    });
  }
}

/** Symbolic links have this type in the upper half of their attributes. */
function isLink(entry: yauzl.Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

async function readEntry(
  zip: yauzl.ZipFile,
  reader: ZipReader,
  entry: yauzl.Entry,
): Promise<Uint8Array> {
  if (!entry.canDecodeFileData()) {
    throw new Error("an encrypted entry, or a compression that is not known");
  }
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, {
    minimal: true,
  });
  const stored = reader.readAt(fileDataStart, entry.compressedSize);
  const bytes = entry.isCompressed() ? await inflate(stored, entry) : stored;
  if (bytes.length !== entry.uncompressedSize) {
    throw new Error(
      `${bytes.length} bytes instead of ${entry.uncompressedSize}`,
    );
  }
  if (crc32(bytes) !== entry.crc32) {
    throw new Error("bytes that do not fit their checksum");
  }
  return bytes;
}

/** Stops at the size that the directory tells, whatever the bytes expand to. */
async function inflate(
  stored: Uint8Array,
  { uncompressedSize }: yauzl.Entry,
): Promise<Uint8Array<ArrayBuffer>> {
  const { buffer, byteOffset, byteLength } = await inflateAsync(stored, {
    maxOutputLength: Math.max(1, uncompressedSize),
  });
  return new Uint8Array(buffer, byteOffset, byteLength);
}
