import {
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { buildUNet, InputError, useEngine, WeightAverage } from "#karyon";
import { nativeTest } from "../engine/native/support.ts";

/** A dense layer with weights [a, b] and a batch normalisation behind it. */
function tinyNetwork(): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [2], units: 1, useBias: false }),
      tf.layers.batchNormalization({ momentum: 0.5 }),
    ],
  });
}

const NAMES = ["kernel", "gamma", "beta", "moving_mean", "moving_variance"] as const;

function write(network: tf.LayersModel, values: readonly number[][]): void {
  tf.tidy(() =>
    network.setWeights(
      values.map((v, i) => i === 0 ? tf.tensor2d(v, [2, 1]) : tf.tensor1d(v)),
    )
  );
}

const read = (network: tf.LayersModel) =>
  network.getWeights().map((weight) => [...weight.dataSync()]);

function assertNear(found: readonly number[][], expected: readonly number[][]): void {
  assertEquals(found.map(({ length }) => length), expected.map(({ length }) => length));
  found.forEach((values, i) =>
    values.forEach((value, j) =>
      assertAlmostEquals(value, expected[i]![j]!, 1e-5, NAMES[i])
    )
  );
}

const BEFORE = [[0, 10], [1], [0], [0], [1]];
const AFTER = [[10, 20], [2], [-1], [4], [3]];

Deno.test("WeightAverage gives, after a warm-up, the decay's share to what was", async () => {
  await useEngine("wasm");
  const network = tinyNetwork();
  write(network, BEFORE);
  const average = new WeightAverage(network, 0.15);
  write(network, AFTER);
  // The first update keeps 1/10; the second 0.15, since 2/11 is more.
  average.update();
  await average.apply(() =>
    assertNear(read(network), [[9, 19], [1.9], [-0.9], [3.6], [2.8]])
  );
  average.update();
  await average.apply(() =>
    assertNear(read(network), [[9.85, 19.85], [1.985], [-0.985], [3.94], [2.97]])
  );
  assertEquals(average.updates, 2);
  assertEquals(read(network), AFTER);
  average.dispose();
  network.dispose();
});

Deno.test("WeightAverage follows the moving statistics that a training step moves", async () => {
  await useEngine("wasm");
  const network = tinyNetwork();
  write(network, [[1, 0], [1], [0], [0], [1]]);
  const average = new WeightAverage(network, 0);
  tf.tidy(() => {
    network.apply(tf.tensor2d([[2, 0], [6, 0]]), { training: true });
  });
  average.update();
  // Mean 4, halved by the momentum; decay 0 keeps nothing of what was before.
  await average.apply(() => assertAlmostEquals(read(network)[3]![0]!, 2, 1e-5));
  average.dispose();
  network.dispose();
});

Deno.test("WeightAverage goes on from its saved state to the last bit", async () => {
  await useEngine("wasm");
  const network = tinyNetwork();
  write(network, BEFORE);
  const straight = new WeightAverage(network, 0.9);
  write(network, AFTER);
  straight.update();
  const saved = straight.state[0].clone(), updates = straight.updates;
  const resumed = new WeightAverage(network, 0.9);
  resumed.state[0].assign(saved);
  resumed.updates = updates;
  for (const average of [straight, resumed]) average.update();
  assertEquals(resumed.state[0].dataSync(), straight.state[0].dataSync());
  tf.dispose(saved);
  for (const average of [straight, resumed]) average.dispose();
  network.dispose();
});

Deno.test("WeightAverage leaves no tensors, swapped or not", async () => {
  await useEngine("wasm");
  const network = buildUNet({ filters: 2, seed: 1 });
  const before = tf.memory().numTensors;
  const average = new WeightAverage(network, 0.9);
  assertEquals(tf.memory().numTensors, before + 1);
  average.update();
  average.swapIn();
  average.swapIn();
  average.swapOut();
  average.swapOut();
  assertEquals(tf.memory().numTensors, before + 1);
  const own = read(network);
  average.swapIn();
  average.dispose();
  assertEquals(tf.memory().numTensors, before);
  assertEquals(read(network), own);
  network.dispose();
});

Deno.test("WeightAverage gives the own weights back when the work fails", async () => {
  await useEngine("wasm");
  const network = tinyNetwork();
  write(network, BEFORE);
  const average = new WeightAverage(network, 0.9);
  write(network, AFTER);
  await assertRejects(
    () => average.apply(() => Promise.reject(new Error("no disk"))),
    Error,
    "no disk",
  );
  assertEquals(read(network), AFTER);
  average.swapIn();
  assertThrows(() => average.update(), Error, "the network's own weights");
  average.dispose();
  network.dispose();
});

Deno.test("WeightAverage wants a decay from 0 to below 1", async () => {
  await useEngine("wasm");
  const network = tinyNetwork();
  for (const decay of [1, -0.1, NaN]) {
    assertThrows(() => new WeightAverage(network, decay), InputError, `found ${decay}`);
  }
  network.dispose();
});

nativeTest("WeightAverage averages four hundred weights on the engine native", () => {
  const network = tf.sequential();
  for (let i = 0; i < 200; i++) {
    network.add(
      tf.layers.dense({ inputShape: [1], units: 1, kernelInitializer: "zeros" }),
    );
  }
  const average = new WeightAverage(network, 0);
  const values = network.weights.map((weight, i) => tf.fill(weight.shape as number[], i));
  network.setWeights(values);
  average.update();
  average.swapIn();
  assertEquals(read(network).flat(), Array.from({ length: 400 }, (_, i) => i));
  average.dispose();
  network.dispose();
});
