import * as tf from "@tensorflow/tfjs";

/** What a pooling kernel is told beside its tensors. */
export interface PoolingAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/** Shares every output's gradient among the inputs that it is the mean of. */
export function shareOut(
  input: tf.Tensor4D,
  dy: tf.Tensor4D,
  { filterSize, strides, pad, dimRoundingMode }: PoolingAttributes,
): tf.Tensor {
  const info = tf.backend_util.computePool2DInfo(
    input.shape,
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = info;
  const values = dy.dataSync();
  const dx = new Float32Array(input.size);
  let next = 0;
  for (let b = 0; b < info.batchSize; b++) {
    for (let y = 0; y < outHeight; y++) {
      const top = y * info.strideHeight - padInfo.top;
      const rows = [
        Math.max(0, top),
        Math.min(inHeight, top + info.filterHeight),
      ] as const;
      for (let x = 0; x < outWidth; x++) {
        const left = x * info.strideWidth - padInfo.left;
        const from = Math.max(0, left), to = Math.min(inWidth, left + info.filterWidth);
        const count = (rows[1] - rows[0]) * (to - from);
        for (let c = 0; c < inChannels; c++, next++) {
          for (let row = rows[0]; row < rows[1]; row++) {
            for (let column = from; column < to; column++) {
              const at = ((b * inHeight + row) * inWidth + column) * inChannels + c;
              dx[at]! += values[next]! / count;
            }
          }
        }
      }
    }
  }
  return tf.tensor(dx, input.shape);
}
