import * as tf from "@tensorflow/tfjs";
import { addressOf, replaceKernel, sizeOf, type WasmBackend } from "./backend.ts";

/** What networks may need and the `wasm` backend lacks altogether. */
const BORROWED = ["Einsum", "UnsortedSegmentSum"];

/** The parts of TensorFlow.js's `cpu` backend that its types keep private. */
interface CpuBackend {
  makeTensorInfo(
    shape: readonly number[],
    dtype: tf.DataType,
    values: tf.TypedArray,
  ): tf.TensorInfo;
  readSync(id: object): tf.TypedArray;
  disposeData(id: object): boolean;
}

/**
 * Computes kernels that `wasm` lacks with those of `cpu`, on copies: slow, but
 * right, and a network that needs one trains.
 */
export function borrowKernels(backend: WasmBackend): void {
  const view = (tensor: tf.TensorInfo) => {
    const { buffer } = backend.wasm.asm.memory;
    const [start, size] = [addressOf(backend, tensor), sizeOf(tensor)];
    if (tensor.dtype === "bool") return new Uint8Array(buffer, start, size);
    return tensor.dtype === "int32"
      ? new Int32Array(buffer, start, size)
      : new Float32Array(buffer, start, size);
  };

  for (const name of BORROWED) {
    const kernel = tf.getKernel(name, "cpu");
    if (!kernel || tf.getKernel(name, "wasm")) continue;
    replaceKernel(name, ({ inputs, attrs }) => {
      const cpu = tf.findBackend("cpu") as unknown as CpuBackend;
      const copies = Object.entries(inputs).map(([key, value]) => {
        const tensor = value as tf.TensorInfo;
        const { shape, dtype } = tensor;
        return [key, cpu.makeTensorInfo(shape, dtype, view(tensor).slice())] as const;
      });
      // Einsum's inputs are a list, the others' a table.
      const given = Array.isArray(inputs)
        ? copies.map(([, copy]) => copy)
        : Object.fromEntries(copies);
      const out = kernel.kernelFunc({
        inputs: given as tf.NamedTensorInfoMap,
        attrs: attrs ?? {},
        backend: cpu,
      }) as tf.TensorInfo;
      const result = backend.makeOutput(out.shape, out.dtype);
      view(result).set(cpu.readSync(out.dataId));
      for (const { dataId } of [out, ...copies.map(([, copy]) => copy)]) {
        cpu.disposeData(dataId);
      }
      return result;
    });
  }
}
