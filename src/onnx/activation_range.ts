import { InputError } from "../base/mod.ts";

/** Between what a value of a graph lies, over all of its places. */
export interface ActivationRange {
  readonly min: number;
  readonly max: number;
}

/** How reals are told by whole numbers: `real = scale * (whole - zeroPoint)`. */
export interface Quantization {
  /** A float32 above 0. */
  readonly scale: number;
  /** In 0..255. */
  readonly zeroPoint: number;
}

/** float32 has no smaller number of full precision, and runtimes may take it for 0. */
const SMALLEST = 2 ** -126;

/**
 * The scale and zero point with which 0..255 cover a range.
 *
 * 0 is a whole number of steps from either end (Jacob et al., "Quantization and Training
 * of Neural Networks", 2018): what surrounds an image, and what ReLU cut off, stay exact.
 * Hence a range that leaves 0 out is widened to it. A range of 0 alone has the scale 1.
 *
 * @param name of the value, for the message
 * @throws {InputError} if an end is not finite or they are the wrong way around
 *
 * @example
 * ```ts
 * import { quantizationOf } from "#karyon";
 * const { scale, zeroPoint } = quantizationOf({ min: -1, max: 4.1 }, "map");
 * if (zeroPoint !== 50 || scale !== Math.fround(0.02)) throw new Error();
 * ```
 */
export function quantizationOf(range: ActivationRange, name: string): Quantization {
  if (!(Number.isFinite(range.max - range.min) && range.min <= range.max)) {
    throw new InputError(
      `Expected a range of finite numbers for "${name}" but found ` +
        `${range.min} to ${range.max}`,
    );
  }
  const min = Math.min(0, range.min), max = Math.max(0, range.max);
  const scale = Math.fround((max - min) / 255);
  if (!Number.isFinite(scale)) {
    throw new InputError(
      `Expected a range of float32 numbers for "${name}" but found ${min} to ${max}`,
    );
  }
  return scale < SMALLEST
    ? { scale: 1, zeroPoint: 0 }
    : { scale, zeroPoint: Math.min(255, Math.round((0 - min) / scale)) };
}
