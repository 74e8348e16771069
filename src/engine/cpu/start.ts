import * as tf from "@tensorflow/tfjs";
import type { EngineFacts } from "../facts.ts";

/** Starts TensorFlow.js's own JavaScript backend, which runs everywhere. */
export async function startCpu(): Promise<EngineFacts> {
  await tf.setBackend("cpu");
  return {
    words: `TensorFlow.js ${tf.version_core} in plain JavaScript, for small work only`,
    details: { tfjs: tf.version_core, threads: 1 },
  };
}
