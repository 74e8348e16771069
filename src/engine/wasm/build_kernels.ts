/**
 * Builds the kernels' two binaries from the AssemblyScript in `kernels/`: with
 * relaxed SIMD, whose multiply-add is one instruction, and without.
 *
 *     deno task wasm
 *
 * @module
 */
import asc from "assemblyscript/asc";
import type { Variant } from "./kernel_module.ts";
import { VARIANTS } from "./variants.ts";

/**
 * Compiles the kernels; the same sources give the same bytes.
 *
 * @throws {Error} with the compiler's words, where the sources have a mistake
 */
export async function buildKernels(variant: Variant): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main([
    "team.ts",
    ...["--outFile", "kernels.wasm", "--runtime", "stub", "-O3", "--noAssert"],
    // No data of its own: the memory belongs to TensorFlow.js.
    ...["--importMemory", "--sharedMemory", "--maximumMemory", "65536"],
    ...["--enable", variant === "relaxed" ? "simd,threads,relaxed-simd" : "simd,threads"],
    ...["--use", "abort="],
  ], {
    readFile: async (name: string) => {
      try {
        return await Deno.readTextFile(new URL(`kernels/${name}`, import.meta.url));
      } catch {
        return null;
      }
    },
    writeFile: (_name: string, contents: Uint8Array | string) => {
      if (contents instanceof Uint8Array) binary = contents;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`The kernels do not compile: ${stderr}`);
  return binary;
}

if (import.meta.main) {
  for (const [variant, file] of Object.entries(VARIANTS)) {
    await Deno.writeFile(file, await buildKernels(variant as Variant));
  }
}
