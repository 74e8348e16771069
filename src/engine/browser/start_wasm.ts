import * as tf from "@tensorflow/tfjs";
import { messageOf } from "../../base/mod.ts";
import type { EngineFacts } from "../facts.ts";
import { guardMemory } from "../wasm/backend.ts";
import { declareShared } from "../wasm/declare_shared.ts";
import { installKernels } from "../wasm/install_kernels.ts";
import { chooseVariant } from "../wasm/kernel_module.ts";
import { startBackend } from "../wasm/start_backend.ts";
import { Team } from "../wasm/team.ts";

/** Where a page keeps what the engine `wasm` is made of; each may be packed by gzip. */
export interface WasmFiles {
  /** TensorFlow.js's backend for one thread, with SIMD. */
  readonly backend: URL;
  /** Karyon's own kernels, with relaxed SIMD and without. */
  readonly relaxed: URL;
  readonly plain: URL;
}

/** @throws {Error} if it is not there; names it */
async function fetchBytes(address: URL): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address).catch((cause) => {
    throw new Error(`${address} is out of reach: ${messageOf(cause)}`, { cause });
  });
  if (!response.ok) {
    throw new Error(`${address} is out of reach: the server says ${response.status}`);
  }
  return await unpack(new Uint8Array(await response.arrayBuffer()));
}

/** Undoes gzip where a file is packed: many servers pack texts alone on their way. */
async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Whether this browser lets a page have memory that threads could share. */
function hasSharedMemory(): boolean {
  try {
    // As much as TensorFlow.js declares; none of it is taken before it is used.
    new WebAssembly.Memory({ initial: 1, maximum: 2 ** 16, shared: true });
    return true;
  } catch {
    return false;
  }
}

let started: Promise<EngineFacts> | undefined;

/**
 * Starts the engine `wasm` in a browser, on one thread: with Karyon's own kernels where
 * a page may have the memory that they work in, else with TensorFlow.js's alone.
 *
 * @throws {Error} one sentence that says why it does not start
 *
 * @example
 * ```ts
 * import { startWasmInBrowser } from "#karyon";
 * const gone = new URL("file:///nowhere/engine.wasm");
 * const words = await startWasmInBrowser({ backend: gone, relaxed: gone, plain: gone })
 *   .then(({ words }) => words, ({ message }) => message as string);
 * if (!words.includes("out of reach")) throw new Error(words);
 * ```
 */
export async function startWasmInBrowser(files: WasmFiles): Promise<EngineFacts> {
  const start = started ??= startOnce(files);
  try {
    const facts = await start;
    await tf.setBackend("wasm");
    return facts;
  } catch (error) {
    // What did not come may come the next time.
    if (started === start) started = undefined;
    throw error;
  }
}

async function startOnce(
  { backend: address, relaxed, plain }: WasmFiles,
): Promise<EngineFacts> {
  // TensorFlow.js otherwise advertises other packages of its own.
  tf.env().set("PROD", true);
  const variant = chooseVariant();
  const [binary, kernels] = await Promise.all([
    fetchBytes(address),
    fetchBytes(variant === "relaxed" ? relaxed : plain),
  ]);
  if (!WebAssembly.validate(binary)) {
    throw new Error("this browser has no WebAssembly with SIMD");
  }
  const shared = hasSharedMemory() ? declareShared(binary) : undefined;
  const hasOwn = shared !== undefined && WebAssembly.validate(shared);
  const backend = await startBackend(hasOwn ? shared : binary);
  guardMemory(backend);
  if (hasOwn) {
    installKernels(backend, new Team(backend, await WebAssembly.compile(kernels)));
  }
  const simd = hasOwn && variant === "relaxed" ? "relaxed SIMD" : "SIMD";
  const own = hasOwn ? " and Karyon's kernels" : "";
  return {
    words: `TensorFlow.js ${tf.version_core} in WebAssembly with ${simd}${own}, 1 thread`,
    details: {
      tfjs: tf.version_core,
      "instruction set": `WebAssembly ${simd}`,
      threads: 1,
    },
  };
}
