import { join } from "node:path";
import { InputError, type OnProgress } from "../../../base/mod.ts";
import { projectFolder } from "./candidates.ts";
import { fetchWheel } from "./fetch_wheel.ts";
import type { Library } from "./find_library.ts";
import { canBring, installHint } from "./how_to_get_native.ts";
import { inspectLibrary } from "./inspect_library.ts";
import { unpackWheel } from "./unpack_wheel.ts";
import { onednnWheel } from "./wheel.ts";

/** How a library is brought. */
export interface BringOptions {
  /** Where it goes; the project's `.cache/onednn` unless given. */
  readonly folder?: string;
  /** A folder that has the wheel, in place of the network. */
  readonly from?: string;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** A folder beside the final names, so that renaming is all that is left to do. */
async function withUnfinished<T>(
  folder: string,
  body: (unfinished: string) => Promise<T>,
): Promise<T> {
  await Deno.mkdir(folder, { recursive: true });
  const unfinished = await Deno.makeTempDir({ dir: folder, suffix: ".part" });
  try {
    return await body(unfinished);
  } finally {
    await Deno.remove(unfinished, { recursive: true });
  }
}

/**
 * Brings oneDNN 3 for this person alone: pip downloads a pinned wheel from PyPI,
 * 39 MB, of which the library and its licences are kept. It appears under its
 * name when its checksum and its version are right.
 *
 * @throws {InputError} if no wheel fits this machine (the message says what to
 *   install instead), there is no pip, the bytes are not the known ones, or the
 *   library does not open here
 *
 * @example
 * ```ts
 * import { bringLibrary, InputError } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * const refusal = await bringLibrary({ folder, from: folder }).catch((error) => error);
 * if (!(refusal instanceof InputError)) throw refusal;
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function bringLibrary(options: BringOptions = {}): Promise<Library> {
  const { folder = projectFolder(), from, onProgress, signal } = options;
  if (!canBring || folder === undefined) {
    throw new InputError(
      `Expected Linux on x86_64, for which PyPI has oneDNN 3, but found ${Deno.build.os} on ${Deno.build.arch}: install it with ${installHint()}`,
    );
  }
  return await withUnfinished(folder, async (unfinished) => {
    const steps = 3;
    onProgress?.(0, steps, "downloading 39 MB");
    const wheel = await fetchWheel(onednnWheel, unfinished, { from, signal });
    onProgress?.(1, steps, "unpacking");
    await unpackWheel(wheel, unfinished, onednnWheel);
    onProgress?.(2, steps, "opening");
    const names = onednnWheel.files.map(({ name }) => name);
    const facts = inspectLibrary(join(unfinished, names.at(-1)!));
    for (const name of names) {
      await Deno.rename(join(unfinished, name), join(folder, name));
    }
    onProgress?.(steps, steps, "");
    return { path: join(folder, names.at(-1)!), origin: "project", ...facts };
  });
}
