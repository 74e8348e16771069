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

let done = false;

/**
 * Replaces kernels of TensorFlow.js's `cpu` backend whose gradients are not those
 * of finite differences: that of bilinear resizing fails where height and width
 * differ, that of the nearest one is wrong from the second image of a batch on,
 * and that of average pooling counts the padding, which the pooling itself does
 * not. Other engines borrow them, so it is done before any of them starts.
 */
export function mendCpu(): void {
  if (done) return;
  done = true;
  for (const [kernelName, kernelFunc] of Object.entries(KERNELS)) {
    tf.unregisterKernel(kernelName, "cpu");
    tf.registerKernel({ kernelName, backendName: "cpu", kernelFunc });
  }
}
