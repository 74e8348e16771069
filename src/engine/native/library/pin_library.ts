import { openLibrary } from "./open_library.ts";

/** `RTLD_NOW | RTLD_NODELETE`, as each system numbers them. */
const FLAGS: Partial<Record<typeof Deno.build.os, number>> = {
  linux: 0x2 | 0x1000,
  darwin: 0x2 | 0x80,
};

/**
 * Keeps a library in memory until the process is gone. Deno unloads it while the
 * process ends, when OpenMP's threads may still be running its code: one time in
 * two that ended in a segmentation fault.
 *
 * @returns false where the system has no such thing
 */
export function pinLibrary(path: string): boolean {
  const flags = FLAGS[Deno.build.os];
  if (flags === undefined) return false;
  // The system's own dlopen() is found through what the library itself needs.
  const { symbols } = openLibrary(path, {
    dlopen: { parameters: ["buffer", "i32"], result: "pointer" },
  });
  return symbols.dlopen(new TextEncoder().encode(`${path}\0`), flags) !== null;
}
