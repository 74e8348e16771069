import { backend_util } from "@tensorflow/tfjs";
import { denseStrides } from "./onednn.ts";

/** What TensorFlow.js says of a convolution or a pooling. */
export type Geometry = backend_util.Conv2DInfo;

type Shape4 = [number, number, number, number];

/** The attributes of TensorFlow.js's kernels of convolutions and poolings. */
export interface WindowAttributes {
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid" | number | backend_util.ExplicitPadding;
  readonly dataFormat?: "NHWC" | "NCHW";
  /** TensorFlow.js's own layers give null. */
  readonly dilations?: [number, number] | number | null;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly filterSize?: [number, number] | number;
  readonly inputShape?: Shape4;
  readonly filterShape?: Shape4;
}

/** Sizes, strides and padding of a convolution. */
export function convolutionGeometry(
  input: readonly number[],
  filter: readonly number[],
  attributes: WindowAttributes,
  depthwise = false,
): Geometry {
  const { strides, pad, dilations, dimRoundingMode } = attributes;
  return backend_util.computeConv2DInfo(
    input as Shape4,
    filter as Shape4,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    depthwise,
  );
}

/** Sizes, strides and padding of a pooling. */
export function poolingGeometry(
  input: readonly number[],
  { filterSize, strides, pad, dilations, dimRoundingMode }: WindowAttributes,
): Geometry {
  return backend_util.computePool2DInfo(
    input as Shape4,
    filterSize!,
    strides,
    dilations ?? 1,
    pad as "same",
    dimRoundingMode,
  );
}

/** A text that differs wherever two geometries do. */
export function keyOf(g: Geometry): string {
  const { top, left } = g.padInfo;
  return `${g.batchSize} ${g.inHeight} ${g.inWidth} ${g.inChannels} ${g.outHeight} ` +
    `${g.outWidth} ${g.outChannels} ${g.filterHeight} ${g.filterWidth} ${g.strideHeight} ` +
    `${g.strideWidth} ${g.dilationHeight} ${g.dilationWidth} ${top} ${left}`;
}

/** How far a window moves, and its padding on each side, for C arrays. */
export function windowOf(g: Geometry) {
  // oneDNN wants the padding that makes its sum come out: less than nothing
  // where the last rows are not reached.
  const reach = (size: number, dilation: number) => (size - 1) * dilation + 1;
  const after = (
    [output, stride, filter, dilation, input, before]: readonly [
      number,
      number,
      number,
      number,
      number,
      number,
    ],
  ) => (output - 1) * stride + reach(filter, dilation) - input - before;
  const { top, left } = g.padInfo;
  return {
    strides: [g.strideHeight, g.strideWidth],
    // oneDNN counts the gaps between the taps: 0 is a dense filter.
    dilations: [g.dilationHeight - 1, g.dilationWidth - 1],
    before: [top, left],
    after: [
      after([
        g.outHeight,
        g.strideHeight,
        g.filterHeight,
        g.dilationHeight,
        g.inHeight,
        top,
      ]),
      after([g.outWidth, g.strideWidth, g.filterWidth, g.dilationWidth, g.inWidth, left]),
    ],
    kernel: [g.filterHeight, g.filterWidth],
  };
}

/** A memory's shape and strides. */
export type Layout = readonly [shape: number[], strides: number[]];

/** `[batch, height, width, channels]` in memory, in oneDNN's order of dimensions. */
export function imageLayout(
  batch: number,
  height: number,
  width: number,
  channels: number,
): Layout {
  return [
    [batch, channels, height, width],
    [height * width * channels, 1, width * channels, channels],
  ];
}

/** A filter `[height, width, input, output]`, or depthwise one, in oneDNN's order. */
export function filterLayout(g: Geometry, depthwise: boolean): Layout {
  const { filterHeight: height, filterWidth: width, inChannels } = g;
  const last = depthwise ? g.outChannels / inChannels : g.outChannels;
  const [rows, columns, inputs, outputs] = denseStrides([
    height,
    width,
    inChannels,
    last,
  ]) as Shape4;
  return depthwise
    // A group for each input channel, which has the one channel.
    ? [[inChannels, last, 1, height, width], [inputs, outputs, outputs, rows, columns]]
    : [[last, inChannels, height, width], [outputs, inputs, rows, columns]];
}
