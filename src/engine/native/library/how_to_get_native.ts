import { NEEDS_PERMISSION } from "./open_library.ts";

/** Whether PyPI has a library that `deno task native` can bring here. */
export const canBring = Deno.build.os === "linux" && Deno.build.arch === "x86_64";

/** What a person types to get oneDNN 3 from a package manager of this system. */
export function installHint(os: typeof Deno.build.os = Deno.build.os): string {
  const conda = '"conda install -c conda-forge onednn"';
  if (os === "darwin") return `"brew install onednn" or ${conda}`;
  if (os === "windows") return conda;
  return `"sudo apt install libdnnl-dev" (Debian 13, Ubuntu 24.04 or newer; older ones have version 2) or ${conda}`;
}

/**
 * One sentence on why there is no oneDNN and how to get it.
 *
 * @param reasons why the libraries that were there cannot be used, as
 *   `findLibrary()` gives them
 *
 * @example
 * ```ts
 * import { findLibrary, howToGetNative } from "#karyon";
 * const { library, reasons } = findLibrary();
 * if (!library && !howToGetNative(reasons).includes("oneDNN")) throw new Error();
 * ```
 */
export function howToGetNative(reasons: readonly string[] = []): string {
  const found = reasons.length > 0 ? ` (${reasons.join("; ")})` : "";
  if (reasons.includes(NEEDS_PERMISSION)) return `oneDNN 3 was not loaded${found}`;
  const how = canBring ? 'run "deno task native"' : `install it with ${installHint()}`;
  return `oneDNN 3 was not found${found}: ${how}`;
}
