/**
 * A helper thread: it runs the kernels in the memory that it is given until the
 * process ends.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import { type HelperStart, instantiateKernels, reportTrap } from "./kernel_module.ts";

const { module, memory, job, thread } = workerData as HelperStart;
const kernels = instantiateKernels(module, memory);
parentPort!.postMessage("ready");

/** Between jobs the event loop gets a turn: it tells a helper that it is to end. */
function helpOn(): void {
  try {
    kernels.help(job, thread);
    setTimeout(helpOn);
  } catch {
    reportTrap(memory, job);
  }
}
setTimeout(helpOn);
