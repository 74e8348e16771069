import * as tf from "@tensorflow/tfjs";
import type { EngineFacts } from "../facts.ts";
import { guardMemory } from "./backend.ts";
import { installKernels } from "./install_kernels.ts";
import { startInSharedMemory } from "./shared_memory.ts";
import { startTeam, type TeamStart } from "./start_team.ts";
import { countThreads } from "./threads.ts";

const BACKEND = import.meta.resolve(
  "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
);

async function start(): Promise<TeamStart> {
  const threads = countThreads();
  const backend = await startInSharedMemory(await (await fetch(BACKEND)).bytes());
  guardMemory(backend);
  const team = await startTeam(backend, threads);
  installKernels(backend, team.team);
  return team;
}

let started: Promise<TeamStart> | undefined;

/**
 * Starts TensorFlow.js's `wasm` backend with kernels of Karyon's own in the same
 * memory: convolutions and their gradients, which it lacks or computes slowly,
 * on all of the processor's cores.
 *
 * The environment variable `KARYON_THREADS` sets the number of threads.
 *
 * @throws {InputError} if `KARYON_THREADS` is not a natural number
 * @throws {Error} where WebAssembly SIMD or shared memory are not there
 */
export async function startWasm(): Promise<EngineFacts> {
  started ??= start();
  const { team, relaxed, shortage } = await started;
  await tf.setBackend("wasm");
  const simd = relaxed ? "relaxed SIMD" : "SIMD";
  const threads = team.threads === 1 ? "1 thread" : `${team.threads} threads`;
  const why = shortage === undefined ? "" : ` because no more started: ${shortage}`;
  return {
    words:
      `TensorFlow.js ${tf.version_core} in WebAssembly with ${simd}, ${threads}${why}`,
    details: {
      tfjs: tf.version_core,
      "instruction set": `WebAssembly ${simd}`,
      threads: team.threads,
    },
  };
}
