import type { EngineFacts } from "../facts.ts";
import { type Gpu, SOFTWARE_VARIABLE } from "./adapter.ts";
import { startOnGpu } from "./start_on_gpu.ts";

/**
 * Starts TensorFlow.js on Deno's WebGPU: on a hardware adapter, or on the
 * software one where the environment variable `KARYON_WEBGPU_SOFTWARE` is "1".
 * After a failure of the device a new call starts anew; tensors of the old one
 * are gone.
 *
 * @throws {Error} one sentence that says why it does not start
 */
export function startWebGpu(
  gpu: Gpu | undefined = navigator.gpu,
): Promise<EngineFacts> {
  return startOnGpu(gpu, Deno.env.get(SOFTWARE_VARIABLE) === "1");
}
