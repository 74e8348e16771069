import { createHash } from "node:crypto";
import { InputError } from "../../../base/mod.ts";

/**
 * A file's SHA-256, in hex.
 *
 * @throws {Deno.errors.NotFound} if the file is not there
 */
export async function checksumOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  const file = await Deno.open(path);
  for await (const chunk of file.readable) hash.update(chunk);
  return hash.digest("hex");
}

/** @throws {InputError} if a file's bytes are not those that are known */
export async function expectChecksum(path: string, sha256: string): Promise<void> {
  const found = await checksumOf(path);
  if (found !== sha256) {
    throw new InputError(`Expected the SHA-256 ${sha256} but found ${found}`, { path });
  }
}
