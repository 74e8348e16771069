import { assert } from "@std/assert";
import * as tf from "@tensorflow/tfjs";

/** `0, 1, 2, ...` plus `from`, as floats. */
export const counted = (length: number, from = 0): Float32Array =>
  Float32Array.from({ length }, (_, i) => from + i);

/** Fails where values differ by more than bf16's rounding of them. */
export function assertValues(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
): void {
  assert(
    found.length === expected.length,
    `Expected ${expected.length} values but found ${found.length}`,
  );
  for (let i = 0; i < expected.length; i++) {
    const close = Math.abs(found[i]! - expected[i]!) <= Math.abs(expected[i]!) / 64;
    assert(close, `Expected ${expected[i]} but found ${found[i]} at ${i}`);
  }
}

/**
 * Work that would overwrite memory which was given back too early: many
 * results of the same size as `length` floats, of many kernels, one convolution
 * among them, made and given back.
 */
export async function disturb(length: number): Promise<void> {
  for (let round = 0; round < 4; round++) {
    const last = tf.tidy(() => {
      let x: tf.Tensor = tf.fill([length], -7777 - round);
      for (let i = 0; i < 3; i++) x = tf.add(tf.relu(tf.neg(x)), tf.mul(x, 2));
      const image = tf.reshape<tf.Rank.R4>(x, [1, 1, length, 1]);
      const filter = tf.fill<tf.Rank.R4>([1, 1, 1, 1], 3);
      const y = tf.conv2d(image, filter, 1, "same");
      return tf.concat([tf.reshape(y, [length]), tf.slice(x, 0, length)]);
    });
    await last.data();
    last.dispose();
  }
}

/** Whether tensors can be read without waiting, as all but `webgpu` can. */
export const readsAtOnce = (): boolean => tf.getBackend() !== "webgpu";
