// Numbers of oneDNN v3's C interface (dnnl_types.h, dnnl_common_types.h).

/** Data types. */
export const BF16 = 2;
export const F32 = 3;
export const U8 = 6;

/** How a tensor's elements are kept in native memory. */
export type Format = typeof BF16 | typeof F32;

/** Bytes an element. */
export const bytesOf = (format: Format): number => format === F32 ? 4 : 2;

/** What a primitive is for. */
export const FORWARD_TRAINING = 64;
export const FORWARD_INFERENCE = 96;
export const BACKWARD = 128;

/** Algorithms. */
export const CONVOLUTION_DIRECT = 0x1;
export const DECONVOLUTION_DIRECT = 0xa;
export const POOLING_MAX = 0x1ff;
export const POOLING_AVERAGE = 0x3ff;
export const RESAMPLING_NEAREST = 0x2fff0;
export const REDUCTION_MAX = 0x2fff2;
export const REDUCTION_MIN = 0x2fff3;
export const SOFTMAX = 0x30000;
export const LOG_SOFTMAX = 0x30001;

export const ELTWISE = {
  relu: 0x20,
  tanh: 0x21,
  elu: 0x22,
  square: 0x23,
  abs: 0x24,
  sqrt: 0x25,
  linear: 0x26,
  softRelu: 0x27,
  logistic: 0x29,
  exp: 0x2a,
  log: 0x2d,
  clip: 0x2e,
  pow: 0x30,
  round: 0x32,
  reluFromOutput: 0x100,
  eluFromOutput: 0x102,
} as const;

export const BINARY = {
  add: 0x1fff0,
  multiply: 0x1fff1,
  maximum: 0x1fff2,
  minimum: 0x1fff3,
  divide: 0x1fff4,
  subtract: 0x1fff5,
  lessEqual: 0x1fff8,
  less: 0x1fff9,
  equal: 0x1fffa,
  notEqual: 0x1fffb,
} as const;

/** Flags of normalisations. */
export const USE_GIVEN_STATISTICS = 1;
export const USE_SCALE = 2;
export const USE_SHIFT = 4;

/** What a memory is to a primitive. */
export const ARGUMENT = {
  source: 1,
  source1: 2,
  destination: 17,
  weights: 33,
  bias: 41,
  mean: 49,
  variance: 50,
  scale: 51,
  shift: 52,
  workspace: 64,
  scratchpad: 80,
  sourceGradient: 129,
  destinationGradient: 145,
  weightsGradient: 161,
  biasGradient: 169,
  scaleGradient: 255,
  shiftGradient: 256,
  manySources: 1024,
} as const;

/** What a primitive descriptor can be asked for. */
export const QUERY = {
  weights: 131,
  weightsGradient: 132,
  workspace: 135,
  scratchpad: 136,
} as const;
