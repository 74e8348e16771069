import type { backend_util, TensorInfo } from "@tensorflow/tfjs";
import type { Backend } from "./backend.ts";
import { sumRows } from "./sum_rows.ts";
import { convolutionSizes, patchAt } from "./convolution.ts";
import { lanesOf } from "./program.ts";
import { runTiledProduct, tilesOf } from "./tiled_product.ts";

/** Workgroups that keep a large GPU busy. */
const GROUPS = 1024;
/** Fewer pixels than this in a slice are not worth a sum of their own. */
const LEAST_PIXELS = 256;

/**
 * The gradient of a 2-D convolution with respect to its filter, as one product:
 * filter values by pixels by output channels.
 *
 * The result is small and the sums are long (one term a pixel), so the pixels
 * are split into slices that are computed side by side and then added, in an
 * order that is always the same. TensorFlow.js's own kernel lets one invocation
 * walk over all pixels for one filter value.
 *
 * @param image NHWC, the convolution's input
 * @param dy NHWC, the gradient of its output
 */
export function filterGradient(
  backend: Backend,
  image: TensorInfo,
  dy: TensorInfo,
  info: backend_util.Conv2DInfo,
): TensorInfo {
  const inLanes = lanesOf(info.inChannels), outLanes = lanesOf(info.outChannels);
  const m = info.filterHeight * info.filterWidth * info.inChannels;
  const n = info.outChannels;
  const pixels = info.batchSize * info.outHeight * info.outWidth;
  const slices = Math.max(
    1,
    Math.min(Math.ceil(GROUPS / tilesOf(m, n)), Math.floor(pixels / LEAST_PIXELS)),
  );
  const parts = runTiledProduct(backend, {
    name: "filter_gradient",
    m,
    n,
    k: pixels,
    slices,
    outputShape: [slices, m, n],
    outputLanes: outLanes,
    variables: [
      { name: "image", tensor: image, lanes: inLanes },
      { name: "dy", tensor: dy, lanes: outLanes },
    ],
    sizes: convolutionSizes(info),
    fourAlong: "m",
    functions: `${patchAt(inLanes)}
fn aAt(m : i32, k : i32) -> A { return patchAt(k, m); }
fn bAt(k : i32, n : i32) -> B { return B(dy[(k * uniforms.n + n) / ${outLanes}]); }
fn indexAt(slice : i32, m : i32, n : i32) -> i32 {
  return (slice * uniforms.m + m) * uniforms.n + n;
}`,
  });
  const sum = sumRows(backend, parts, slices, m * n, 1, info.filterShape);
  backend.disposeData(parts.dataId);
  return sum;
}
