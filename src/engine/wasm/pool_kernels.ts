import * as tf from "@tensorflow/tfjs";
import { addressOf, replaceKernel, sizeOf, type WasmBackend } from "./backend.ts";
import type { Team } from "./team.ts";

interface PoolAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/** Output rows of a block, where windows share no rows. */
const BLOCK_ROWS = 8;

/** The gradient of max pooling: the first largest number of a window gets it all. */
export function replacePoolGradient(backend: WasmBackend, team: Team): void {
  replaceKernel("MaxPoolGrad", ({ inputs, attrs }) => {
    const { dy, input } = inputs as { dy: tf.TensorInfo; input: tf.TensorInfo };
    const { filterSize, strides, pad, dimRoundingMode } =
      attrs as unknown as PoolAttributes;
    const info = tf.backend_util.computePool2DInfo(
      input.shape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const dx = backend.makeOutput(input.shape, "float32");
    if (sizeOf(dx) === 0) return dx;
    // Two threads must not add to the same row.
    const isApart = info.filterHeight <= info.strideHeight;
    const blockRows = isApart ? BLOCK_ROWS : info.outHeight;
    const blocks = Math.ceil(info.outHeight / blockRows);
    team.run("poolGradientBlock", info.batchSize * blocks, [
      ...[input, dy, dx].map((tensor) => addressOf(backend, tensor)),
      ...[info.inChannels, info.inHeight, info.inWidth, info.outHeight, info.outWidth],
      ...[info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth],
      ...[info.padInfo.top, info.padInfo.left, blockRows, blocks],
    ]);
    return dx;
  });
}
