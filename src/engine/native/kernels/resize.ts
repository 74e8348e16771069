import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import { runMatMul } from "./matmul.ts";
import { runEnlargement } from "./resampling.ts";

/** How TensorFlow.js places the pixels of two sizes over each other. */
interface Placement {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

type Method = "nearest" | "bilinear";

/** Input pixels that an output pixel is made of, and their weights. */
function weightsOf(
  output: number,
  [from, to]: readonly [from: number, to: number],
  { alignCorners, halfPixelCenters }: Placement,
  method: Method,
): [index: number, weight: number][] {
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  const last = from - 1;
  if (method === "nearest") {
    const place = halfPixelCenters ? scale * (output + 0.5) : scale * output;
    const index = alignCorners ? Math.round(place) : Math.floor(place);
    return [[Math.min(last, halfPixelCenters ? Math.max(0, index) : index), 1]];
  }
  const place = halfPixelCenters ? scale * (output + 0.5) - 0.5 : scale * output;
  const low = Math.max(0, Math.floor(place)), high = Math.min(last, Math.ceil(place));
  const fraction = place - low;
  return [[low, 1 - fraction], [high, fraction]];
}

/** The matrix `[to, from]` that resizes one axis. */
function matrixOf(
  native: NativeBackend,
  sizes: readonly [from: number, to: number],
  placement: Placement,
  method: Method,
): bigint {
  const [from, to] = sizes;
  const { alignCorners, halfPixelCenters } = placement;
  const key = `${method} ${from} ${to} ${alignCorners} ${halfPixelCenters}`;
  return native.table(key, from * to, (matrix) => {
    matrix.fill(0);
    for (let row = 0; row < to; row++) {
      for (const [column, weight] of weightsOf(row, sizes, placement, method)) {
        matrix[row * from + column]! += weight;
      }
    }
  });
}

type Shape4 = readonly [batch: number, height: number, width: number, channels: number];

/** What is resized, and how; a gradient goes the way back. */
interface Resize {
  readonly from: Shape4;
  readonly to: Shape4;
  readonly placement: Placement;
  readonly method: Method;
}

/** True where every pixel is repeated: for that oneDNN has a quicker way. */
const isEnlargement = ({ from, to, placement, method }: Resize) =>
  method === "nearest" && !placement.alignCorners && !placement.halfPixelCenters &&
  to[1] % from[1] === 0 && to[2] % from[2] === 0;

function enlarge(
  native: NativeBackend,
  x: TensorInfo,
  { from, to }: Resize,
  isGradient: boolean,
): TensorInfo {
  const format = native.formatOf(x);
  const y = native.output(isGradient ? from : to, format);
  const addresses = [native.address(x, format), native.address(y, format)] as const;
  runEnlargement(native, [from, to], addresses, isGradient, format);
  return y;
}

/**
 * Resizes as two matrix products, one for each axis: any placement of pixels,
 * and its gradient is the product with the transposed matrices.
 */
function resize(native: NativeBackend, x: TensorInfo, how: Resize, isGradient: boolean) {
  const { from, to, placement, method } = how;
  if (isEnlargement(how)) return enlarge(native, x, how, isGradient);
  const [batch, inHeight, inWidth, channels] = from, [, outHeight, outWidth] = to;
  const rows = matrixOf(native, [inHeight, outHeight], placement, method);
  const columns = matrixOf(native, [inWidth, outWidth], placement, method);
  const [start, end] = isGradient ? [to, from] : [from, to];
  const y = native.output(end);
  const between = native.pool.take(4 * batch * end[1] * start[2] * channels);
  const shared = { sharedA: true, transposeA: isGradient };
  runMatMul(native, {
    batch,
    rows: end[1],
    columns: start[2] * channels,
    depth: start[1],
    ...shared,
  }, [rows, native.address(x), between.address]);
  runMatMul(native, {
    batch: batch * end[1],
    rows: end[2],
    columns: channels,
    depth: start[2],
    ...shared,
  }, [columns, between.address, native.address(y)]);
  native.pool.release(between);
  return y;
}

function forward(name: string, method: Method): NativeKernel {
  return kernel<{ images: TensorInfo }, Placement & { size: [number, number] }>(
    name,
    ({ images }, { size, ...placement }, native) => {
      if (!areFloat(images) || sizeOf(images.shape) === 0 || sizeOf(size) === 0) {
        return undefined;
      }
      const from = images.shape as unknown as Shape4;
      const to = [from[0], ...size, from[3]] as const;
      return resize(native, images, { from, to, placement, method }, false);
    },
  );
}

function gradient(name: string, method: Method): NativeKernel {
  return kernel<{ images: TensorInfo; dy: TensorInfo }, Placement>(
    name,
    ({ images, dy }, placement, native) => {
      if (!areFloat(images, dy) || sizeOf(dy.shape) === 0 || sizeOf(images.shape) === 0) {
        return undefined;
      }
      const from = images.shape as unknown as Shape4, to = dy.shape as unknown as Shape4;
      return resize(native, dy, { from, to, placement, method }, true);
    },
  );
}

/** Resizing of images, and its gradients. */
export const RESIZE_KERNELS: readonly NativeKernel[] = [
  forward("ResizeBilinear", "bilinear"),
  forward("ResizeNearestNeighbor", "nearest"),
  gradient("ResizeBilinearGrad", "bilinear"),
  gradient("ResizeNearestNeighborGrad", "nearest"),
];
