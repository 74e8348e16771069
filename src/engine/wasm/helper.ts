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
// Its event loop gets a turn before the thread blocks: the message must leave.
setTimeout(() => {
  try {
    kernels.help(job, thread);
  } catch {
    reportTrap(memory, job);
  }
});
