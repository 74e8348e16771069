import { InputError } from "../base/mod.ts";
import type { OnnxTensor } from "./graph.ts";

/** A kernel as whole numbers, and its bias in the unit of their sums. */
export interface IntegerKernel {
  /** int8, symmetric around 0. */
  readonly kernel: OnnxTensor;
  /** float32, one an output channel: `real = scale * whole`. */
  readonly scales: OnnxTensor;
  /** int32, whose unit is the kernel's scale times the input's. */
  readonly bias: OnnxTensor | undefined;
}

/** What a kernel is put into integers for. */
export interface IntegerKernelOptions {
  /** The scale of what the kernel meets. Default 1. */
  readonly inputScale?: number;
  /** The largest whole number, 1..127. Default 127. */
  readonly largest?: number;
}

const LARGEST_BIAS = 2 ** 31 - 1;
const SMALLEST_SCALE = 2 ** -126;

/** To the nearest whole number, from the middle to the even one, as ONNX rounds. */
export function roundHalfToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/**
 * Puts a kernel into 8-bit integers with a scale for each output channel, and its bias
 * into 32-bit ones.
 *
 * A channel whose bias is too large for its weights' unit gets a coarser one: the
 * weights, all but nothing beside the bias, lose what cannot be seen.
 *
 * @param weights float32, `[outputs, ...]`
 * @param bias float32, `[outputs]`
 * @param name of the layer, for the message
 * @throws {InputError} if a weight is not a finite number
 */
export function quantizeKernel(
  weights: OnnxTensor,
  bias: OnnxTensor | undefined,
  name: string,
  { inputScale = 1, largest = 127 }: IntegerKernelOptions = {},
): IntegerKernel {
  const [outputs = 1] = weights.dims;
  const all = Float32Array.from(weights.values as Float32Array);
  const each = all.length / outputs;
  const kernel = new Int8Array(all.length);
  const scales = new Float32Array(outputs);
  const biases = new Int32Array(outputs);
  for (let channel = 0; channel < outputs; channel++) {
    const values = all.subarray(channel * each, (channel + 1) * each);
    const offset = Number(bias?.values[channel] ?? 0);
    const peak = values.reduce(
      // Not Math.max over an empty spread: a NaN has to stay one.
      (most, value) => Math.max(most, Math.abs(value)),
      0,
    );
    if (!Number.isFinite(peak + Math.abs(offset))) {
      throw new InputError(`Expected finite weights in "${name}" but found others`);
    }
    const coarse = Math.abs(offset) / inputScale / (LARGEST_BIAS / 2);
    const scale = Math.fround(Math.max(peak / largest, coarse));
    scales[channel] = scale < SMALLEST_SCALE ? 1 : scale;
    values.forEach((value, i) => {
      const whole = roundHalfToEven(value / scales[channel]!);
      kernel[channel * each + i] = Math.max(-largest, Math.min(largest, whole));
    });
    biases[channel] = roundHalfToEven(offset / (inputScale * scales[channel]!));
  }
  return {
    kernel: { dims: weights.dims, values: kernel },
    scales: { dims: [outputs], values: scales },
    bias: bias && { dims: [outputs], values: biases },
  };
}
