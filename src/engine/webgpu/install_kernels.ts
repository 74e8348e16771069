import * as tf from "@tensorflow/tfjs";
import type { Backend } from "./backend.ts";
import type { Kernel } from "./kernel.ts";
import { ownKernels } from "./kernels.ts";
import { mendedKernels } from "./mended.ts";
import type { Watch } from "./watch.ts";

/** TensorFlow.js's kernels, as they were before ours went around them. */
let stockKernels: readonly tf.KernelConfig[] | undefined;

/** Tries our kernel first. */
function before(own: Kernel, stock: tf.KernelFunc): tf.KernelFunc {
  return (options) => {
    const attributes = (options.attrs ?? {}) as Record<string, unknown>;
    return own(
      options.backend as Backend,
      options.inputs as Record<string, tf.TensorInfo>,
      attributes,
      (inputs, attrs = attributes) =>
        stock({
          backend: options.backend,
          inputs: inputs as tf.NamedTensorInfoMap,
          attrs: attrs as tf.NamedAttrMap,
        }) as tf.TensorInfo,
    ) ?? stock(options);
  };
}

/** Puts our kernels before TensorFlow.js's and the watch around all of them. */
export function installKernels(watch: Watch): void {
  const kernels = { ...ownKernels, ...mendedKernels };
  stockKernels ??= tf.getKernelsForBackend("webgpu");
  for (const config of stockKernels) {
    const { kernelName, kernelFunc } = config;
    const own = kernels[kernelName];
    const run = own ? before(own, kernelFunc) : kernelFunc;
    tf.unregisterKernel(kernelName, "webgpu");
    tf.registerKernel({ ...config, kernelFunc: watch.wrap(kernelName, run) });
  }
}
