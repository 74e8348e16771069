import type * as tf from "@tensorflow/tfjs";

/** What was read of a tensor, free of any engine. */
export interface Values {
  readonly shape: readonly number[];
  readonly type: string;
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** Reads a tensor into an array of its own. */
export async function read(tensor: tf.Tensor): Promise<Values> {
  const data = await tensor.data() as Values["data"];
  return { shape: [...tensor.shape], type: tensor.dtype, data: data.slice() };
}

/** Below this scale a bound is absolute: sums that cancel leave only rounding. */
const SMALLEST_SCALE = 0.1;

/** The largest finite size of a value, at least `SMALLEST_SCALE`. */
function scaleOf(data: ArrayLike<number>): number {
  let scale = SMALLEST_SCALE;
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]!);
    if (size > scale && Number.isFinite(size)) scale = size;
  }
  return scale;
}

/**
 * What is wrong with `found`, in words, or nothing.
 *
 * @param bound the largest difference of two floats, as a share of the largest
 *   expected value; integers and booleans must be equal, and so must NaN and
 *   the infinities
 */
export function difference(
  expected: Values,
  found: Values,
  bound: number,
): string | undefined {
  if (expected.type !== found.type) {
    return `Expected ${expected.type} but found ${found.type}`;
  }
  if (expected.shape.join() !== found.shape.join()) {
    return `Expected the shape [${expected.shape}] but found [${found.shape}]`;
  }
  if (expected.data.length !== found.data.length) {
    return `Expected ${expected.data.length} values but found ${found.data.length}`;
  }
  const scale = scaleOf(expected.data);
  const allowed = expected.type === "float32" ? bound * scale : 0;
  let worst = -1, largest = 0, wrong = 0;
  for (let i = 0; i < expected.data.length; i++) {
    const a = expected.data[i]!, b = found.data[i]!;
    if (Object.is(a, b) || a === b) continue;
    const apart = Math.abs(a - b);
    if (apart <= allowed) continue;
    wrong++;
    // A NaN on one side is the worst that can be.
    if (worst < 0 || !(apart <= largest)) [worst, largest] = [i, apart];
  }
  if (wrong === 0) return undefined;
  const share = (largest / scale).toExponential(1);
  return `Expected ${expected.data[worst]} but found ${found.data[worst]} at ${worst} ` +
    `(${wrong} of ${expected.data.length} differ, at most ${share} of the scale)`;
}
