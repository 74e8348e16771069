import type { EngineName } from "#karyon";

/**
 * TensorFlow.js's own specifications that fail on an engine and pass on `cpu`:
 * reasons, each with the full names that it explains. A reason that no longer
 * explains any fails the test.
 */
export const knownFailures: Readonly<
  Partial<Record<EngineName, Readonly<Record<string, RegExp>>>>
> = {
  native: {
    "is given an output smaller than the strides allow":
      /^conv2dTranspose input=8x8x8,output=4x4x8,f=8,s=1/,
    "oneDNN's vector code takes NaN for a number":
      /^(clipByValue (basic vec4|propagates NaNs)|m(ax|in) return NaNs|relu propagates NaNs, float32|softmax Propagates NaNs|step kernel (with 1d tensor and alpha|propagates NaNs))$/,
  },
  webgpu: {
    "is given an output smaller than the strides allow":
      /^conv2dTranspose input=8x8x8,output=4x4x8,f=8,s=1/,
    "TensorFlow.js has no such kernel for WebGPU": /^(bitwiseAnd|unique) /,
    "a GPU cannot throw for one index": /^gather throws when index is out of bound$/,
    "TensorFlow.js's kernel makes integers floats": /^relu6 int32$/,
    "the sine of large numbers is inexact on a GPU":
      /^tan numbers exceed float32 precision$/,
  },
  wasm: {
    "is given an output smaller than the strides allow":
      /^conv2dTranspose input=8x8x8,output=4x4x8,f=8,s=1/,
    "TensorFlow.js has no complex numbers in WebAssembly":
      /complex|IFFT|upcasts when dtypes dont match/,
    "TensorFlow.js's products are of floats only":
      /^(confusionMatrix|dtypes Should use the input tensor dtype)/,
    "channels first are refused, with a clear error": /NCHW/,
    "biases are refused that are not one number a channel, with a clear error":
      /broadcasted bias|2d bias|with bias$/,
    "TensorFlow.js's kernels cannot hold strings": /string|^squeeze /,
    "TensorFlow.js's kernel clips NaN": /^clipByValue (basic vec4|propagates NaNs)$/,
    "TensorFlow.js's kernel reads at wrong places":
      /fractional outputs default rounding$/,
    "TensorFlow.js's kernel does not look at its bounds":
      /^slice2d throws when requesting out of bounds slice$/,
  },
};
