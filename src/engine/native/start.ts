import { totalmem } from "node:os";
import * as tf from "@tensorflow/tfjs";
import type { EngineFacts } from "../facts.ts";
import { NativeBackend } from "./backend.ts";
import { BF16, F32 } from "./constants.ts";
import { registerKernels } from "./kernel.ts";
import { KERNELS } from "./kernels/mod.ts";
import {
  findLibrary,
  howToGetNative,
  type Library,
  openThreads,
  pinLibrary,
} from "./library/mod.ts";
import { OneDnn } from "./onednn.ts";
import { registerReluGradient } from "./relu_gradient.ts";

const NAME = "native";

interface Started {
  readonly backend: NativeBackend;
  readonly library: Library;
  readonly threads: number;
}

let started: Started | undefined;

function start(): Started {
  const { library, reasons } = findLibrary();
  if (!library) throw new Error(howToGetNative(reasons));
  pinLibrary(library.path);
  const threads = openThreads(library);
  const dnnl = new OneDnn(library.path);
  const backend = new NativeBackend({ dnnl, poolLimit: totalmem() / 4 });
  registerKernels(NAME, KERNELS);
  registerReluGradient(NAME);
  tf.registerBackend(NAME, () => backend);
  return { backend, library, threads: threads.count };
}

/**
 * Starts the engine on oneDNN.
 *
 * Where values are finite it agrees with `cpu` to the rounding of sums. NaN does
 * not pass through oneDNN's ReLU, clip, exp, maximum and minimum: a training that
 * diverged shows it in the network's output, not in each map on the way.
 *
 * @param precision how activations are kept; weights always are float32
 * @throws {Error} if no oneDNN 3 is found, or it has no bf16 on this processor
 */
export async function startNative(
  precision: "float32" | "bf16" = "float32",
): Promise<EngineFacts> {
  started ??= start();
  const { backend, library, threads } = started;
  const { version, instructionSet, bf16, path, origin } = library;
  if (precision === "bf16" && !bf16) {
    throw new Error(`this processor has no bf16 (oneDNN uses ${instructionSet})`);
  }
  backend.activations = precision === "bf16" ? BF16 : F32;
  await tf.setBackend(NAME);
  return {
    words: `TensorFlow.js ${tf.version_core} on oneDNN ${version} (${instructionSet}), ` +
      `${threads} ${threads === 1 ? "thread" : "threads"}, ${precision}`,
    details: {
      tfjs: tf.version_core,
      oneDNN: version,
      isa: instructionSet,
      threads,
      precision,
      path,
      origin,
    },
  };
}
