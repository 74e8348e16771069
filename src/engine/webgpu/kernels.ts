import * as tf from "@tensorflow/tfjs";
import type { Backend } from "./backend.ts";
import { convolve } from "./convolution.ts";
import { filterGradient } from "./filter_gradient.ts";
import { inputGradient } from "./input_gradient.ts";
import { type Kernel, sizeOf, zerosOfEmpty } from "./kernel.ts";
import { poolingGradient } from "./pooling_gradient.ts";
import { sumRows } from "./sum_rows.ts";

type Attributes = Readonly<Record<string, unknown>>;
type Shape4D = [number, number, number, number];

/** Sizes of a convolution; undefined for channels first, which stay with the stock. */
function convolutionInfo(
  attributes: Attributes,
  inputShape: number[],
  filterShape: number[],
): tf.backend_util.Conv2DInfo | undefined {
  if (attributes["dataFormat"] !== "NHWC") return undefined;
  return tf.backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    attributes["strides"] as number,
    (attributes["dilations"] ?? 1) as number,
    attributes["pad"] as "same",
    attributes["dimRoundingMode"] as "floor",
  );
}

/** The backend's own kernel for swapping axes. */
function transpose(backend: Backend) {
  const { kernelFunc } = tf.getKernel("Transpose", "webgpu");
  return (x: tf.TensorInfo, perm: number[]) =>
    kernelFunc({ inputs: { x }, backend, attrs: { perm } }) as tf.TensorInfo;
}

/** Few output channels fill a small part of a tile only. */
const isNarrow = ({ outChannels }: tf.backend_util.Conv2DInfo) => outChannels < 8;

/** Sum and mean over leading axes, or over all. */
const reduceRows = (isMean: boolean): Kernel => (backend, { x }, { axis, keepDims }) => {
  const shape = x!.shape;
  const axes = tf.util.parseAxisParam(axis as number[], shape);
  const reduced = shape.flatMap((length, i) =>
    !axes.includes(i) ? [length] : keepDims ? [1] : []
  );
  if (x!.dtype !== "float32") return undefined;
  const empty = zerosOfEmpty(backend, [x!], reduced);
  if (empty) return empty;
  if (axes.length === 0 || axes.some((axis, i) => axis !== i)) return undefined;
  const columns = sizeOf(shape.slice(axes.length));
  const rows = sizeOf(shape) / columns;
  return sumRows(backend, x!, rows, columns, isMean ? 1 / rows : 1, reduced);
};

const poolGradient =
  (kind: "max" | "average"): Kernel => (backend, { dy, input }, attributes) => {
    const info = tf.backend_util.computePool2DInfo(
      input!.shape as Shape4D,
      attributes["filterSize"] as number,
      attributes["strides"] as number,
      1,
      attributes["pad"] as "same",
      attributes["dimRoundingMode"] as "floor",
    );
    return zerosOfEmpty(backend, [dy!, input!], input!.shape) ??
      poolingGradient(backend, kind, input!, dy!, info);
  };

/** Kernels that are faster on a GPU than TensorFlow.js's, or right where it is not. */
export const ownKernels: Readonly<Record<string, Kernel>> = {
  Conv2D: (backend, { x, filter }, attributes) => {
    const info = convolutionInfo(attributes, x!.shape, filter!.shape);
    if (!info) return undefined;
    const empty = zerosOfEmpty(backend, [x!, filter!], info.outShape);
    return empty ?? (isNarrow(info) ? undefined : convolve(backend, x!, filter!, info));
  },
  FusedConv2D: (backend, { x, filter, bias }, attributes) => {
    const activation = attributes["activation"] ?? "linear";
    const info = convolutionInfo(attributes, x!.shape, filter!.shape);
    if (!info || isNarrow(info) || sizeOf(x!.shape) === 0) return undefined;
    if (activation !== "linear" && activation !== "relu") return undefined;
    if (bias && sizeOf(bias.shape) !== info.outChannels) return undefined;
    return convolve(backend, x!, filter!, info, {
      activation,
      ...(bias ? { bias } : {}),
    });
  },
  Conv2DBackpropFilter: (backend, { x, dy }, attributes) => {
    const shape = attributes["filterShape"] as number[];
    const info = convolutionInfo(attributes, x!.shape, shape);
    return info &&
      (zerosOfEmpty(backend, [x!, dy!], shape) ?? filterGradient(backend, x!, dy!, info));
  },
  Conv2DBackpropInput: (backend, { dy, filter }, attributes) => {
    const shape = attributes["inputShape"] as number[];
    const info = convolutionInfo(attributes, shape, filter!.shape);
    return info && (zerosOfEmpty(backend, [dy!, filter!], shape) ??
      inputGradient(backend, dy!, filter!, info, transpose(backend)));
  },
  MaxPoolGrad: poolGradient("max"),
  AvgPoolGrad: poolGradient("average"),
  Sum: reduceRows(false),
  Mean: reduceRows(true),
};
