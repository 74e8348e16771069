import type * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import {
  countBytes,
  countNumbers,
  storedType,
  type WeightsGroup,
} from "./weights_manifest.ts";

/** The bits of an exponent that only infinity and NaN have all of. */
const EXPONENTS = { float32: 0x7f800000, float16: 0x7c00 } as const;

/** Where the first number is that is infinite or none; -1 if all are finite. */
function findNonFinite(bytes: ArrayBuffer, type: "float32" | "float16"): number {
  const exponent = EXPONENTS[type];
  const bits = type === "float32" ? new Uint32Array(bytes) : new Uint16Array(bytes);
  // As whole numbers: many times faster than asking of each whether it is finite.
  for (let i = 0; i < bits.length; i++) {
    if ((bits[i]! & exponent) === exponent) return i;
  }
  return -1;
}

/** @throws {InputError} if a number stored as a float is infinite or none */
function expectFinite(
  entry: tf.io.WeightsManifestEntry,
  bytes: ArrayBuffer,
  path: string,
): void {
  const type = storedType(entry);
  if (type !== "float32" && type !== "float16") return;
  const place = findNonFinite(bytes, type);
  if (place < 0) return;
  const values = type === "float32" ? new Float32Array(bytes) : new Float16Array(bytes);
  throw new InputError(
    `Expected finite weights but found ${values[place]} in "${entry.name}", number ${
      place + 1
    } of ${countNumbers(entry)}`,
    { path },
  );
}

/**
 * Checks the bytes of a group of weights.
 *
 * @param path for the error
 * @throws {InputError} if they are not as long as the manifest says, or hold NaN or
 *   infinity
 */
export function expectWeights(
  bytes: ArrayBuffer,
  { weights }: WeightsGroup,
  path: string,
): void {
  const expected = weights.reduce((sum, entry) => sum + countBytes(entry), 0);
  if (bytes.byteLength !== expected) {
    throw new InputError(
      `Expected ${expected} bytes of weights but found ${bytes.byteLength}: the file is ${
        bytes.byteLength < expected ? "cut short" : "too long"
      }`,
      { path },
    );
  }
  let at = 0;
  for (const entry of weights) {
    expectFinite(entry, bytes.slice(at, at += countBytes(entry)), path);
  }
}
