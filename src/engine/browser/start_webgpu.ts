import * as tf from "@tensorflow/tfjs";
import type { EngineFacts } from "../facts.ts";
import { chooseAdapter } from "../webgpu/adapter.ts";

/**
 * Starts the engine `webgpu` in a browser, on a hardware adapter. After the device was
 * lost a new call starts anew.
 *
 * @throws {Error} one sentence that says why it does not start
 *
 * @example
 * ```ts
 * import { startWebGpuInBrowser } from "#karyon";
 * const words = await startWebGpuInBrowser()
 *   .then(({ words }) => words, ({ message }) => message as string);
 * if (!/WebGPU/.test(words)) throw new Error(words);
 * ```
 */
export async function startWebGpuInBrowser(): Promise<EngineFacts> {
  tf.env().set("PROD", true);
  // A browser without a GPU need not fetch the rest.
  await chooseAdapter(navigator.gpu, false);
  const { startOnGpu } = await import("../webgpu/start_on_gpu.ts");
  const facts = await startOnGpu(navigator.gpu, false);
  await tf.ready();
  return facts;
}
