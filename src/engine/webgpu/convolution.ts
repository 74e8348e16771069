import type { backend_util, TensorInfo } from "@tensorflow/tfjs";
import type { Backend } from "./backend.ts";
import { type Lanes, lanesOf } from "./program.ts";
import { runTiledProduct } from "./tiled_product.ts";

/** What is added to and done with a convolution's sums. */
export interface Ending {
  /** One number for each output channel. */
  readonly bias?: TensorInfo;
  readonly activation: "linear" | "relu";
}

/** The sizes by which a shader finds a filter's place in an image. */
export function convolutionSizes(info: backend_util.Conv2DInfo): Record<string, number> {
  return {
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    inChannels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    filterWidth: info.filterWidth,
    strideY: info.strideHeight,
    strideX: info.strideWidth,
    dilationY: info.dilationHeight,
    dilationX: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  };
}

/**
 * WGSL for `patchAt(pixel, tap)`: what of `image` lies under a filter's value
 * (`tap` counts rows of the filter, then columns, then input channels) when the
 * filter makes the output pixel `pixel` (counted over batch, rows, columns).
 */
export const patchAt = (lanes: Lanes) => `
fn patchAt(pixel : i32, tap : i32) -> A {
  let row = pixel / uniforms.outWidth;
  let batch = row / uniforms.outHeight;
  let place = tap / uniforms.inChannels;
  let i = place / uniforms.filterWidth;
  let j = place - i * uniforms.filterWidth;
  let y = (row - batch * uniforms.outHeight) * uniforms.strideY
    + i * uniforms.dilationY - uniforms.padTop;
  let x = (pixel - row * uniforms.outWidth) * uniforms.strideX
    + j * uniforms.dilationX - uniforms.padLeft;
  if (y < 0 || y >= uniforms.inHeight || x < 0 || x >= uniforms.inWidth) {
    return A(0.0);
  }
  return A(image[(((batch * uniforms.inHeight + y) * uniforms.inWidth + x)
    * uniforms.inChannels + tap - place * uniforms.inChannels) / ${lanes}]);
}`;

/**
 * A 2-D convolution as one product: output pixels by filter values by output
 * channels.
 *
 * @param image NHWC
 * @param filter HWIO
 */
export function convolve(
  backend: Backend,
  image: TensorInfo,
  filter: TensorInfo,
  info: backend_util.Conv2DInfo,
  { bias, activation }: Ending = { activation: "linear" },
): TensorInfo {
  const inLanes = lanesOf(info.inChannels), outLanes = lanesOf(info.outChannels);
  const biasFour = outLanes === 4
    ? "vec4<f32>(bias[n / 4])"
    : "vec4<f32>(f32(bias[n]), f32(bias[n + 1]), f32(bias[n + 2]), f32(bias[n + 3]))";
  const sum = bias ? `value + ${biasFour}` : "value";
  return runTiledProduct(backend, {
    name: `convolution_${bias ? "bias" : ""}_${activation}`,
    m: info.batchSize * info.outHeight * info.outWidth,
    n: info.outChannels,
    k: info.filterHeight * info.filterWidth * info.inChannels,
    outputShape: info.outShape,
    outputLanes: outLanes,
    variables: [
      { name: "image", tensor: image, lanes: inLanes },
      { name: "weights", tensor: filter, lanes: outLanes },
      ...(bias ? [{ name: "bias", tensor: bias, lanes: outLanes }] : []),
    ],
    sizes: convolutionSizes(info),
    fourAlong: "k",
    functions: `${patchAt(inLanes)}
fn aAt(m : i32, k : i32) -> A { return patchAt(m, k); }
fn bAt(k : i32, n : i32) -> B { return B(weights[(k * uniforms.n + n) / ${outLanes}]); }
fn indexAt(slice : i32, m : i32, n : i32) -> i32 { return m * uniforms.n + n; }`,
    finish: `
fn finish(value : vec4<f32>, n : i32) -> vec4<f32> {
  return ${activation === "relu" ? `max(${sum}, vec4<f32>(0.0))` : sum};
}`,
  });
}
