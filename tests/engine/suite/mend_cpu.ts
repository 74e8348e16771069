import * as tf from "@tensorflow/tfjs";
import { giveBack } from "./give_back.ts";
import { type PoolingAttributes, shareOut } from "./share_out.ts";

interface ResizingAttributes {
  readonly alignCorners: boolean;
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
