import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
// @ts-types="@types/yauzl"
import yauzl from "yauzl";
import { InputError, messageOf } from "../base/mod.ts";

/** An open zip: its files by name, in any order, several at once. */
export interface Zip {
  /** In the zip's own order; folders end in `/`. */
  readonly entries: readonly string[];
  /**
   * Reads one file; its checksum is verified.
   *
   * @throws {InputError} if there is no such file or its bytes are broken
   */
  read(name: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Symbolic links have this type in the upper half of their attributes. */
const isLink = (entry: yauzl.Entry) =>
  ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;

/**
 * Opens a zip by its central directory, without unpacking it.
 *
 * @throws {InputError} if the file is missing or not a whole zip, or an entry
 *   leaves the folder that it would be unpacked to
 */
export async function openZip(path: string): Promise<Zip> {
  const refuse = (cause: unknown) =>
    new InputError(`Expected a readable zip but found: ${messageOf(cause)}`, { path, cause });
  const file = await yauzl.openPromise(path, { autoClose: false }).catch((cause) => {
    throw refuse(cause);
  });
  const entries = new Map<string, yauzl.Entry>();
  try {
    for await (const entry of file.eachEntry()) {
      if (isLink(entry)) throw new Error(`a symbolic link, ${entry.fileName}`);
      entries.set(entry.fileName, entry);
    }
  } catch (cause) {
    file.close();
    throw refuse(cause);
  }
  return {
    entries: [...entries.keys()],
    read: async (name) => {
      const entry = entries.get(name);
      if (!entry) throw new InputError(`Expected an entry "${name}" but found none`, { path });
      try {
        const chunks: Uint8Array[] = [];
        for await (const chunk of await file.openReadStreamPromise(entry, {})) {
          chunks.push(chunk as Uint8Array);
        }
        const bytes = Buffer.concat(chunks);
        if (crc32(bytes) !== entry.crc32) throw new Error("bytes of another checksum");
        return bytes;
      } catch (cause) {
        throw new InputError(`Expected whole bytes but found: ${messageOf(cause)}`, {
          path: `${path}/${name}`,
          cause,
        });
      }
    },
    close: () => {
      file.close();
      return Promise.resolve();
    },
  };
}
