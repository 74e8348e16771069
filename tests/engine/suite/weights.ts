import { seededRandom } from "#karyon";

/** Fixed weights of a sum over an output, so that no gradient is uniform. */
export function weightsOf(shape: readonly number[], stream: number): Float32Array {
  const random = seededRandom(2, stream);
  const length = shape.reduce((a, b) => a * b, 1);
  return Float32Array.from({ length }, () => random() * 2 - 1);
}
