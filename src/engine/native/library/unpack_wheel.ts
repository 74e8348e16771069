import { join } from "node:path";
// @ts-types="@types/yauzl"
import yauzl from "yauzl";
import { InputError, messageOf } from "../../../base/mod.ts";
import { expectChecksum } from "./checksum.ts";
import type { Wheel } from "./wheel.ts";

/**
 * Unpacks the files of a wheel that are kept, and no others.
 *
 * @param path the wheel
 * @param to an existing folder
 * @throws {InputError} if the wheel or one of its files is not what is pinned
 */
export async function unpackWheel(
  path: string,
  to: string,
  wheel: Pick<Wheel, "sha256" | "files">,
): Promise<void> {
  await expectChecksum(path, wheel.sha256);
  const missing = new Map(wheel.files.map((file) => [file.entry, file]));
  try {
    const zip = await yauzl.openPromise(path, { autoClose: false });
    try {
      for await (const entry of zip.eachEntry()) {
        const file = missing.get(entry.fileName);
        if (!file) continue;
        await copy(await zip.openReadStreamPromise(entry), join(to, file.name));
        missing.delete(entry.fileName);
      }
    } finally {
      zip.close();
    }
  } catch (cause) {
    throw new InputError(`Expected a wheel but found: ${messageOf(cause)}`, {
      path,
      cause,
    });
  }
  const [lost] = missing.keys();
  if (lost !== undefined) {
    throw new InputError(`Expected ${lost} in it but found none`, { path });
  }
  for (const { name, sha256 } of wheel.files) {
    await expectChecksum(join(to, name), sha256);
  }
}

async function copy(from: AsyncIterable<Uint8Array>, to: string): Promise<void> {
  using file = await Deno.open(to, { write: true, createNew: true });
  for await (const chunk of from) {
    for (let at = 0; at < chunk.length;) at += await file.write(chunk.subarray(at));
  }
}
