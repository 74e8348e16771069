import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { assertValues, counted, disturb, readsAtOnce } from "./support.ts";

const LENGTH = 96;

/** Computed, so that it lies in the engine's own memory. */
const computed = (from = 0) =>
  tf.tidy(() => tf.add(tf.tensor1d(counted(LENGTH, from)), 1));

type Trap = () => void | Promise<void>;

/** Arrays that go in and come out. */
export const reading: Readonly<Record<string, Trap>> = {
  "values that were read stay, whatever is computed later": async () => {
    const x = computed();
    const kept = [await x.data()];
    if (readsAtOnce()) kept.push(x.dataSync());
    await disturb(LENGTH);
    x.dispose();
    await disturb(LENGTH);
    for (const values of kept) assertValues(values, counted(LENGTH, 1));
  },

  "values that were read of a slice and of a reshape stay": async () => {
    const x = computed();
    const slice = tf.slice(x, 10, 40);
    const shaped = tf.reshape(slice, [4, 10]);
    x.dispose();
    const kept = [await slice.data(), await shaped.data()];
    tf.dispose([slice, shaped]);
    await disturb(LENGTH);
    await disturb(40);
    for (const values of kept) assertValues(values, counted(40, 11));
  },

  "a tensor that is disposed of while it is read is read whole": async () => {
    const x = computed();
    const reading = x.data();
    x.dispose();
    await disturb(LENGTH);
    assertValues(await reading, counted(LENGTH, 1));
  },

  "two readings of one tensor are equal": async () => {
    const x = computed();
    const first = (await x.data()).slice();
    await disturb(LENGTH);
    assertEquals((await x.data()).slice(), first);
    x.dispose();
  },

  "an array that a tensor was made of is never written": async () => {
    const array = counted(LENGTH);
    for (let round = 0; round < 3; round++) {
      const x = tf.tensor1d(array);
      const image = tf.reshape<tf.Rank.R4>(x, [1, 4, 8, 3]);
      const y = tf.tidy(() => tf.relu(tf.add(image, tf.relu(image))));
      await y.data();
      tf.dispose([x, image, y]);
      await disturb(LENGTH);
    }
    assertValues(array, counted(LENGTH));
  },

  "an array in the middle of a larger one is taken from its place": async () => {
    const large = counted(200);
    const x = tf.tensor1d(large.subarray(51, 51 + LENGTH));
    const y = tf.tidy(() => tf.relu(tf.mul(x, 1)));
    assertValues(await y.data(), counted(LENGTH, 51));
    tf.dispose([x, y]);
    await disturb(LENGTH);
    assertValues(large, counted(200));
  },

  "a result does not change when the array of its input does": async () => {
    const array = counted(LENGTH);
    const x = tf.tensor1d(array);
    const y = tf.tidy(() => tf.add(x, 1));
    await y.data();
    array.fill(-5);
    assertValues(await y.data(), counted(LENGTH, 1));
    tf.dispose([x, y]);
  },

  "bytes become integers, booleans and floats of the same value": async () => {
    const bytes = Uint8Array.from([0, 1, 1, 0, 1, 255]);
    const whole = tf.tensor1d(bytes, "int32");
    const floats = tf.tensor1d(bytes, "float32");
    const flags = tf.tensor1d(bytes.subarray(0, 5), "bool");
    const sum = tf.tidy(() =>
      tf.add(tf.cast(tf.slice(whole, 0, 5), "float32"), tf.cast(flags, "float32"))
    );
    assertValues(await whole.data(), [0, 1, 1, 0, 1, 255]);
    assertValues(await floats.data(), [0, 1, 1, 0, 1, 255]);
    assertValues(await sum.data(), [0, 2, 2, 0, 2]);
    tf.dispose([whole, floats, flags, sum]);
  },

  "strings go in and come out": async () => {
    const words = tf.tensor1d(["nucleus", "", "ядро"]);
    assertEquals(await words.data() as unknown as string[], ["nucleus", "", "ядро"]);
    words.dispose();
  },

  "a tensor of one engine is used on another": async () => {
    const engine = tf.getBackend();
    const x = computed();
    await tf.setBackend("cpu");
    const onCpu = tf.tensor1d(counted(LENGTH, 5));
    const sum = readsAtOnce() && engine !== "webgpu" ? tf.add(x, onCpu) : undefined;
    await tf.setBackend(engine);
    const twice = tf.tidy(() => tf.mul(onCpu, 2));
    assertValues(await twice.data(), counted(LENGTH, 5).map((value) => 2 * value));
    assertValues(await x.data(), counted(LENGTH, 1));
    if (sum) {
      assertValues(
        await sum.data(),
        counted(LENGTH).map((value) => 2 * value + 6),
      );
    }
    tf.dispose([x, onCpu, twice, ...(sum ? [sum] : [])]);
  },
};
