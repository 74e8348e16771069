import * as tf from "@tensorflow/tfjs";
import { reshaped } from "./backend.ts";
import { type Kernel, zerosOfEmpty } from "./kernel.ts";

/** Runs operations instead of a kernel; kernels are handed tensors as they are. */
const composed = (body: (x: tf.Tensor) => tf.Tensor): Kernel => (_, { x }) =>
  tf.tidy(() => body(x as tf.Tensor));

/** WGSL's own acos is off by 1e-4. */
const arcCosine = (x: tf.Tensor) =>
  tf.mul(2, tf.atan(tf.sqrt(tf.div(tf.sub(1, x), tf.add(1, x)))));

/** WGSL's own asin is off by 3e-4, and its atan by 3e-6: one step of Newton's. */
function arcSine(x: tf.Tensor): tf.Tensor {
  const y = tf.mul(2, tf.atan(tf.div(x, tf.add(1, tf.sqrt(tf.sub(1, tf.square(x)))))));
  return tf.add(y, tf.div(tf.sub(x, tf.sin(y)), tf.maximum(tf.cos(y), 0.1)));
}

/** With corners aligned, a single pixel makes TensorFlow.js divide by zero. */
const resizeGradient: Kernel = (_, { images, dy }, attributes, stock) => {
  const single = [1, 2].filter((axis) =>
    images!.shape[axis] === 1 && dy!.shape[axis]! > 1
  );
  if (!attributes["alignCorners"] || single.length === 0) return undefined;
  return tf.tidy(() => {
    const summed = tf.sum(dy as tf.Tensor, single, true);
    return asTensor(stock({ images: images!, dy: summed }));
  });
};

/** Lets a tidied scope return what a stock kernel gave. */
const asTensor = (info: tf.TensorInfo): tf.Tensor =>
  tf.engine().makeTensorFromTensorInfo(info);

/** TensorFlow.js's shader for the reverse keeps the first length it was made for. */
const reversed: Kernel = (_, { x }, attributes, stock) => {
  if (!attributes["reverse"]) return undefined;
  const axis = attributes["axis"] as number;
  return tf.tidy(() => {
    const turned = tf.reverse(x as tf.Tensor, axis);
    const sums = asTensor(stock({ x: turned }, { ...attributes, reverse: false }));
    return tf.reverse(sums, axis);
  });
};

/** TensorFlow.js multiplies only batches of one shape, and none that is empty. */
const product: Kernel = (backend, { a, b }, attributes, stock) => {
  const [left, right] = [a as tf.Tensor, b as tf.Tensor];
  const [ours, theirs] = [left.shape.slice(0, -2), right.shape.slice(0, -2)];
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(ours, theirs);
  const rows = left.shape.at(attributes["transposeA"] ? -1 : -2)!;
  const columns = right.shape.at(attributes["transposeB"] ? -2 : -1)!;
  const empty = zerosOfEmpty(backend, [left, right], [...batch, rows, columns]);
  if (empty) return empty;
  const isWhole = (shape: number[]) => tf.util.arraysEqual(shape, batch);
  if (isWhole(ours) && isWhole(theirs)) return undefined;
  return tf.tidy(() => {
    const whole = (x: tf.Tensor) => tf.broadcastTo(x, [...batch, ...x.shape.slice(-2)]);
    return asTensor(stock({ a: whole(left), b: whole(right) }, attributes));
  });
};

/** TensorFlow.js compares places of rank 5 in a way that no shader can. */
const padded: Kernel = (_, { x }, attributes) => {
  if (x!.shape.length < 5) return undefined;
  const paddings = attributes["paddings"] as [number, number][];
  const value = attributes["constantValue"] as number;
  const part = (like: tf.Tensor, axis: number, length: number) =>
    tf.fill(like.shape.with(axis, length), value, like.dtype as "float32");
  return tf.tidy(() =>
    paddings.reduce((whole, [before, after], axis) => {
      const parts = [part(whole, axis, before), whole, part(whole, axis, after)];
      return tf.concat(parts.filter((one) => one.shape[axis]! > 0), axis);
    }, tf.clone(x as tf.Tensor))
  );
};

/** Small tensors are multiplied up on the processor, which forgets kept axes. */
const keptAxes: Kernel = (backend, inputs, attributes, stock) => {
  if (!attributes["keepDims"]) return undefined;
  const { shape } = inputs["x"]!;
  const axes = tf.util.parseAxisParam(attributes["axis"] as number[], shape);
  const result = stock(inputs, { ...attributes, keepDims: false });
  const kept = reshaped(
    backend,
    result,
    tf.backend_util.expandShapeToKeepDim(
      shape.filter((_, axis) => !axes.includes(axis)),
      axes,
    ),
  );
  backend.disposeData(result.dataId);
  return kept;
};

/** Kernels of TensorFlow.js that are wrong in some cases, put right in those. */
export const mendedKernels: Readonly<Record<string, Kernel>> = {
  Acos: composed(arcCosine),
  Asin: composed(arcSine),
  BatchMatMul: product,
  Cumprod: reversed,
  Cumsum: reversed,
  PadV2: padded,
  Prod: keptAxes,
  // The stock one turns NaN into 0, which hides a training that diverges.
  Relu6: composed((x) => tf.minimum(tf.relu(x), 6)),
  ResizeBilinearGrad: resizeGradient,
  ResizeNearestNeighborGrad: resizeGradient,
};
