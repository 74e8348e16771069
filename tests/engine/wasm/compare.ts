import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useEngine } from "#karyon";

/** Numbers in -1..1, the same on every engine. */
export const numbers = (shape: number[], seed: number): tf.Tensor =>
  tf.randomUniform(shape, -1, 1, "float32", seed);

/** What a computation gives on one engine. */
export async function computeOn(engine: string, compute: () => tf.Tensor[]) {
  // A silent fall back would compare an engine with itself.
  assertEquals((await useEngine(engine)).name, engine);
  const tensors = tf.tidy(compute);
  const results = await Promise.all(
    tensors.map(async (tensor) => ({
      shape: tensor.shape,
      values: await tensor.data(),
    })),
  );
  tf.dispose(tensors);
  return results;
}

/**
 * Asserts that wasm gives what cpu gives: the largest difference beside the
 * largest number, or beside 1 where all are smaller.
 */
export async function assertLikeCpu(
  compute: () => tf.Tensor[],
  tolerance = 1e-5,
): Promise<void> {
  const wasm = await computeOn("wasm", compute);
  const cpu = await computeOn("cpu", compute);
  assertEquals(wasm.map(({ shape }) => shape), cpu.map(({ shape }) => shape));
  wasm.forEach(({ values }, k) => {
    const expected = Array.from(cpu[k]!.values);
    const largest = expected.reduce(
      (most, value) => Number.isNaN(value) ? most : Math.max(most, Math.abs(value)),
      1,
    );
    let difference = 0;
    expected.forEach((value, i) => {
      if (Object.is(values[i], value)) return;
      const apart = Math.abs(values[i]! - value);
      // NaN on one side only must not pass.
      difference = Math.max(difference, Number.isNaN(apart) ? Infinity : apart);
    });
    assert(difference <= tolerance * largest, `result ${k} is off by ${difference}`);
  });
}
