import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import {
  ARGUMENT,
  ELTWISE,
  F32,
  type Format,
  FORWARD_INFERENCE,
  FORWARD_TRAINING,
} from "../constants.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import { Primitive } from "../primitive.ts";

/** One of oneDNN's functions of a single value, with its two parameters. */
export interface Eltwise {
  readonly algorithm: number;
  readonly alpha?: number;
  readonly beta?: number;
}

/** Computes `to = f(from)`, value by value; both may be the same memory. */
export function runEltwise(
  native: NativeBackend,
  { algorithm, alpha = 0, beta = 0 }: Eltwise,
  [from, to]: readonly [bigint, bigint],
  length: number,
  format: Format = F32,
): void {
  native.run(`eltwise ${algorithm} ${alpha} ${beta} ${length} ${format}`, (builder) => {
    const memory = builder.describe([length], [1], format);
    const chosen = builder.choose(
      "an element-wise function",
      (cell, engine) =>
        native.dnnl.calls.dnnl_eltwise_forward_primitive_desc_create(
          cell,
          engine,
          FORWARD_INFERENCE,
          algorithm,
          memory,
          memory,
          alpha,
          beta,
          builder.attributes,
        ),
    );
    return new Primitive(builder, chosen, [[ARGUMENT.source, memory], [
      ARGUMENT.destination,
      memory,
    ]]);
  }, [from, to]);
}

/** A new tensor with `f` of every value of `x`. */
export function mapValues(
  native: NativeBackend,
  x: TensorInfo,
  eltwise: Eltwise,
): TensorInfo {
  const length = sizeOf(x.shape), format = native.formatOf(x);
  const y = native.output(x.shape, format);
  const addresses = [native.address(x, format), native.address(y, format)] as const;
  runEltwise(native, eltwise, addresses, length, format);
  return y;
}

/**
 * A new tensor with `dy` times the slope of a function, found from its result
 * `y`: for those of oneDNN's functions that end in FromOutput.
 */
export function gradientFromOutput(
  native: NativeBackend,
  algorithm: number,
  { y, dy }: { readonly y: TensorInfo; readonly dy: TensorInfo },
  alpha = 0,
): TensorInfo {
  const length = sizeOf(dy.shape), format = native.commonFormat([y, dy]);
  const dx = native.output(dy.shape, format);
  const { calls } = native.dnnl;
  native.run(`eltwise gradient ${algorithm} ${alpha} ${length} ${format}`, (builder) => {
    const memory = builder.describe([length], [1], format);
    const attributes = builder.attributes;
    const forward = builder.choose(
      "an element-wise function",
      (cell, engine) =>
        calls.dnnl_eltwise_forward_primitive_desc_create(
          cell,
          engine,
          FORWARD_TRAINING,
          algorithm,
          memory,
          memory,
          alpha,
          0,
          attributes,
        ),
    );
    const chosen = builder.choose(
      "an element-wise gradient",
      (cell, engine) =>
        calls.dnnl_eltwise_backward_primitive_desc_create(
          cell,
          engine,
          algorithm,
          memory,
          memory,
          memory,
          alpha,
          0,
          forward,
          attributes,
        ),
    );
    return new Primitive(builder, chosen, [
      [ARGUMENT.destination, memory],
      [ARGUMENT.destinationGradient, memory],
      [ARGUMENT.sourceGradient, memory],
    ]);
  }, [native.address(y, format), native.address(dy, format), native.address(dx, format)]);
  return dx;
}

/** The same, together with what computes `x` where that still waits. */
function activate(native: NativeBackend, x: TensorInfo, eltwise: Eltwise): TensorInfo {
  const y = native.valuesOf(x).deferred?.activate?.(eltwise);
  // What waits may be seen in another shape.
  return y ? { ...y, shape: x.shape } : mapValues(native, x, eltwise);
}

/** A kernel that is one of oneDNN's functions, whatever its attributes. */
const unary = (name: string, algorithm: number, alpha = 0, beta = 0) =>
  kernel<{ x: TensorInfo }>(name, ({ x }, _, native) => {
    if (!areFloat(x) || sizeOf(x.shape) === 0) return undefined;
    return mapValues(native, x, { algorithm, alpha, beta });
  });

/** TensorFlow.js's element-wise kernels of one tensor. */
export const ELTWISE_KERNELS: readonly NativeKernel[] = [
  unary("Abs", ELTWISE.abs),
  unary("Elu", ELTWISE.elu, 1),
  unary("Exp", ELTWISE.exp),
  unary("Neg", ELTWISE.linear, -1, 0),
  unary("Reciprocal", ELTWISE.pow, 1, -1),
  unary("Relu6", ELTWISE.clip, 0, 6),
  unary("Rsqrt", ELTWISE.pow, 1, -0.5),
  unary("Softplus", ELTWISE.softRelu, 1),
  unary("Sqrt", ELTWISE.sqrt),
  unary("Square", ELTWISE.square),
  unary("Tanh", ELTWISE.tanh),
  kernel<{ x: TensorInfo }>("Relu", ({ x }, _, native) => {
    if (!areFloat(x) || sizeOf(x.shape) === 0) return undefined;
    return activate(native, x, { algorithm: ELTWISE.relu });
  }),
  kernel<{ x: TensorInfo }>("Sigmoid", ({ x }, _, native) => {
    if (!areFloat(x) || sizeOf(x.shape) === 0) return undefined;
    return activate(native, x, { algorithm: ELTWISE.logistic });
  }),
  kernel<{ x: TensorInfo }, { alpha: number }>(
    "LeakyRelu",
    ({ x }, { alpha }, native) => {
      if (!areFloat(x) || sizeOf(x.shape) === 0) return undefined;
      return mapValues(native, x, { algorithm: ELTWISE.relu, alpha });
    },
  ),
  kernel<{ x: TensorInfo }, { clipValueMin: number; clipValueMax: number }>(
    "ClipByValue",
    ({ x }, { clipValueMin: alpha, clipValueMax: beta }, native) => {
      if (!areFloat(x) || sizeOf(x.shape) === 0) return undefined;
      return mapValues(native, x, { algorithm: ELTWISE.clip, alpha, beta });
    },
  ),
  // oneDNN has max(x, 0) from its output: the same slope, one pass.
  kernel<{ y: TensorInfo; dy: TensorInfo }>(
    "ReluGradient",
    (inputs, _, native) => gradientFromOutput(native, ELTWISE.reluFromOutput, inputs),
  ),
  kernel<{ y: TensorInfo; dy: TensorInfo }>("EluGrad", (inputs, _, native) => {
    const { y, dy } = inputs;
    if (!areFloat(y, dy) || sizeOf(y.shape) === 0) return undefined;
    return gradientFromOutput(native, ELTWISE.eluFromOutput, inputs, 1);
  }),
];
