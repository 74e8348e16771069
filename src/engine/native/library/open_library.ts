import { InputError, messageOf } from "../../../base/mod.ts";
import { expectWhole } from "./expect_whole.ts";
import { explainFailure } from "./explain_failure.ts";

/** Why nothing native can be loaded; the same words whatever the file. */
export const NEEDS_PERMISSION = "loading it needs Deno's permission --allow-ffi";

/**
 * Opens a shared library. Nothing is asked of the person: without permission it
 * fails like any other library that cannot be had.
 *
 * @param path a file, or a bare name that the system's loader looks for
 * @param symbols what the library must have
 * @throws {InputError} if it may not be loaded, is not there, is cut off, is no
 *   library for this machine, needs another that is not there, or lacks a symbol
 */
export function openLibrary<const Symbols extends Deno.ForeignLibraryInterface>(
  path: string,
  symbols: Symbols,
): Deno.DynamicLibrary<Symbols> {
  if (Deno.permissions.querySync({ name: "ffi", path }).state !== "granted") {
    throw new InputError(NEEDS_PERMISSION);
  }
  expectWhole(path);
  try {
    return Deno.dlopen(path, symbols);
  } catch (cause) {
    throw new InputError(explainFailure(path, messageOf(cause)), { path, cause });
  }
}
