import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { Adam, useEngine } from "#karyon";

Deno.test("Adam takes the steps that TensorFlow.js's own takes", async () => {
  await useEngine("wasm");
  const ours = tf.variable(tf.tensor1d([1, -2, 3])), theirs = tf.variable(ours);
  const adam = new Adam([ours], 0.05), reference = tf.train.adam(0.05, 0.9, 0.999, 1e-7);
  const lossOf = (variable: tf.Variable) => () =>
    tf.sum(tf.pow(variable, 4)) as tf.Scalar;
  for (let step = 0; step < 10; step++) {
    tf.tidy(() => {
      adam.step(tf.variableGrads(lossOf(ours), [ours]).grads);
      reference.minimize(lossOf(theirs), false, [theirs]);
    });
  }
  const expected = theirs.dataSync();
  ours.dataSync().forEach((value, i) => assertAlmostEquals(value, expected[i]!, 1e-5));
  tf.dispose([ours, theirs]);
  reference.dispose();
  adam.dispose();
});

Deno.test("Adam's first step is the learning rate against the gradient's sign", async () => {
  await useEngine("wasm");
  const variable = tf.variable(tf.tensor1d([0, 0]));
  const adam = new Adam([variable], 0.1);
  const gradient = tf.tensor1d([3, -0.001]);
  adam.step({ [variable.name]: gradient });
  const [first, second] = variable.dataSync();
  assertAlmostEquals(first!, -0.1, 1e-5);
  assertAlmostEquals(second!, 0.1, 1e-4);
  assertEquals(adam.steps, 1);
  tf.dispose([variable, gradient]);
  adam.dispose();
});
