import type { WasmBackend } from "./backend.ts";
import { declareShared } from "./declare_shared.ts";
import { startBackend } from "./start_backend.ts";

/**
 * Starts TensorFlow.js's `wasm` backend in memory that threads can share: its build
 * for one thread, with its memory declared as shared.
 *
 * @throws {Error} where WebAssembly SIMD or shared memory are not there
 */
export async function startInSharedMemory(
  binary: Uint8Array,
): Promise<WasmBackend> {
  const shared = declareShared(binary);
  // TensorFlow.js never answers where the module does not compile: look first.
  if (!WebAssembly.validate(shared)) {
    throw new Error("this runtime has no WebAssembly SIMD with shared memory");
  }
  return await startBackend(shared);
}
