import * as tf from "@tensorflow/tfjs";

interface ResizingAttributes {
  readonly alignCorners: boolean;
}

/** The places before and after a fractional one, and the share of the latter. */
type Place = readonly [before: number, after: number, share: number];

/** From where each of `length` outputs along an axis comes. */
function placesOf(
  from: number,
  length: number,
  alignCorners: boolean,
  isBilinear: boolean,
): Place[] {
  const scale = alignCorners && length > 1 ? (from - 1) / (length - 1) : from / length;
  return Array.from({ length }, (_, i) => {
    const exact = i * scale;
    const before = isBilinear || !alignCorners ? Math.floor(exact) : Math.round(exact);
    if (!isBilinear) return [Math.min(before, from - 1), 0, 0];
    return [before, Math.min(Math.ceil(exact), from - 1), exact - before];
  });
}

/** Gives every output's gradient back to where the output came from. */
function giveBack(
  images: tf.Tensor4D,
  dy: tf.Tensor4D,
  alignCorners: boolean,
  isBilinear: boolean,
): tf.Tensor {
  const [batch, height, width, channels] = images.shape;
  const [, rows, columns] = dy.shape;
  const down = placesOf(height, rows, alignCorners, isBilinear);
  const along = placesOf(width, columns, alignCorners, isBilinear);
  const values = dy.dataSync();
  const dx = new Float32Array(images.size);
  let next = 0;
  for (let b = 0; b < batch; b++) {
    for (const [top, bottom, lower] of down) {
      for (const [left, right, later] of along) {
        for (let c = 0; c < channels; c++, next++) {
          const at = (y: number, x: number) =>
            ((b * height + y) * width + x) * channels + c;
          const value = values[next]!;
          dx[at(top, left)]! += value * (1 - lower) * (1 - later);
          dx[at(top, right)]! += value * (1 - lower) * later;
          dx[at(bottom, left)]! += value * lower * (1 - later);
          dx[at(bottom, right)]! += value * lower * later;
        }
      }
    }
  }
  return tf.tensor(dx, images.shape);
}

interface PoolingAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/** Shares every output's gradient among the inputs that it is the mean of. */
function shareOut(
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

type Inputs = Readonly<Record<"images" | "input" | "dy", tf.Tensor4D>>;

const resizing = (isBilinear: boolean): tf.KernelFunc => ({ inputs, attrs }) => {
  const { images, dy } = inputs as unknown as Inputs;
  const { alignCorners } = attrs as unknown as ResizingAttributes;
  return giveBack(images, dy, alignCorners, isBilinear);
};

const KERNELS: Readonly<Record<string, tf.KernelFunc>> = {
  ResizeBilinearGrad: resizing(true),
  ResizeNearestNeighborGrad: resizing(false),
  AvgPoolGrad: ({ inputs, attrs }) => {
    const { input, dy } = inputs as unknown as Inputs;
    return shareOut(input, dy, attrs as unknown as PoolingAttributes);
  },
};

/**
 * Makes `cpu` a reference for some gradients too, and returns what makes it as
 * it was. TensorFlow.js's own are not those of finite differences: that of
 * bilinear resizing fails where height and width differ, that of the nearest
 * one is wrong from the second image of a batch on, and that of average pooling
 * counts the padding, which the pooling itself does not.
 */
export function mendCpu(): () => void {
  const own = Object.keys(KERNELS).map((name) => tf.getKernel(name, "cpu"));
  const put = (config: tf.KernelConfig) => {
    tf.unregisterKernel(config.kernelName, "cpu");
    tf.registerKernel(config);
  };
  for (const [kernelName, kernelFunc] of Object.entries(KERNELS)) {
    put({ kernelName, backendName: "cpu", kernelFunc });
  }
  return () => own.forEach(put);
}
