import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { type AdamRates, stepAdam, useEngine } from "#karyon";
import { assertClose, kernelsOf, nativeTest } from "./native/support.ts";

const RATES = { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
const STEPS = 6;

const ratesAt = (step: number): AdamRates => ({
  ...RATES,
  meanScale: 1 / (1 - RATES.beta1 ** step),
  squareScale: 1 / (1 - RATES.beta2 ** step),
});

const start = (length: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(i + 1));

/** A slope that differs from step to step, and is zero here and there. */
const slopeAt = (step: number, length: number) =>
  Float32Array.from(
    { length },
    (_, i) => i % 7 === 3 ? 0 : 0.3 * Math.cos(i * 0.7 + step) * 10 ** (i % 4 - 2),
  );

/** The value after some steps with `stepAdam()`, on the engine in use. */
function walk(length: number, shape = [length]): Float32Array {
  return tf.tidy(() => {
    let value = tf.tensor(start(length), shape);
    let mean = tf.zeros(shape), square = tf.zeros(shape);
    for (let step = 1; step <= STEPS; step++) {
      const gradient = tf.tensor(slopeAt(step, length), shape);
      [value, mean, square] = stepAdam({ value, gradient, mean, square }, ratesAt(step));
    }
    return value.dataSync() as Float32Array;
  });
}

/** The same with TensorFlow.js's own optimiser. */
function walkTheirs(length: number): Float32Array {
  const variable = tf.variable(tf.tensor1d(start(length)));
  const { learningRate, beta1, beta2, epsilon } = RATES;
  const adam = tf.train.adam(learningRate, beta1, beta2, epsilon);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = tf.tensor1d(slopeAt(step, length));
    adam.applyGradients({ [variable.name]: gradient as unknown as tf.Variable });
    gradient.dispose();
  }
  const values = variable.dataSync().slice() as Float32Array;
  variable.dispose();
  adam.dispose();
  return values;
}

Deno.test("stepAdam() goes where TensorFlow.js's Adam goes", async () => {
  await useEngine("cpu");
  for (const length of [1, 3, 1000]) assertClose(walk(length), walkTheirs(length), 1e-5);
});

Deno.test("stepAdam() goes by the learning rate first, against the slope's sign", async () => {
  await useEngine("cpu");
  const value = tf.tidy(() => {
    const zeros = tf.zeros([3]), gradient = tf.tensor([1e-3, -50, 0]);
    const step = { value: zeros, gradient, mean: zeros, square: zeros };
    return stepAdam(step, ratesAt(1))[0].dataSync();
  });
  assertClose(value, [-0.02, 0.02, 0], 1e-3);
});

Deno.test("stepAdam() leaves what it was given as it was, and only three tensors", async () => {
  await useEngine("cpu");
  const given = [1, 2, 3, 4].map((n) => tf.tensor1d([n]));
  const [value, gradient, mean, square] = given as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const before = tf.memory().numTensors;
  const moved = stepAdam({ value, gradient, mean, square }, ratesAt(1));
  assertEquals(tf.memory().numTensors, before + 3);
  assertEquals(given.map((tensor) => tensor.dataSync()[0]), [1, 2, 3, 4]);
  assertClose(moved[1].dataSync(), [0.9 * 3 + 0.1 * 2]);
  assertClose(moved[2].dataSync(), [0.999 * 4 + 0.001 * 4]);
  tf.dispose([...given, ...moved]);
});

nativeTest("stepAdam() is one kernel on native, and goes where cpu goes", async () => {
  const found = [1, 3, 1000].map((length) => walk(length));
  const zeros = tf.zeros([2]);
  const step = { value: zeros, gradient: zeros, mean: zeros, square: zeros };
  assertEquals(kernelsOf(() => stepAdam(step, ratesAt(1))), ["native AdamStep"]);
  assertEquals(walk(6, [1, 2, 3]), walk(6));
  assertEquals(walk(1, []), walk(1));
  await tf.setBackend("cpu");
  for (const values of found) assertClose(values, walk(values.length), 1e-5);
  await tf.setBackend("native");
});

nativeTest("stepAdam() on native leaves what it was given as it was", () => {
  const given = [1, 2, 3, 4].map((n) => tf.fill([5], n));
  const [value, gradient, mean, square] = given as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const moved = stepAdam({ value, gradient, mean, square }, ratesAt(1));
  assertEquals(given.map((tensor) => tensor.dataSync()[4]), [1, 2, 3, 4]);
  assertClose(moved[1].dataSync(), new Array(5).fill(0.9 * 3 + 0.1 * 2));
});
