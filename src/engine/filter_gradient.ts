import type { backend_util } from "@tensorflow/tfjs";
import wabtInit from "wabt";
import { FILTER_GRADIENT_WAT } from "./filter_gradient_wat.ts";

/** `row(x, dy, out, positions, xStepBytes, inChannels, outChannels)`. */
type Row = (...args: number[]) => void;

/** Compiles the kernel against the memory that TensorFlow.js works in. */
export async function compileFilterGradient(memory: WebAssembly.Memory): Promise<Row> {
  const wabt = await wabtInit();
  const parsed = wabt.parseWat("filter_gradient.wat", FILTER_GRADIENT_WAT, {
    simd: true,
  });
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  const { instance } = await WebAssembly.instantiate(
    new Uint8Array(buffer),
    { tfjs: { memory } },
  );
  return instance.exports["row"] as unknown as Row;
}

/**
 * Sums `dw[i, j, ci, co] += x[b, y s + i - p, x s + j - q, ci] dy[b, y, x, co]`
 * over batch and places.
 *
 * @param row the compiled kernel
 * @param info shapes, strides and padding of the forward convolution
 * @param x byte address of the input, NHWC float32
 * @param dy byte address of the output gradient, NHWC float32
 * @param dw byte address of the filter gradient, HWIO float32, all zero
 */
export function sumFilterGradient(
  row: Row,
  info: backend_util.Conv2DInfo,
  x: number,
  dy: number,
  dw: number,
): void {
  const { strideHeight, strideWidth, dilationHeight, dilationWidth } = info;
  const { inChannels, outChannels } = info;
  const xBytes = 4 * inChannels, dyBytes = 4 * outChannels;
  for (let b = 0; b < info.batchSize; b++) {
    for (let y = 0; y < info.outHeight; y++) {
      for (let i = 0; i < info.filterHeight; i++) {
        const inY = y * strideHeight + i * dilationHeight - info.padInfo.top;
        if (inY < 0 || inY >= info.inHeight) continue;
        const xRow = x + (b * info.inHeight + inY) * info.inWidth * xBytes;
        const dyRow = dy + (b * info.outHeight + y) * info.outWidth * dyBytes;
        for (let j = 0; j < info.filterWidth; j++) {
          // Output columns whose input column lies inside the image.
          const shift = j * dilationWidth - info.padInfo.left;
          const from = Math.max(0, Math.ceil(-shift / strideWidth));
          const to = Math.min(
            info.outWidth,
            Math.floor((info.inWidth - 1 - shift) / strideWidth) + 1,
          );
          if (to <= from) continue;
          row(
            xRow + (from * strideWidth + shift) * xBytes,
            dyRow + from * dyBytes,
            dw + (i * info.filterWidth + j) * inChannels * dyBytes,
            to - from,
            strideWidth * xBytes,
            inChannels,
            outChannels,
          );
        }
      }
    }
  }
}
