import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { messageOf } from "../../base/mod.ts";
import type { WasmBackend } from "./backend.ts";

/** WebAssembly's number for the section that declares a module's own memory. */
const MEMORY_SECTION = 5;
/** Flags of a memory with a maximum: only its own, or for all threads. */
const LIMITED = 1, LIMITED_AND_SHARED = 3;

/**
 * Declares a module's memory as shared, so that helper threads may work in it:
 * a single byte. The module itself does not notice.
 *
 * @param binary a module with one memory of its own that has a maximum
 * @returns a changed copy
 * @throws {Error} if there is no such memory
 */
export function declareShared(binary: Uint8Array): Uint8Array<ArrayBuffer> {
  const changed = Uint8Array.from(binary);
  let at = 8;
  const readNumber = () => {
    let number = 0, shift = 0, byte: number;
    do {
      byte = changed[at++] ?? 0;
      number |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte > 0x7f);
    return number;
  };
  while (at < changed.length) {
    const section = changed[at++], size = readNumber();
    if (section === MEMORY_SECTION) {
      const memories = readNumber(), flags = changed[at];
      if (memories === 1 && (flags === LIMITED || flags === LIMITED_AND_SHARED)) {
        changed[at] = LIMITED_AND_SHARED;
        return changed;
      }
      break;
    }
    at += size;
  }
  throw new Error("Expected a WebAssembly module with one memory that has a maximum");
}

const FILES = [
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm",
];

/**
 * Starts TensorFlow.js's `wasm` backend in memory that threads can share.
 *
 * Its own threaded build needs workers that Deno lacks, so the build for one
 * thread is loaded with its memory declared as shared.
 *
 * @throws {Error} where WebAssembly SIMD or shared memory are not there
 */
export async function startInSharedMemory(): Promise<WasmBackend> {
  const file = import.meta.resolve(
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
  );
  const binary = declareShared(await (await fetch(file)).bytes());
  // TensorFlow.js never answers where the module does not compile: look first.
  if (!WebAssembly.validate(binary)) {
    throw new Error("this runtime has no WebAssembly SIMD with shared memory");
  }
  const url = URL.createObjectURL(new Blob([binary], { type: "application/wasm" }));
  try {
    setWasmPaths(Object.fromEntries(FILES.map((name) => [name, url])), true);
    if (!await tf.setBackend("wasm")) throw new Error("its backend did not start");
  } catch (error) {
    throw new Error(`TensorFlow.js could not start in WebAssembly: ${messageOf(error)}`);
  } finally {
    URL.revokeObjectURL(url);
  }
  return tf.backend() as unknown as WasmBackend;
}
