import * as tf from "@tensorflow/tfjs";
import { InputError } from "../../base/mod.ts";

/** A 2-D convolution over NHWC images, sizes in pixels and channels. */
export interface Geometry {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideY: number;
  readonly strideX: number;
  readonly dilationY: number;
  readonly dilationX: number;
  readonly padTop: number;
  readonly padLeft: number;
}

type Shape4D = [number, number, number, number];

/** What TensorFlow.js's convolution kernels are asked for. */
export interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat: string;
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * Reads the geometry of a forward convolution.
 *
 * @param kernel the kernel's name, for the error
 * @throws {InputError} if the images are not NHWC
 */
export function readGeometry(
  kernel: string,
  attributes: ConvolutionAttributes,
  inputShape: readonly number[],
  filterShape: readonly number[],
): Geometry {
  if (attributes.dataFormat !== "NHWC") {
    throw new InputError(
      `${kernel}: Expected images NHWC (channels last) but found ${attributes.dataFormat} for input [${inputShape}] and filter [${filterShape}]`,
    );
  }
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    attributes.strides,
    attributes.dilations ?? 1,
    attributes.pad,
    attributes.dimRoundingMode,
  );
  if (info.inChannels !== filterShape[2]) {
    throw new InputError(
      `${kernel}: Expected as many channels in the input as in the filter but found [${inputShape}] and [${filterShape}]`,
    );
  }
  return {
    batch: info.batchSize,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    inChannels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    strideY: info.strideHeight,
    strideX: info.strideWidth,
    dilationY: info.dilationHeight,
    dilationX: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  };
}

/** Bytes that one thread's copy of some rows may take: they should stay in its cache. */
const BLOCK_BYTES = 384 * 1024;
const MOST_ROWS = 8;

/** Panels of eight output channels. */
export const panelsOf = (g: Geometry): number => Math.ceil(g.outChannels / 8);

/** Input pixels that `outputs` output pixels in a line look at. */
const windowOf = (outputs: number, stride: number, taps: number, dilation: number) =>
  (outputs - 1) * stride + (taps - 1) * dilation + 1;

/** Whether every tap of every output lies inside the image. */
function liesInside(g: Geometry): boolean {
  const height = windowOf(g.outHeight, g.strideY, g.filterHeight, g.dilationY);
  const width = windowOf(g.outWidth, g.strideX, g.filterWidth, g.dilationX);
  return g.padTop <= 0 && g.padLeft <= 0 &&
    height - g.padTop <= g.inHeight && width - g.padLeft <= g.inWidth;
}

/** How a convolution is cut into blocks, and the room that a thread needs for one. */
export interface Blocks {
  readonly rows: number;
  readonly inside: boolean;
  /** Bytes of the copied input rows, and of all copies. */
  readonly inputBytes: number;
  readonly bytes: number;
}

/**
 * Cuts a convolution into blocks of output rows.
 *
 * @param mostRows rows of a block at most
 * @param withGradients whether output gradients are copied too
 */
export function cutIntoBlocks(
  g: Geometry,
  mostRows: number,
  withGradients: boolean,
): Blocks {
  const inside = liesInside(g);
  const columns = windowOf(g.outWidth, g.strideX, g.filterWidth, g.dilationX);
  const inputBytes = (rows: number) =>
    inside ? 0 : 4 * g.inChannels * columns *
      windowOf(rows, g.strideY, g.filterHeight, g.dilationY);
  const bytes = (rows: number) =>
    inputBytes(rows) + (withGradients ? rows * g.outWidth * panelsOf(g) * 32 : 0);
  let rows = Math.min(MOST_ROWS, mostRows, g.outHeight);
  while (rows > 1 && bytes(rows) > BLOCK_BYTES) rows--;
  return { rows, inside, inputBytes: inputBytes(rows), bytes: bytes(rows) };
}

/** The figures of `Geometry` in `kernels/geometry.ts`, in its order. */
export function figuresOf(
  g: Geometry,
  blocks: Blocks,
  input: number,
  scratch: number,
): number[] {
  return [
    input,
    ...[g.inHeight, g.inWidth, g.inChannels, g.batch],
    ...[g.outHeight, g.outWidth, g.outChannels, g.filterHeight, g.filterWidth],
    ...[g.strideY, g.strideX, g.dilationY, g.dilationX, g.padTop, g.padLeft],
    ...[Number(blocks.inside), blocks.rows, scratch, blocks.bytes],
  ];
}
