import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import { dequantizeAffine } from "./affine.ts";

/** One weight tensor as numbers, whatever it was stored as. */
export interface PlainWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

const BYTES = { float32: 4, float16: 2, uint16: 2, uint8: 1 } as const;

function decode(
  { quantization, name }: tf.io.WeightsManifestEntry,
  bytes: ArrayBuffer,
): Float32Array<ArrayBuffer> {
  if (!quantization) return new Float32Array(bytes);
  const { dtype, scale, min } = quantization;
  if (dtype === "float16") return Float32Array.from(new Float16Array(bytes));
  if (scale === undefined || min === undefined) {
    throw new InputError(`Expected a scale and a min of "${name}" but found neither`);
  }
  const values = dtype === "uint8" ? new Uint8Array(bytes) : new Uint16Array(bytes);
  return dequantizeAffine({ values, scale, min });
}

/**
 * The weights of stored artifacts in single precision, as TensorFlow.js's own reader
 * expands them.
 *
 * @throws {InputError} if there are none, a weight is not of single precision once
 *   expanded, or the bytes do not suffice
 */
export function plainWeightsOf(artifacts: tf.io.ModelArtifacts): PlainWeight[] {
  const { weightSpecs, weightData } = artifacts;
  if (!weightSpecs || !weightData) {
    throw new InputError("Expected artifacts with weights but found none");
  }
  const bytes = tf.io.CompositeArrayBuffer.join(weightData);
  let at = 0;
  return weightSpecs.map((spec) => {
    const type = spec.quantization?.dtype ?? spec.dtype;
    if (spec.dtype !== "float32" || !Object.hasOwn(BYTES, type)) {
      throw new InputError(
        `Expected float32, float16, uint16 or uint8 but found "${spec.name}" of ${
          spec.dtype === "float32" ? type : spec.dtype
        }`,
      );
    }
    const length = tf.util.sizeFromShape(spec.shape) * BYTES[type as keyof typeof BYTES];
    if (at + length > bytes.byteLength) {
      throw new InputError(
        `Expected ${length} bytes of "${spec.name}" but found ${bytes.byteLength - at}`,
      );
    }
    // A copy starts at 0, as typed arrays need: before it may lie an odd count of bytes.
    const values = decode(spec, bytes.slice(at, at += length));
    return { name: spec.name, shape: spec.shape, values };
  });
}
