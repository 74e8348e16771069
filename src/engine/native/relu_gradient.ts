import * as tf from "@tensorflow/tfjs";

/**
 * Finds ReLU's gradient from its result instead of its input. The slope is the
 * same on every engine, since max(x, 0) is positive where x is; but the input,
 * a convolution's bare result, then never needs to be computed by itself.
 */
export function registerReluGradient(engineName: string): void {
  tf.registerGradient({
    kernelName: "Relu",
    outputsToSave: [true],
    gradFunc: (dy, saved) => ({
      x: () => {
        const y = saved[0]!, slope = dy as tf.Tensor;
        return tf.getBackend() === engineName && y.dtype === "float32"
          ? tf.engine().runKernel("ReluGradient", { y, dy: slope }) as tf.Tensor
          : tf.mul(slope, tf.step(y));
      },
    }),
  });
}
