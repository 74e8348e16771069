import * as tf from "@tensorflow/tfjs";
import { type Random, seededRandom } from "#karyon";

/** The types of the tensors that are compared. */
export type DataType = "float32" | "int32" | "bool";

/** One input of a case: filled anew, to the same values, for every engine. */
export interface Input {
  readonly shape: readonly number[];
  readonly type: DataType;
  readonly values: (random: Random, size: number) => ArrayLike<number>;
  /** Whether a gradient with respect to it is asked for. */
  readonly hasGradient: boolean;
}

/** One computation that two engines must agree on. */
export interface Case {
  /** Unique within its family. */
  readonly name: string;
  readonly inputs: readonly Input[];
  /** Default: whether an input has a gradient and every output is float32. */
  readonly gradients?: boolean;
  /**
   * Whether a finite difference approaches the gradient: false at kinks, and
   * where a maximum may change its place. Default true.
   */
  readonly smooth?: boolean;
  /** The largest difference in float32, as a share of the scale; see compare.ts. */
  readonly bound?: number;
  // A method, so that a case may say of which rank its tensors are.
  compute(...inputs: tf.Tensor[]): tf.Tensor | readonly tf.Tensor[];
}

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** Uniform in `[from, to)`. */
export function uniform(shape: readonly number[], from = -1, to = 1): Input {
  return {
    shape,
    type: "float32",
    hasGradient: true,
    values: (random, length) =>
      Float32Array.from({ length }, () => from + (to - from) * random()),
  };
}

/** Whole numbers in `[from, to)`. */
export function whole(
  shape: readonly number[],
  from = -9,
  to = 10,
  type: DataType = "int32",
): Input {
  return {
    shape,
    type,
    hasGradient: type === "float32",
    values: (random, length) =>
      Array.from({ length }, () => from + Math.floor((to - from) * random())),
  };
}

export const booleans = (shape: readonly number[]): Input => whole(shape, 0, 2, "bool");

/** Exactly these. */
export function given(
  values: ArrayLike<number>,
  shape: readonly number[] = [values.length],
  type: DataType = "float32",
): Input {
  return { shape, type, hasGradient: type === "float32", values: () => values };
}

/** The same, but without a gradient: for targets, masks and the like. */
export const fixed = (input: Input): Input => ({ ...input, hasGradient: false });

/** Rounds to the eight significant bits of bf16, where float32 is kept. */
function roundToBf16(values: Float32Array): Float32Array {
  const bits = new Uint32Array(values.buffer);
  values.forEach((value, i) => {
    if (Number.isFinite(value)) bits[i] = (bits[i]! + 0x8000) & 0xffff0000;
  });
  return values;
}

/**
 * The tensors of a case's inputs on the current engine.
 *
 * @param rounded to what bf16 holds, so that a bound on it measures the
 *   computation and not the rounding of the inputs
 */
export function createInputs(inputs: readonly Input[], rounded: boolean): tf.Tensor[] {
  return inputs.map(({ shape, type, values }, i) => {
    const numbers = values(seededRandom(1, i), size(shape));
    const typed = type === "float32"
      ? Float32Array.from(numbers)
      : type === "int32"
      ? Int32Array.from(numbers)
      : Uint8Array.from(numbers);
    if (rounded && typed instanceof Float32Array) roundToBf16(typed);
    return tf.tensor(typed, [...shape], type);
  });
}
