import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import { ARGUMENT, FORWARD_INFERENCE, LOG_SOFTMAX, SOFTMAX } from "../constants.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import { Primitive } from "../primitive.ts";

/** Softmax along the last axis. */
function softmax(
  native: NativeBackend,
  logits: TensorInfo,
  algorithm: number,
): TensorInfo | undefined {
  const length = sizeOf(logits.shape);
  if (!areFloat(logits) || length === 0 || logits.shape.length === 0) return undefined;
  const columns = logits.shape.at(-1)!, rows = length / columns;
  const y = native.output(logits.shape);
  native.run(`softmax ${algorithm} ${rows} ${columns}`, (builder) => {
    const memory = builder.describe([rows, columns]);
    const chosen = builder.choose(
      "a softmax",
      (cell, engine) =>
        native.dnnl.calls.dnnl_softmax_forward_primitive_desc_create(
          cell,
          engine,
          FORWARD_INFERENCE,
          algorithm,
          memory,
          memory,
          1,
          builder.attributes,
        ),
    );
    return new Primitive(builder, chosen, [
      [ARGUMENT.source, memory],
      [ARGUMENT.destination, memory],
    ]);
  }, [native.address(logits), native.address(y)]);
  return y;
}

const isLast = ({ shape }: TensorInfo, axis: number) =>
  axis === -1 || axis === shape.length - 1;

/** Softmax and its logarithm, along the last axis as TensorFlow.js asks for it. */
export const SOFTMAX_KERNELS: readonly NativeKernel[] = [
  kernel<{ logits: TensorInfo }, { dim: number }>(
    "Softmax",
    ({ logits }, { dim }, native) =>
      isLast(logits, dim) ? softmax(native, logits, SOFTMAX) : undefined,
  ),
  kernel<{ logits: TensorInfo }, { axis: number }>(
    "LogSoftmax",
    ({ logits }, { axis }, native) =>
      isLast(logits, axis) ? softmax(native, logits, LOG_SOFTMAX) : undefined,
  ),
];
