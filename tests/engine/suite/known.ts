import type { EngineName } from "#karyon";

/** Where an engine differs from `cpu`, and why that is accepted. */
export interface Known {
  /** Kernels that the engine does not have, by name, with the reason. */
  readonly kernels: Readonly<Record<string, string>>;
  /**
   * Reasons, each with the cases that differ for it: "family: case" (its
   * values) or "family: gradient of case". One that agrees after all fails the
   * test.
   */
  readonly cases: Readonly<Record<string, RegExp>>;
}

const NOTHING: Known = { kernels: {}, cases: {} };

const webgpu: Known = {
  kernels: { Unique: "TensorFlow.js has it not, and no network uses it" },
  cases: {
    "a GPU's powers, angles and remainders of NaN, infinities and zeros are its own":
      /^binary: (pow|atan2|mod) of NaN, infinities and zeros$/,
  },
};

const wasm: Known = {
  kernels: {},
  cases: {
    "the gradient of a convolution in three dimensions is zero":
      /^convolution: gradient of in three dimensions$/,
    "the gradient counts the padding, which the mean itself does not":
      /^pooling: gradient of avg of .*(same|2,2, 1(, floor)?)$/,
    "a product of batches along two axes has too few values":
      /^matrix products: spread over two axes of batches$/,
    "a product of two turned matrices turns one": /^fused kernels: matMul, turned$/,
    "the gradient of a single row that is resized is lost":
      /^resizing: gradient of resizeNearestNeighbor of 1x1x3x2 to 4x1/,
    "kernels let a bound win over NaN":
      /^unary: (clipByValue|relu6) of NaN|^binary: (maximum|minimum|pow) of NaN/,
    "kernels of activations and pooling skip NaN":
      /^hazards: (relu of NaN, and a convolution|max pooling) over (it|NaN)$/,
    "the sign of a tiny number is zero": /^unary: sign of NaN, infinities and zeros$/,
    "bounds of integers are read as floats": /^unary: clipByValue of integers$/,
    "quotients that are rounded down stay floats": /^binary: floorDiv of (\[|NaN)/,
    "one set of indices a batch is read as one for all":
      /^moving: gather, one set of indices a batch$/,
    "marks are integers only": /^moving: oneHot$/,
    "booleans are bytes of what was cast, not 0 and 1":
      /: cast of (floats|integers) to bool$/,
  },
};

const native: Known = {
  kernels: {},
  cases: {
    "oneDNN's vector code takes NaN for a number: the smallest, zero or infinity":
      /^unary: (clipByValue|exp|relu|relu6|step) of NaN|^binary: (maximum|minimum) of NaN|^reductions: max and sum with NaN|^hazards: relu of NaN, and a convolution over it$/,
    "one over the root of -0 has no sign": /^unary: rsqrt of NaN, infinities and zeros$/,
  },
};

/** By engine; where no other is named, the kernels are TensorFlow.js's own. */
export const known: Readonly<Record<EngineName, Known>> = {
  native,
  webgpu,
  wasm,
  cpu: NOTHING,
};

/** Whether a case is among those that differ. */
export const isListed = ({ cases }: Known, label: string): boolean =>
  Object.values(cases).some((pattern) => pattern.test(label));
