import { createHash } from "node:crypto";
import { Buffer } from "node:buffer";
import { blockBytes, bytesOf, type PreparedBlock } from "./prepared_block.ts";

/**
 * A file of prepared samples: a word that says what it is, the SHA-256 of all that
 * follows, the length of the header (4 bytes, little-endian), the header as JSON,
 * padded with spaces to a multiple of 8, and the block.
 */
const MAGIC = new TextEncoder().encode("KARYON P");
const DIGEST_BYTES = 32;
const LENGTH_AT = MAGIC.length + DIGEST_BYTES;
const HEADER_AT = LENGTH_AT + 4;

/** A header, and the block that it describes. */
export interface PreparedFile {
  /** Any JSON. */
  readonly header: unknown;
  readonly block: PreparedBlock;
}

/** Why a file of prepared samples cannot be used: it was damaged, or is no such file. */
export class DamagedFile extends Error {}

const digestOf = (...pieces: Uint8Array[]): Uint8Array => {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
};

/** Writes beside the place and renames, so that nobody reads half a file. */
export async function writePreparedFile(
  path: string,
  { header, block }: PreparedFile,
): Promise<void> {
  const { count, size } = block;
  const json = JSON.stringify({ count, size, header });
  const bare = new TextEncoder().encode(json).length;
  const padding = (8 - (HEADER_AT + bare) % 8) % 8;
  const text = new TextEncoder().encode(json + " ".repeat(padding));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length, true);
  const body = bytesOf(block);
  const digest = digestOf(length, text, body);
  const beside = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    using file = await Deno.open(beside, { write: true, createNew: true });
    for (const piece of [MAGIC, digest, length, text, body]) {
      for (let at = 0; at < piece.length;) at += file.writeSync(piece.subarray(at));
    }
    await Deno.rename(beside, path);
  } catch (error) {
    await Deno.remove(beside).catch(() => {});
    throw error;
  }
}

/**
 * Reads a file and checks its checksum; the block lies in shared memory.
 *
 * @throws {DamagedFile} if it is not the whole file that was written
 * @throws {Deno.errors.NotFound} if there is none
 */
export function readPreparedFile(path: string): PreparedFile {
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(new SharedArrayBuffer(file.statSync().size));
  for (let at = 0; at < bytes.length;) {
    const count = file.readSync(bytes.subarray(at));
    if (count === null) throw new DamagedFile("it became shorter while it was read");
    at += count;
  }
  if (bytes.length < HEADER_AT || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new DamagedFile("it is no file of prepared images");
  }
  const digest = digestOf(bytes.subarray(LENGTH_AT));
  const stored = bytes.slice(MAGIC.length, LENGTH_AT);
  if (Buffer.compare(digest, stored) !== 0) {
    throw new DamagedFile("its content does not fit its checksum");
  }
  const length = new DataView(bytes.buffer).getUint32(LENGTH_AT, true);
  const text = new TextDecoder().decode(bytes.slice(HEADER_AT, HEADER_AT + length));
  const { count, size, header } = JSON.parse(text);
  const start = HEADER_AT + length;
  if (start + blockBytes(count, size) !== bytes.length) {
    throw new DamagedFile("its length does not fit its header");
  }
  return { header, block: { memory: bytes.buffer, start, count, size } };
}
