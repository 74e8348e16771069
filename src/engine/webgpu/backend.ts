import type { KernelBackend, TensorInfo } from "@tensorflow/tfjs";
import type { Program, Uniform } from "./program.ts";

/** The parts of TensorFlow.js's WebGPU backend that this engine works with. */
export interface Backend extends KernelBackend {
  readonly device: GPUDevice;
  readonly tensorMap: { get(dataId: object): { values: unknown; dtype: string } };
  makeTensorInfo(shape: number[], dtype: "float32", values: Float32Array): TensorInfo;
  incRef(dataId: object): void;
  disposeData(dataId: object, force?: boolean): boolean;
  read(dataId: object): Promise<Float32Array>;
  readSync(dataId: object): Float32Array;
  runWebGPUProgram(
    program: Program,
    inputs: readonly TensorInfo[],
    outputType: string,
    uniforms?: readonly Uniform[],
  ): TensorInfo;
}

/** The same values under another shape, as TensorFlow.js's `Reshape` does it. */
export function reshaped(
  backend: Backend,
  { dataId, dtype }: TensorInfo,
  shape: number[],
): TensorInfo {
  backend.incRef(dataId);
  return { dataId, dtype, shape };
}
