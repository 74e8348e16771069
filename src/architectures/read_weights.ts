import type * as tf from "@tensorflow/tfjs";
import { InputError, messageOf } from "../base/mod.ts";
import {
  countBytes,
  countNumbers,
  storedType,
  type WeightsGroup,
} from "./weights_manifest.ts";

/** The bits of an exponent that only infinity and NaN have all of. */
const EXPONENTS = { float32: 0x7f800000, float16: 0x7c00 } as const;

/**
 * Reads a file of a model's folder.
 *
 * @throws {InputError} if it is missing, or a link that leads out of the folder
 */
export async function readInside(
  folder: string,
  file: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const path = `${folder}/${file}`;
  try {
    const [root, real] = await Promise.all(
      [folder, path].map((one) => Deno.realPath(one)),
    );
    if (real!.startsWith(`${root}/`)) return await Deno.readFile(path);
  } catch (cause) {
    throw new InputError(`Expected weights but found: ${messageOf(cause)}`, {
      path,
      cause,
    });
  }
  throw new InputError("Expected a file inside the folder but found a link out of it", {
    path,
  });
}

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

async function readGroup(
  folder: string,
  { paths, weights }: WeightsGroup,
): Promise<ArrayBuffer> {
  const parts = await Promise.all(paths.map((file) => readInside(folder, file)));
  const bytes = await new Blob(parts).arrayBuffer();
  const expected = weights.reduce((sum, entry) => sum + countBytes(entry), 0);
  const path = `${folder}/${paths.join(", ")}`;
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
  return bytes;
}

/**
 * The bytes of all weight files, in the manifest's order.
 *
 * @throws {InputError} if a file is missing, a link that leads out of the folder, not as
 *   long as the manifest says, or holds NaN or infinity
 */
export async function readWeights(
  folder: string,
  groups: readonly WeightsGroup[],
): Promise<{ weightSpecs: tf.io.WeightsManifestEntry[]; weightData: ArrayBuffer }> {
  const parts = await Promise.all(groups.map((group) => readGroup(folder, group)));
  return {
    weightSpecs: groups.flatMap(({ weights }) => weights),
    weightData: parts.length === 1 ? parts[0]! : await new Blob(parts).arrayBuffer(),
  };
}
