import { assertRejects, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { assertValues, counted, disturb } from "./support.ts";

const LENGTH = 96;
const computed = (from = 0) =>
  tf.tidy(() => tf.add(tf.tensor1d(counted(LENGTH, from)), 1));

type Trap = () => void | Promise<void>;

/** Tensors that live longer than what they were made of. */
export const lifetime: Readonly<Record<string, Trap>> = {
  "a clone outlives its original": async () => {
    const x = computed();
    const clone = x.clone();
    x.dispose();
    await disturb(LENGTH);
    assertValues(await clone.data(), counted(LENGTH, 1));
    clone.dispose();
  },

  "an original outlives its clone, reshape and slice": async () => {
    const x = computed();
    tf.dispose([x.clone(), tf.reshape(x, [8, 12]), tf.slice(x, 10, 20)]);
    await disturb(LENGTH);
    await disturb(20);
    assertValues(await x.data(), counted(LENGTH, 1));
    x.dispose();
  },

  "a slice of a slice outlives both": async () => {
    const x = computed();
    const middle = tf.slice(x, 16, 64);
    x.dispose();
    const inner = tf.slice(middle, 8, 32);
    middle.dispose();
    await disturb(LENGTH);
    await disturb(64);
    assertValues(await inner.data(), counted(32, 25));
    const y = tf.tidy(() => tf.relu(tf.reshape(inner, [4, 8])));
    assertValues(await y.data(), counted(32, 25));
    tf.dispose([inner, y]);
  },

  "what the parts of a split hold is their own": async () => {
    const x = computed();
    const [a, b, c] = tf.split(x, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
    tf.dispose([x, b]);
    await disturb(LENGTH / 3);
    assertValues(await a.data(), counted(32, 1));
    assertValues(await c.data(), counted(32, 65));
    tf.dispose([a, c]);
  },

  "a tensor that was disposed of is refused": async () => {
    const x = computed();
    x.dispose();
    assertThrows(() => tf.relu(x));
    assertThrows(() => tf.add(1, x));
    assertThrows(() => tf.reshape(x, [8, 12]));
    assertThrows(() => tf.conv2d(x.as4D(1, 4, 8, 3), tf.ones([1, 1, 3, 1]), 1, "same"));
    assertThrows(() => x.dataSync(), Error, "disposed");
    await assertRejects(() => x.data(), Error, "disposed");
  },

  "tidy() keeps what is returned and what is kept": async () => {
    let kept!: tf.Tensor;
    const returned = tf.tidy(() => {
      const x = tf.add(tf.tensor1d(counted(LENGTH)), 1);
      kept = tf.keep(tf.neg(x));
      return tf.reshape(x, [8, 12]);
    });
    await disturb(LENGTH);
    assertValues(await returned.data(), counted(LENGTH, 1));
    assertValues(await kept.data(), counted(LENGTH, 1).map((value) => -value));
    tf.dispose([kept, returned]);
  },
};
