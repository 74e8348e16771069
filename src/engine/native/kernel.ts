import * as tf from "@tensorflow/tfjs";
import { messageOf } from "../../base/mod.ts";
import { countKernel } from "../report.ts";
import type { NativeBackend } from "./backend.ts";
import { OneDnnError } from "./onednn.ts";

type Result = tf.TensorInfo | tf.TensorInfo[];

/**
 * A kernel's native code. Where it returns nothing, as for types or layouts that
 * oneDNN does not have, TensorFlow.js's JavaScript kernel runs.
 */
export interface NativeKernel {
  readonly name: string;
  readonly run: (
    inputs: tf.NamedTensorInfoMap,
    attributes: Record<string, unknown>,
    native: NativeBackend,
  ) => Result | undefined;
}

/** Names a kernel's code, with the types of its inputs and attributes. */
export function kernel<Inputs, Attributes = unknown>(
  name: string,
  run: (inputs: Inputs, attributes: Attributes, native: NativeBackend) =>
    | Result
    | undefined,
): NativeKernel {
  return { name, run: run as unknown as NativeKernel["run"] };
}

type Arguments = Parameters<tf.KernelFunc>[0];

/** Says on what a kernel failed: its inputs, or the shape that it was to make. */
function describe(name: string, { inputs, attrs }: Arguments): string {
  const tensors = Object.entries(inputs as tf.NamedTensorInfoMap)
    .flatMap(([key, x]) => x ? [`${key} [${x.shape}] ${x.dtype}`] : []);
  return `${name} on ${tensors.join(", ") || `nothing, to make [${attrs?.["shape"]}]`}`;
}

function explain(name: string, call: Arguments, error: unknown): Error {
  const on = describe(name, call);
  if (error instanceof RangeError && /alloc|length/i.test(error.message)) {
    return new Error(`Out of memory in ${on}`, { cause: error });
  }
  if (error instanceof OneDnnError) {
    return new Error(`${on}: ${error.message}`, { cause: error });
  }
  return error instanceof Error ? error : new Error(`${on}: ${messageOf(error)}`);
}

/** Runs the native code, else JavaScript's, and counts which it was. */
function wrap(
  name: string,
  run: NativeKernel["run"] | undefined,
  javascript: tf.KernelFunc | undefined,
): tf.KernelFunc {
  return (call: Arguments) => {
    const start = performance.now();
    const native = call.backend as NativeBackend;
    const inputs = call.inputs as tf.NamedTensorInfoMap;
    if (run) {
      try {
        const result = run(inputs, (call.attrs ?? {}) as never, native);
        if (result) {
          countKernel("native", name, performance.now() - start);
          return result;
        }
      } catch (error) {
        const missing = error instanceof OneDnnError && error.unimplemented;
        if (!missing || !javascript) throw explain(name, call, error);
      }
    }
    if (!javascript) {
      throw new Error(`No code for ${describe(name, call)}`);
    }
    try {
      const result = javascript(call);
      countKernel("javascript", name, performance.now() - start);
      return result;
    } catch (error) {
      throw explain(name, call, error);
    }
  };
}

/** Registers every kernel of the `cpu` backend, with native code where there is some. */
export function registerKernels(
  backendName: string,
  kernels: readonly NativeKernel[],
): void {
  const own = new Map(kernels.map(({ name, run }) => [name, run]));
  for (const config of tf.getKernelsForBackend("cpu")) {
    const { kernelName, kernelFunc } = config;
    tf.registerKernel({
      ...config,
      backendName,
      kernelFunc: wrap(kernelName, own.get(kernelName), kernelFunc),
    });
    own.delete(kernelName);
  }
  for (const [kernelName, run] of own) {
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: wrap(kernelName, run, undefined),
    });
  }
}

/** True if all are float32, the one type that native code computes with. */
export const areFloat = (...tensors: (tf.TensorInfo | undefined)[]): boolean =>
  tensors.every((tensor) => !tensor || tensor.dtype === "float32");
