import { InputError } from "../base/mod.ts";

/** Whole numbers that `q * scale + min` turns back into a weight's numbers. */
export interface AffineWeights {
  readonly values: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
  /** Above 0. */
  readonly scale: number;
  readonly min: number;
}

/** The types that an affine map puts weights into. */
export type AffineType = "uint8" | "uint16";

const ARRAYS = { uint8: Uint8Array, uint16: Uint16Array } as const;

/** To the nearest whole number, ties to the even one, as NumPy does. */
function roundHalfToEven(x: number): number {
  const floor = Math.floor(x), rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** @throws {InputError} if a number is not finite */
function rangeOf(values: Float32Array, name: string): [min: number, max: number] {
  let min = values[0] ?? 0, max = min;
  for (const value of values) {
    if (!Number.isFinite(value)) {
      throw new InputError(`Expected finite weights but found ${value} in "${name}"`);
    }
    if (value < min) min = value;
    else if (value > max) max = value;
  }
  return [min, max];
}

/**
 * Puts the numbers of one weight tensor onto 256 or 65,536 even steps between the
 * smallest and the largest.
 *
 * Where 0 lies within, the steps are moved so that one of them is 0 exactly. A tensor of
 * one repeated number becomes zeros, scale 1 and that number as `min`.
 *
 * Source: `quantize_weights()` of TensorFlow.js's Python converter 4.22, with the
 * arithmetic of NumPy 2, whose scalars of double precision keep it. NumPy 1 rounds
 * `min` and `scale` to single precision first, so that ties may fall elsewhere.
 *
 * @param name of the weight, for the error
 * @throws {InputError} if a number is NaN or infinite
 *
 * @example
 * ```ts
 * import { quantizeAffine } from "#karyon";
 * const { values, scale, min } = quantizeAffine(Float32Array.of(0, 255), "uint8");
 * if (`${values}` !== "0,255" || scale !== 1 || min !== 0) throw new Error();
 * ```
 */
export function quantizeAffine(
  values: Float32Array,
  type: AffineType,
  name = "weights",
): AffineWeights {
  const [lowest, highest] = rangeOf(values, name);
  const steps = new ARRAYS[type](values.length);
  if (lowest === highest) return { values: steps, scale: 1, min: lowest };
  const last = 2 ** (8 * steps.BYTES_PER_ELEMENT) - 1;
  const scale = (highest - lowest) / last;
  let min = lowest, max = highest;
  if (lowest <= 0 && highest >= 0) {
    min = -roundHalfToEven((0 - lowest) / scale) * scale;
    max = last * scale + min;
  }
  for (let i = 0; i < steps.length; i++) {
    const clipped = Math.min(Math.max(values[i]!, min), max);
    steps[i] = roundHalfToEven((clipped - min) / scale);
  }
  return { values: steps, scale, min };
}

/** The numbers again, as TensorFlow.js's reader computes them. */
export function dequantizeAffine(
  { values, scale, min }: AffineWeights,
): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (step) => step * scale + min);
}
