import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  buildKaryonSmall,
  buildUNet,
  InputError,
  transferWeights,
  useEngine,
} from "#karyon";

/** Two convolutions of 1 x 1: one number a channel in, one out. */
function unit(between: number) {
  const input = tf.input({ shape: [2, 2, 1] });
  const first = tf.layers.conv2d({ name: "u_a", filters: between, kernelSize: 1 });
  const second = tf.layers.conv2d({ name: "u_b", filters: 1, kernelSize: 1 });
  const x = first.apply(input) as tf.SymbolicTensor;
  const outputs = second.apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs });
}

const numbersOf = (model: tf.LayersModel) =>
  model.getWeights().map((tensor) => [...tensor.dataSync()]);

Deno.test("transferWeights() keeps the channels whose weights in times weights out are largest, in order", async () => {
  await useEngine("cpu");
  const wide = unit(4), narrow = unit(2);
  tf.tidy(() =>
    wide.setWeights([
      tf.tensor4d([1, -8, 3, 2], [1, 1, 1, 4]),
      tf.tensor1d([10, 20, 30, 40]),
      // Products of magnitudes: 5, 0.8, 6, 4.
      tf.tensor4d([-5, 0.1, 2, 2], [1, 1, 4, 1]),
      tf.tensor1d([7]),
    ])
  );
  transferWeights(wide, narrow);
  assertEquals(numbersOf(narrow), [[1, 3], [10, 30], [-5, 2], [7]]);
  wide.dispose();
  narrow.dispose();
});

Deno.test("transferWeights() copies a network of the same form whole, and leaves no tensors", async () => {
  await useEngine("cpu");
  const one = buildKaryonSmall({ filters: 2, seed: 1 });
  const other = buildKaryonSmall({ filters: 2, seed: 2 });
  const before = tf.memory().numTensors;
  transferWeights(one, other);
  assertEquals(tf.memory().numTensors, before);
  assertEquals(numbersOf(other), numbersOf(one));
  one.dispose();
  other.dispose();
});

Deno.test("transferWeights() refuses networks that do not fit", async () => {
  await useEngine("cpu");
  const small = buildKaryonSmall({ filters: 2 }),
    large = buildKaryonSmall({ filters: 4 });
  const other = buildUNet({ filters: 2 });
  assertThrows(() => transferWeights(small, large), InputError, "[3,3,3,2]");
  assertThrows(() => transferWeights(other, small), InputError, '"down_1/kernel"');
  for (const model of [small, large, other]) model.dispose();
});
