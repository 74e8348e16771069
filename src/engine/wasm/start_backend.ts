import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { messageOf } from "../../base/mod.ts";
import type { WasmBackend } from "./backend.ts";

const FILES = [
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm",
];

/**
 * Starts TensorFlow.js's `wasm` backend from its build for one thread: its own threaded
 * build wants workers that Deno lacks, and pages that are cut off from others.
 *
 * @throws {Error} if it does not start
 */
export async function startBackend(
  binary: Uint8Array<ArrayBuffer>,
): Promise<WasmBackend> {
  // It reads a file by its name, and asks the platform for it: no name is needed then.
  const { platform } = tf.env();
  const given = platform.fetch;
  platform.fetch = () => Promise.resolve(new Response(binary));
  try {
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths(Object.fromEntries(FILES.map((name) => [name, name])), true);
    if (!await tf.setBackend("wasm")) throw new Error("its backend did not start");
  } catch (error) {
    throw new Error(`TensorFlow.js could not start in WebAssembly: ${messageOf(error)}`);
  } finally {
    platform.fetch = given;
  }
  return tf.backend() as unknown as WasmBackend;
}
