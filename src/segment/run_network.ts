import * as tf from "@tensorflow/tfjs";
import { computationOf } from "../architectures/mod.ts";

/** One after another, in one piece. */
function join(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/**
 * What a network gives for pictures of one size, one after another, computed by
 * TensorFlow.js or by what `computeWith()` put in its place.
 *
 * @param pictures `width * height * 3` values each, row-major
 * @returns for each picture `width * height` times the network's maps, maps last
 *
 * @example
 * ```ts
 * import { buildUNet, runNetwork, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2 });
 * const picture = new Float32Array(16 * 8 * 3);
 * const values = await runNetwork(network, [picture, picture], { width: 16, height: 8 });
 * if (values.length !== 2 * 16 * 8) throw new Error(`${values.length}`);
 * network.dispose();
 * ```
 */
export async function runNetwork(
  network: tf.LayersModel,
  pictures: readonly Float32Array[],
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Float32Array> {
  const shape = [pictures.length, height, width, 3] as const;
  const elsewhere = computationOf(network);
  if (elsewhere) return await elsewhere(join(pictures), shape);
  const output = tf.tidy(() =>
    network.predict(tf.tensor4d(join(pictures), [...shape])) as tf.Tensor
  );
  try {
    return await output.data() as Float32Array;
  } finally {
    output.dispose();
  }
}
