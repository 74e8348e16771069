import * as tf from "@tensorflow/tfjs";
import type { EngineFacts } from "../facts.ts";
import { chooseAdapter, type Gpu, isSoftware, nameOf, requestDevice } from "./adapter.ts";
import type { Backend } from "./backend.ts";
import { installKernels } from "./install_kernels.ts";
import { Watch } from "./watch.ts";

/** A backend on a device, and what became of it. */
interface Started {
  readonly watch: Watch;
  readonly info: GPUAdapterInfo;
}

let started: Promise<Started> | undefined;

/** What TensorFlow.js's backend leaves out when it reads: failures, and Deno. */
function mendReading(backend: Backend, watch: Watch): void {
  const read = backend.read.bind(backend), readSync = backend.readSync.bind(backend);
  backend.read = (dataId) => watch.read(read(dataId));
  // It draws on a canvas to read without waiting; Deno has no canvas.
  backend.readSync = (dataId) => {
    if (backend.tensorMap.get(dataId).values == null) {
      throw new Error(
        "Expected `await tensor.data()` but found `tensor.dataSync()`: the engine webgpu can only be read by waiting",
      );
    }
    return readSync(dataId);
  };
}

async function start(gpu: Gpu | undefined, software: boolean): Promise<Started> {
  // Before anything of TensorFlow.js's backend is loaded, which registers
  // itself as the best one, whatever the adapter is.
  const adapter = await chooseAdapter(gpu, software);
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  tf.removeBackend("webgpu");
  const device = await requestDevice(adapter);
  const watch = new Watch();
  watch.attach(device);
  const backend = new WebGPUBackend(device, adapter.info) as unknown as Backend;
  mendReading(backend, watch);
  installKernels(watch);
  tf.registerBackend("webgpu", () => backend, 0);
  return { watch, info: adapter.info };
}

/**
 * Starts TensorFlow.js on a WebGPU. After a failure of the device a new call starts
 * anew; tensors of the old one are gone.
 *
 * @param gpu `navigator.gpu`, undefined where there is none
 * @param software take the software adapter, and no other
 * @throws {Error} one sentence that says why it does not start
 */
export async function startOnGpu(
  gpu: Gpu | undefined,
  software: boolean,
): Promise<EngineFacts> {
  const before = await started?.catch(() => undefined);
  if (!before || before.watch.failure) {
    started = start(gpu, software);
  }
  const { info } = await started!;
  if (!await tf.setBackend("webgpu")) {
    throw new Error("TensorFlow.js could not start its webgpu backend");
  }
  return {
    words: `TensorFlow.js ${tf.version_core} over WebGPU on ${nameOf(info)}${
      isSoftware(info) ? ", in software, for tests only" : ""
    }`,
    details: {
      tfjs: tf.version_core,
      adapter: nameOf(info),
      kind: isSoftware(info) ? "software" : "hardware",
    },
  };
}
