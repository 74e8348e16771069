import type { backend_util, TensorInfo } from "@tensorflow/tfjs";
import { type Backend, reshaped } from "./backend.ts";
import { convolutionSizes } from "./convolution.ts";
import { lanesOf } from "./program.ts";
import { runTiledProduct } from "./tiled_product.ts";

/** Swaps axes of a tensor, as the backend's own kernel does it. */
type Transpose = (x: TensorInfo, axes: number[]) => TensorInfo;

/** Every output pixel makes a block of its own, and the blocks fill the input. */
function isMadeOfBlocks(info: backend_util.Conv2DInfo): boolean {
  return info.strideHeight === info.filterHeight &&
    info.strideWidth === info.filterWidth &&
    info.outHeight * info.strideHeight === info.inHeight &&
    info.outWidth * info.strideWidth === info.inWidth;
}

/** One product, written where the blocks lie: no place is computed twice. */
function byBlocks(
  backend: Backend,
  dy: TensorInfo,
  filter: TensorInfo,
  info: backend_util.Conv2DInfo,
  transpose: Transpose,
): TensorInfo {
  const inLanes = lanesOf(info.inChannels), outLanes = lanesOf(info.outChannels);
  const n = info.filterHeight * info.filterWidth * info.inChannels;
  const flat = reshaped(backend, filter, [n, info.outChannels]);
  const turned = transpose(flat, [1, 0]);
  const dx = runTiledProduct(backend, {
    name: "input_gradient_blocks",
    m: info.batchSize * info.outHeight * info.outWidth,
    n,
    k: info.outChannels,
    outputShape: info.inShape,
    outputLanes: inLanes,
    variables: [
      { name: "dy", tensor: dy, lanes: outLanes },
      { name: "weights", tensor: turned, lanes: inLanes },
    ],
    sizes: convolutionSizes(info),
    fourAlong: "k",
    functions: `
fn aAt(m : i32, k : i32) -> A { return A(dy[(m * uniforms.k + k) / ${outLanes}]); }
fn bAt(k : i32, n : i32) -> B { return B(weights[(k * uniforms.n + n) / ${inLanes}]); }
fn indexAt(slice : i32, m : i32, n : i32) -> i32 {
  let row = m / uniforms.outWidth;
  let place = n / uniforms.inChannels;
  let i = place / uniforms.filterWidth;
  let y = row * uniforms.strideY + i;
  let x = (m - row * uniforms.outWidth) * uniforms.strideX
    + place - i * uniforms.filterWidth;
  return (y * uniforms.inWidth + x) * uniforms.inChannels
    + n - place * uniforms.inChannels;
}`,
  });
  backend.disposeData(flat.dataId);
  backend.disposeData(turned.dataId);
  return dx;
}

/**
 * The gradient of a 2-D convolution with respect to its input, which is also
 * the forward pass of the transposed convolution, as one product: input pixels
 * by filter places and output channels by input channels.
 *
 * @param dy NHWC, the gradient of the convolution's output
 * @param filter HWIO
 */
export function inputGradient(
  backend: Backend,
  dy: TensorInfo,
  filter: TensorInfo,
  info: backend_util.Conv2DInfo,
  transpose: Transpose,
): TensorInfo {
  if (isMadeOfBlocks(info)) return byBlocks(backend, dy, filter, info, transpose);
  const inLanes = lanesOf(info.inChannels), outLanes = lanesOf(info.outChannels);
  // Input channels last, so that neighbours in memory are read together.
  const turned = transpose(filter, [0, 1, 3, 2]);
  const dx = runTiledProduct(backend, {
    name: "input_gradient",
    m: info.batchSize * info.inHeight * info.inWidth,
    n: info.inChannels,
    k: info.filterHeight * info.filterWidth * info.outChannels,
    outputShape: info.inShape,
    outputLanes: inLanes,
    variables: [
      { name: "dy", tensor: dy, lanes: outLanes },
      { name: "weights", tensor: turned, lanes: inLanes },
    ],
    sizes: convolutionSizes(info),
    fourAlong: "k",
    functions: `
fn aAt(m : i32, k : i32) -> A {
  let row = m / uniforms.inWidth;
  let batch = row / uniforms.inHeight;
  let place = k / uniforms.outChannels;
  let i = place / uniforms.filterWidth;
  let j = place - i * uniforms.filterWidth;
  // Where the filter stood when this place of it lay over this pixel.
  let top = row - batch * uniforms.inHeight + uniforms.padTop - i * uniforms.dilationY;
  let left = m - row * uniforms.inWidth + uniforms.padLeft - j * uniforms.dilationX;
  let y = top / uniforms.strideY;
  let x = left / uniforms.strideX;
  if (top < 0 || left < 0 || y >= uniforms.outHeight || x >= uniforms.outWidth
    || y * uniforms.strideY != top || x * uniforms.strideX != left) {
    return A(0.0);
  }
  return A(dy[(((batch * uniforms.outHeight + y) * uniforms.outWidth + x)
    * uniforms.outChannels + k - place * uniforms.outChannels) / ${outLanes}]);
}
fn bAt(k : i32, n : i32) -> B { return B(weights[(k * uniforms.n + n) / ${inLanes}]); }
fn indexAt(slice : i32, m : i32, n : i32) -> i32 { return m * uniforms.n + n; }`,
  });
  backend.disposeData(turned.dataId);
  return dx;
}
