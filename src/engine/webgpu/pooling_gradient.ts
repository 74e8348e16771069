import type { backend_util, TensorInfo } from "@tensorflow/tfjs";
import type { Backend } from "./backend.ts";
import { integerUniforms, type Program } from "./program.ts";

/** WGSL for what of a window's gradient the pixel at (y, x) gets. */
const SHARES = {
  // The first of the largest gets it all, so equal ones before it take it away.
  max: `
  let mine = f32(image[pixel(batch, y, x) + channel]);
  for (var row = top; row < bottom; row++) {
    for (var column = left; column < right; column++) {
      let other = f32(image[pixel(batch, row, column) + channel]);
      let isBefore = row < y || (row == y && column < x);
      if (other > mine || (isBefore && other == mine)) { return 0.0; }
    }
  }
  return 1.0;`,
  average: `
  return 1.0 / f32((bottom - top) * (right - left));`,
} as const;

/** Every pixel asks the windows that it lies in. */
const shader = (kind: keyof typeof SHARES) => `
fn pixel(batch : i32, y : i32, x : i32) -> i32 {
  return ((batch * uniforms.inHeight + y) * uniforms.inWidth + x) * uniforms.channels;
}
fn share(batch : i32, y : i32, x : i32, channel : i32, down : i32, along : i32) -> f32 {
  let top = max(0, down * uniforms.strideY - uniforms.padTop);
  let bottom = min(uniforms.inHeight,
    down * uniforms.strideY - uniforms.padTop + uniforms.windowHeight);
  let left = max(0, along * uniforms.strideX - uniforms.padLeft);
  let right = min(uniforms.inWidth,
    along * uniforms.strideX - uniforms.padLeft + uniforms.windowWidth);
  ${SHARES[kind]}
}
fn firstWindow(at : i32, window : i32, stride : i32) -> i32 {
  return (max(0, at - window + 1) + stride - 1) / stride;
}
fn main(index : i32) {
  if (index >= uniforms.size) { return; }
  let place = index / uniforms.channels;
  let row = place / uniforms.inWidth;
  let channel = index - place * uniforms.channels;
  let x = place - row * uniforms.inWidth;
  let batch = row / uniforms.inHeight;
  let y = row - batch * uniforms.inHeight;
  let lastDown = min(uniforms.outHeight - 1, (y + uniforms.padTop) / uniforms.strideY);
  let lastAlong = min(uniforms.outWidth - 1, (x + uniforms.padLeft) / uniforms.strideX);
  var sum = 0.0;
  for (var down = firstWindow(y + uniforms.padTop, uniforms.windowHeight, uniforms.strideY);
    down <= lastDown; down++) {
    for (var along = firstWindow(x + uniforms.padLeft, uniforms.windowWidth, uniforms.strideX);
      along <= lastAlong; along++) {
      let at = ((batch * uniforms.outHeight + down) * uniforms.outWidth + along)
        * uniforms.channels + channel;
      sum += f32(dy[at]) * share(batch, y, x, channel, down, along);
    }
  }
  result[index] = sum;
}`;

/**
 * The gradient of 2-D pooling with respect to its input. TensorFlow.js's own
 * gives the gradient of a maximum to the last of equal pixels, where every other
 * engine has the first, and counts the padding in an average, which the pooling
 * itself does not.
 *
 * @param image NHWC, the input of the pooling
 * @param dy NHWC, the gradient of its output
 */
export function poolingGradient(
  backend: Backend,
  kind: keyof typeof SHARES,
  image: TensorInfo,
  dy: TensorInfo,
  info: backend_util.Conv2DInfo,
): TensorInfo {
  const { fields, values } = integerUniforms({
    channels: info.inChannels,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    windowHeight: info.filterHeight,
    windowWidth: info.filterWidth,
    strideY: info.strideHeight,
    strideX: info.strideWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  });
  const size = info.inShape.reduce((a, b) => a * b, 1);
  const inputs = kind === "max" ? { dy, image } : { dy };
  const program: Program = {
    variableNames: Object.keys(inputs),
    variableComponents: [1, 1],
    outputShape: info.inShape,
    outputComponent: 1,
    workgroupSize: [64, 1, 1],
    dispatchLayout: { x: [0, 1, 2, 3] },
    dispatch: [Math.ceil(size / 64), 1, 1],
    uniforms: fields,
    shaderKey: `karyon_pooling_gradient_${kind}`,
    size: true,
    getUserCode: () => shader(kind),
  };
  return backend.runWebGPUProgram(program, Object.values(inputs), "float32", values);
}
