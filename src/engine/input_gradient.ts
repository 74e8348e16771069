import * as tf from "@tensorflow/tfjs";

/** Puts `stride - 1` zeros between neighbours of a NHWC tensor, both ways. */
function spreadOut(x: tf.Tensor4D, strideY: number, strideX: number): tf.Tensor4D {
  const [n, h, w, c] = x.shape;
  let spread: tf.Tensor4D = x;
  if (strideX > 1) {
    const zeros = tf.zeros<tf.Rank.R4>([1, n * h * w, strideX - 1, c]);
    spread = tf.concat([spread.reshape<tf.Tensor4D>([1, n * h * w, 1, c]), zeros], 2)
      .reshape<tf.Tensor4D>([n, h, w * strideX, c]);
  }
  if (strideY > 1) {
    const row = w * strideX * c;
    const zeros = tf.zeros<tf.Rank.R4>([1, n * h, strideY - 1, row]);
    spread = tf.concat([spread.reshape<tf.Tensor4D>([1, n * h, 1, row]), zeros], 2)
      .reshape<tf.Tensor4D>([n, h * strideY, w * strideX, c]);
  }
  return tf.slice(spread, 0, [n, (h - 1) * strideY + 1, (w - 1) * strideX + 1, c]);
}

/** Every output pixel makes a patch of its own: one product, then a shuffle. */
function byBlocks(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
): tf.Tensor4D {
  const [n, h, w, co] = dy.shape;
  const [kh, kw, ci] = filter.shape;
  const patches = tf.matMul(
    dy.reshape<tf.Tensor2D>([n * h * w, co]),
    filter.reshape<tf.Tensor2D>([kh * kw * ci, co]).transpose<tf.Tensor2D>(),
  );
  return patches.reshape<tf.Tensor5D>([n * h, w, kh, kw * ci, 1])
    .transpose([0, 2, 1, 3, 4])
    .reshape([n, info.inHeight, info.inWidth, ci]);
}

/** The general case: zeros between, then a convolution with the turned filter. */
function byTurnedFilter(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
): tf.Tensor4D {
  const spread = spreadOut(dy, info.strideHeight, info.strideWidth);
  const { top, left } = info.padInfo;
  const reachY = (info.filterHeight - 1) * info.dilationHeight;
  const reachX = (info.filterWidth - 1) * info.dilationWidth;
  const turned = tf.reverse(filter, [0, 1]).transpose<tf.Tensor4D>([0, 1, 3, 2]);
  return tf.conv2d(
    tf.pad(spread, [
      [0, 0],
      [reachY - top, info.inHeight + top - spread.shape[1]],
      [reachX - left, info.inWidth + left - spread.shape[2]],
      [0, 0],
    ]),
    turned,
    1,
    "valid",
    "NHWC",
    [info.dilationHeight, info.dilationWidth],
  );
}

/**
 * The gradient of a 2-D convolution with respect to its input, which is also
 * the forward pass of the transposed convolution.
 *
 * Made of kernels that the backend has and runs fast: its own
 * `Conv2DBackpropInput` is a plain loop, about ten times slower.
 *
 * @param dy NHWC output gradient
 * @param filter HWIO
 * @param info shapes, strides and padding of the forward convolution
 */
export function inputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
): tf.Tensor4D {
  const { top, left, bottom, right } = info.padInfo;
  const blocks = info.strideHeight === info.filterHeight &&
    info.strideWidth === info.filterWidth &&
    info.dilationHeight === 1 && info.dilationWidth === 1 &&
    top + left + bottom + right === 0 &&
    info.outHeight * info.strideHeight === info.inHeight &&
    info.outWidth * info.strideWidth === info.inWidth;
  return tf.tidy(() =>
    blocks ? byBlocks(dy, filter, info) : byTurnedFilter(dy, filter, info)
  );
}
