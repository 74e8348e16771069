import * as tf from "@tensorflow/tfjs";
import type { ConvolutionJob, ProductJob } from "./jobs.ts";
import type { Prepared } from "./prepared.ts";

const random = (shape: number[]) => tf.randomUniform(shape, -1, 1, "float32", 1);

/** The kernels themselves, since the gradients have no public operation. */
function convolve({ pass, batch, size, inputs, outputs }: ConvolutionJob) {
  const x = random([batch, size, size, inputs]) as tf.Tensor4D;
  const w = random([3, 3, inputs, outputs]) as tf.Tensor4D;
  const dy = random([batch, size, size, outputs]) as tf.Tensor4D;
  const attributes = {
    strides: 1,
    pad: "same",
    dataFormat: "NHWC",
    dilations: 1,
    dimRoundingMode: undefined,
    inputShape: x.shape,
    filterShape: w.shape,
  };
  const [kernel, given]: [string, Record<string, tf.Tensor>] = pass === "forward"
    ? ["Conv2D", { x, filter: w }]
    : pass === "input-gradient"
    ? ["Conv2DBackpropInput", { dy, filter: w }]
    : ["Conv2DBackpropFilter", { x, dy }];
  return {
    tensors: [x, w, dy],
    compute: () =>
      tf.engine().runKernel(
        kernel,
        given,
        attributes as unknown as tf.NamedAttrMap,
      ) as tf.Tensor,
  };
}

function multiply({ size }: ProductJob) {
  const a = random([size, size]) as tf.Tensor2D, b = random([size, size]) as tf.Tensor2D;
  return { tensors: [a, b], compute: () => tf.matMul(a, b) as tf.Tensor };
}

/** One operation on random values in -1..1. */
export function prepareOperation(job: ConvolutionJob | ProductJob): Prepared {
  const { tensors, compute } = job.kind === "product" ? multiply(job) : convolve(job);
  return {
    step: async () => {
      const result = compute();
      // One value is enough to wait for a graphics card.
      const one = tf.tidy(() => result.flatten().slice(0, 1));
      await one.data();
      tf.dispose([result, one]);
    },
    dispose: () => tf.dispose(tensors),
  };
}
