import type * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import { type AffineType, quantizeAffine } from "./affine.ts";
import type { PlainWeight } from "./stored_weights.ts";

/** What TensorFlow.js's reader expands to float32. */
export type StoredType = "float16" | AffineType;

/** The largest finite half float. */
const LARGEST_HALF = 65504;

/** @throws {InputError} if a number is too large for a half float, or none */
function toHalves({ name, values }: PlainWeight): Float16Array<ArrayBuffer> {
  const tooLarge = values.find((value) => !(Math.abs(value) <= LARGEST_HALF));
  if (tooLarge === undefined) return Float16Array.from(values);
  throw new InputError(
    `Expected weights within ±${LARGEST_HALF} but found ${tooLarge} in "${name}"`,
  );
}

/** A manifest's entry with the bytes that it describes. */
interface Entry {
  readonly spec: tf.io.WeightsManifestEntry;
  readonly bytes: ArrayBuffer;
}

/** One weight in the type asked for, or as it is where that is left out. */
export function encodeWeight(
  weight: PlainWeight,
  type?: StoredType,
): Entry {
  const { name, shape, values } = weight;
  const spec = { name, shape: [...shape], dtype: "float32" as const };
  if (type === undefined) return { spec, bytes: values.buffer };
  const original = { original_dtype: "float32" as const };
  if (type === "float16") {
    const quantization = { dtype: type, ...original };
    return { spec: { ...spec, quantization }, bytes: toHalves(weight).buffer };
  }
  const { values: steps, scale, min } = quantizeAffine(values, type, name);
  const quantization = { dtype: type, scale, min, ...original };
  return { spec: { ...spec, quantization }, bytes: steps.buffer };
}

/** Artifacts with these weights, one behind the other without gaps. */
export function withWeights(
  artifacts: tf.io.ModelArtifacts,
  entries: readonly Entry[],
): tf.io.ModelArtifacts {
  const joined = new Uint8Array(
    entries.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
  );
  let at = 0;
  for (const { bytes } of entries) {
    joined.set(new Uint8Array(bytes), at);
    at += bytes.byteLength;
  }
  return {
    ...artifacts,
    weightSpecs: entries.map(({ spec }) => spec),
    weightData: joined.buffer,
  };
}
