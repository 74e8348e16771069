import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { assertValues, counted, disturb } from "./support.ts";

const LENGTH = 96;
const computed = (from = 0) =>
  tf.tidy(() => tf.add(tf.tensor1d(counted(LENGTH, from)), 1));

type Trap = () => void | Promise<void>;

/** Values that stay while others are assigned, computed and given back. */
export const keeping: Readonly<Record<string, Trap>> = {
  "an old value of a variable stays where it is held": async () => {
    const first = computed();
    const variable = tf.variable(first);
    first.dispose();
    const old = variable.clone(), shaped = tf.reshape(variable, [8, 12]);
    const second = computed(1000);
    variable.assign(second);
    second.dispose();
    await disturb(LENGTH);
    assertValues(await old.data(), counted(LENGTH, 1));
    assertValues(await shaped.data(), counted(LENGTH, 1));
    assertValues(await variable.data(), counted(LENGTH, 1001));
    variable.assign(old as tf.Tensor1D);
    tf.dispose([old, shaped]);
    await disturb(LENGTH);
    assertValues(await variable.data(), counted(LENGTH, 1));
    variable.dispose();
  },

  "a variable that is moved by its own value": async () => {
    const variable = tf.tidy(() => tf.variable(tf.tensor1d(counted(LENGTH))));
    for (let step = 0; step < 5; step++) {
      tf.tidy(() => variable.assign(tf.add(variable, tf.onesLike(variable))));
    }
    await disturb(LENGTH);
    assertValues(await variable.data(), counted(LENGTH, 5));
    variable.dispose();
  },

  "many live tensors keep their values while others come and go": async () => {
    const tensors = Array.from(
      { length: 60 },
      (_, i) => tf.tidy(() => tf.add(tf.fill([LENGTH], i), 0.5)),
    );
    tensors.forEach((tensor, i) => i % 2 === 0 && tensor.dispose());
    await disturb(LENGTH);
    for (const [i, tensor] of tensors.entries()) {
      if (i % 2 === 0) continue;
      assertValues(await tensor.data(), new Float32Array(LENGTH).fill(i + 0.5));
      tensor.dispose();
    }
  },

  "gradients outlive what they were computed from": async () => {
    const x = computed(), w = computed(1);
    const [dx, dw] = tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b)))(
      [x, w],
    ) as [tf.Tensor, tf.Tensor];
    tf.dispose([x, w]);
    await disturb(LENGTH);
    assertValues(await dx.data(), counted(LENGTH, 2));
    assertValues(await dw.data(), counted(LENGTH, 1));
    tf.dispose([dx, dw]);
  },

  "a pooling's gradient after its output is gone": async () => {
    const x = tf.tidy(() => tf.tensor4d(counted(16), [1, 4, 4, 1]).mul(1) as tf.Tensor4D);
    const pool = (a: tf.Tensor4D) => tf.sum(tf.maxPool(a, 2, 2, "valid"));
    const gradient = tf.grad(pool as (a: tf.Tensor) => tf.Tensor);
    for (let round = 0; round < 3; round++) {
      const pooled = tf.maxPool(x, 2, 2, "valid");
      const other = tf.maxPool(pooled, 2, 2, "valid");
      pooled.dispose();
      const dx = gradient(x);
      const corner = [0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1];
      assertValues(await dx.data(), corner);
      assertValues(await other.data(), [15]);
      tf.dispose([dx, other]);
    }
    x.dispose();
  },

  "a call that fails leaves nothing behind": () => {
    const x = computed();
    const before = tf.memory().numTensors;
    assertThrows(() => tf.tidy(() => tf.matMul(tf.ones([2, 3]), tf.ones([4, 5]))));
    assertThrows(() => tf.tidy(() => tf.concat([x, tf.ones([2, 2])])));
    assertEquals(tf.memory().numTensors, before);
    x.dispose();
  },

  "empty tensors and scalars are read": async () => {
    const empty = tf.tidy(() => tf.relu(tf.zeros([3, 0, 2])));
    const scalar = tf.tidy(() => tf.add(tf.scalar(2), 3));
    assertEquals([(await empty.data()).length, empty.shape], [0, [3, 0, 2]]);
    assertValues(await scalar.data(), [5]);
    tf.dispose([empty, scalar]);
  },
};
