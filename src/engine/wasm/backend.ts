import * as tf from "@tensorflow/tfjs";

/** The parts of TensorFlow.js's `wasm` backend that its types keep private. */
export interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    _malloc: (bytes: number) => number;
    _free: (address: number) => void;
  };
  readonly dataIdMap: { get(id: object): { memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
  incRef(id: object): void;
}

/** The numbers that a kernel is called with, as every kernel sees them. */
export type Arguments = Parameters<tf.KernelFunc>[0];

/** What tensors may take of the 4 GiB that 32 bits can count. */
const MOST_BYTES = 4e9;

/**
 * Makes full memory an error: TensorFlow.js would write to address 0, or crash
 * at the end of it.
 */
export function guardMemory({ wasm }: WasmBackend): void {
  // Both put themselves in place at their first call.
  wasm._free(wasm._malloc(8));
  const { _malloc: allocate, _free: release } = wasm;
  const sizes = new Map<number, number>();
  let taken = 0;
  wasm._malloc = (bytes) => {
    const address = taken + bytes <= MOST_BYTES ? allocate(bytes) >>> 0 : 0;
    if (address === 0) {
      const megabytes = (count: number) => `${Math.ceil(count / 1e6)} MB`;
      throw new Error(
        `The wasm engine's memory is full: Expected room for ${
          megabytes(bytes)
        } but found ${megabytes(taken)} of ${megabytes(MOST_BYTES)} taken`,
      );
    }
    sizes.set(address, bytes);
    taken += bytes;
    return address;
  };
  wasm._free = (address) => {
    taken -= sizes.get(address >>> 0) ?? 0;
    sizes.delete(address >>> 0);
    release(address);
  };
}

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
