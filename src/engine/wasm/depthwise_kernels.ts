import * as tf from "@tensorflow/tfjs";
import { addressOf, replaceKernel, sizeOf, type WasmBackend } from "./backend.ts";

type Info = tf.backend_util.Conv2DInfo;
type Size = [number, number, number, number];

/** What TensorFlow.js asks both gradients for, and one of the two shapes. */
interface Attributes {
  readonly strides: [number, number] | number;
  readonly dilations: [number, number] | number;
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly inputShape?: Size;
  readonly filterShape?: Size;
}

const readInfo = (attributes: Attributes, input: number[], filter: number[]): Info =>
  tf.backend_util.computeConv2DInfo(
    input as Size,
    filter as Size,
    attributes.strides,
    attributes.dilations,
    attributes.pad,
    attributes.dimRoundingMode,
    true,
  );

/**
 * Calls `visit` for every place of the output and every tap of the filter that
 * lies inside the image there, each by its number in order. TensorFlow.js asks
 * for no gradient of a dilated filter.
 */
function eachTap(
  info: Info,
  visit: (tap: number, input: number, output: number) => void,
): void {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth } = info;
  for (let image = 0, output = 0; image < info.batchSize; image++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++, output++) {
        for (let i = 0; i < filterHeight; i++) {
          const row = y * info.strideHeight + i - info.padInfo.top;
          if (row < 0 || row >= inHeight) continue;
          for (let j = 0; j < filterWidth; j++) {
            const column = x * info.strideWidth + j - info.padInfo.left;
            if (column < 0 || column >= inWidth) continue;
            const input = (image * inHeight + row) * inWidth + column;
            visit(i * filterWidth + j, input, output);
          }
        }
      }
    }
  }
}

/** Both gradients of a depthwise convolution, which TensorFlow.js has not for `wasm`. */
export function replaceDepthwiseGradients(backend: WasmBackend): void {
  const view = (tensor: tf.TensorInfo) =>
    new Float32Array(
      backend.wasm.asm.memory.buffer,
      addressOf(backend, tensor),
      sizeOf(tensor),
    );

  replaceKernel("DepthwiseConv2dNativeBackpropFilter", ({ inputs, attrs }) => {
    const { x, dy } = inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
    const attributes = attrs as unknown as Attributes;
    const shape = attributes.filterShape!;
    const info = readInfo(attributes, x.shape, shape);
    const [, , channels, copies] = shape;
    const dw = backend.makeOutput(shape, "float32");
    const image = view(x), slope = view(dy);
    // Sums over all places of an image lose digits in float32.
    const sums = new Float64Array(sizeOf(dw));
    eachTap(info, (tap, input, output) => {
      const from = input * channels, by = output * channels * copies;
      const to = tap * channels * copies;
      for (let c = 0, k = 0; c < channels; c++) {
        const value = image[from + c]!;
        for (const last = k + copies; k < last; k++) {
          sums[to + k]! += value * slope[by + k]!;
        }
      }
    });
    view(dw).set(sums);
    return dw;
  });

  replaceKernel("DepthwiseConv2dNativeBackpropInput", ({ inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: tf.TensorInfo; filter: tf.TensorInfo };
    const attributes = attrs as unknown as Attributes;
    const shape = attributes.inputShape!;
    const info = readInfo(attributes, shape, filter.shape);
    const [channels, copies] = filter.shape.slice(2) as [number, number];
    const dx = backend.makeOutput(shape, "float32");
    const weights = view(filter), slope = view(dy), image = view(dx).fill(0);
    eachTap(info, (tap, input, output) => {
      const to = input * channels, by = output * channels * copies;
      const from = tap * channels * copies;
      for (let c = 0, k = 0; c < channels; c++) {
        let sum = 0;
        for (const last = k + copies; k < last; k++) {
          sum += weights[from + k]! * slope[by + k]!;
        }
        image[to + c]! += sum;
      }
    });
    return dx;
  });
}
