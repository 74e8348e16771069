import type { NativeKernel } from "../kernel.ts";
import { ADAM_KERNELS } from "./adam.ts";
import { BATCH_NORMALIZATION_KERNELS } from "./batch_normalization.ts";
import { BINARY_KERNELS } from "./binary.ts";
import { CONVOLUTION_KERNELS } from "./convolution.ts";
import { ELTWISE_KERNELS } from "./eltwise.ts";
import { LAYER_NORMALIZATION_KERNELS } from "./layer_normalization.ts";
import { LOGARITHM_KERNELS } from "./logarithm.ts";
import { MAKING_KERNELS } from "./making.ts";
import { MATMUL_KERNELS } from "./matmul.ts";
import { MOVING_KERNELS } from "./moving.ts";
import { POOLING_KERNELS } from "./pooling.ts";
import { REDUCTION_KERNELS } from "./reduction.ts";
import { RESIZE_KERNELS } from "./resize.ts";
import { SOFTMAX_KERNELS } from "./softmax.ts";

/** Every kernel with native code. */
export const KERNELS: readonly NativeKernel[] = [
  ...ADAM_KERNELS,
  ...BATCH_NORMALIZATION_KERNELS,
  ...BINARY_KERNELS,
  ...CONVOLUTION_KERNELS,
  ...ELTWISE_KERNELS,
  ...LAYER_NORMALIZATION_KERNELS,
  ...LOGARITHM_KERNELS,
  ...MAKING_KERNELS,
  ...MATMUL_KERNELS,
  ...MOVING_KERNELS,
  ...POOLING_KERNELS,
  ...REDUCTION_KERNELS,
  ...RESIZE_KERNELS,
  ...SOFTMAX_KERNELS,
];
