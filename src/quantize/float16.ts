import type * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";

/** The largest finite half float. */
const LARGEST = 65504;

function bytesOf(data: tf.io.WeightData): Uint8Array<ArrayBuffer> {
  const parts = Array.isArray(data) ? data : [data];
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return joined;
}

/**
 * Stores every float32 weight in 16 bits, in TensorFlow.js's own format: its
 * stock loader reads the result and computes in float32.
 *
 * Each weight becomes the nearest IEEE 754 half float, ties to even.
 *
 * @param artifacts a model with float32 weights; not changed
 * @throws {InputError} if the weights are quantised already, or one is too
 *   large for a half float
 *
 * @example
 * ```ts
 * import { quantizeFloat16 } from "#karyon";
 * const weightData = Float32Array.of(1, 0.5).buffer;
 * const half = quantizeFloat16({
 *   weightSpecs: [{ name: "w", shape: [2], dtype: "float32" }],
 *   weightData,
 * });
 * if ((half.weightData as ArrayBuffer).byteLength !== 4) throw new Error();
 * ```
 */
export function quantizeFloat16(artifacts: tf.io.ModelArtifacts): tf.io.ModelArtifacts {
  const bytes = bytesOf(artifacts.weightData!);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  const weightSpecs = artifacts.weightSpecs!.map((spec) => {
    if (spec.quantization || spec.dtype !== "float32") {
      throw new InputError(
        `Expected float32 weights but found "${spec.name}" of ${
          spec.quantization?.dtype ?? spec.dtype
        }`,
      );
    }
    const size = spec.shape.reduce((product, side) => product * side, 1);
    const values = new Float32Array(bytes.buffer, at, size);
    at += 4 * size;
    const tooLarge = values.find((value) => !(Math.abs(value) <= LARGEST));
    if (tooLarge !== undefined) {
      throw new InputError(
        `Expected weights within ±${LARGEST} but found ${tooLarge} in "${spec.name}"`,
      );
    }
    parts.push(new Uint8Array(Float16Array.from(values).buffer));
    return {
      ...spec,
      quantization: { dtype: "float16" as const, original_dtype: "float32" as const },
    };
  });
  return {
    ...artifacts,
    weightSpecs,
    weightData: bytesOf(parts.map(({ buffer }) => buffer)).buffer,
  };
}
