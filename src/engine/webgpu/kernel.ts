import type { TensorInfo } from "@tensorflow/tfjs";
import type { Backend } from "./backend.ts";

/** TensorFlow.js's own kernel, for other inputs. */
export type Stock = (
  inputs: Readonly<Record<string, TensorInfo>>,
  attributes?: Readonly<Record<string, unknown>>,
) => TensorInfo;

/** Runs a kernel of ours, or returns undefined where the stock one fits better. */
export type Kernel = (
  backend: Backend,
  inputs: Readonly<Record<string, TensorInfo>>,
  attributes: Readonly<Record<string, unknown>>,
  stock: Stock,
) => TensorInfo | undefined;

/** Elements of a tensor. */
export const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** WebGPU binds no empty buffer: sums over nothing are zeros from here. */
export function zerosOfEmpty(
  backend: Backend,
  inputs: readonly TensorInfo[],
  shape: number[],
): TensorInfo | undefined {
  if (inputs.every((input) => sizeOf(input.shape) > 0)) return undefined;
  return backend.makeTensorInfo(shape, "float32", new Float32Array(sizeOf(shape)));
}
