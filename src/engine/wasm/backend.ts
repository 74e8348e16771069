import * as tf from "@tensorflow/tfjs";

/** The parts of TensorFlow.js's `wasm` backend that its types keep private. */
export interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  readonly dataIdMap: { get(id: object): { memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
  incRef(id: object): void;
}

/** The numbers that a kernel is called with, as every kernel sees them. */
export type Arguments = Parameters<tf.KernelFunc>[0];

/** The byte where a tensor's numbers start. */
export function addressOf(backend: WasmBackend, tensor: tf.TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset;
}

/** How many numbers a tensor holds. */
export const sizeOf = (tensor: tf.TensorInfo): number =>
  tf.util.sizeFromShape(tensor.shape);

/**
 * Puts a kernel into the place of TensorFlow.js's own.
 *
 * @param compute gets the arguments and the kernel that was there before, for
 *   the cases that it leaves alone
 */
export function replaceKernel(
  kernelName: string,
  compute: (call: Arguments, original: () => tf.TensorInfo | tf.TensorInfo[]) =>
    | tf.TensorInfo
    | tf.TensorInfo[],
): void {
  const before = tf.getKernel(kernelName, "wasm");
  if (before) tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({
    ...before,
    kernelName,
    backendName: "wasm",
    kernelFunc: (call) =>
      compute(call, () => {
        if (!before) throw new Error(`The wasm engine has no kernel ${kernelName}`);
        return before.kernelFunc(call);
      }),
  });
}
