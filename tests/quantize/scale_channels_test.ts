import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  architectures,
  artifactsOf,
  quantizeWeights,
  scaleChannels,
  seededRandom,
  useEngine,
} from "#karyon";
import { brightnessNetwork } from "../support/tiny_model.ts";

/** Weights as after training: none at what they start from, variances above 0. */
function shake(network: tf.LayersModel) {
  const random = seededRandom(5);
  const moved = network.weights.map(({ originalName }, i) => {
    const tensor = network.getWeights()[i]!;
    // Channels that differ in size by far are what a scale for each is for.
    const last = tensor.shape.at(-1)!;
    const values = tensor.dataSync().map((value, k) => {
      if (originalName.endsWith("variance")) return 0.5 + random();
      return tensor.rank < 2
        ? value + (random() - 0.5) / 4
        : value * (0.7 + 0.6 * (k % last) / last);
    });
    return tf.tensor(values, tensor.shape);
  });
  network.setWeights(moved);
  tf.dispose(moved);
}

async function predict(
  given: tf.io.ModelArtifacts,
  image: tf.Tensor,
): Promise<Float32Array> {
  const network = await tf.loadLayersModel(tf.io.fromMemory(given));
  const outputs = tf.tidy(() =>
    [network.predict(image)].flat().map((output) => output.dataSync<"float32">())
  );
  network.dispose();
  return Float32Array.from(outputs.flatMap((values) => [...values]));
}

const farthest = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

for (const [name, { build, multiple }] of Object.entries(architectures)) {
  Deno.test(`${name} computes the same with its channels scaled, from stock layers`, async () => {
    await useEngine("wasm");
    for (const normalization of ["none", "batch"] as const) {
      const network = build({ filters: 4, seed: 4, normalization });
      shake(network);
      const full = await artifactsOf(network);
      const { artifacts, factors } = scaleChannels(full);
      const image = tf.randomUniform([1, multiple, multiple, 3], 0, 1, "float32", 2);
      const before = await predict(full, image);
      const after = await predict(artifacts, image);
      image.dispose();
      network.dispose();
      assert(factors.length > 0);
      // What says "0" everywhere, or "1", would hide a fault.
      assert(
        Math.max(...before) - Math.min(...before) > 0.01,
        `${normalization} is flat`,
      );
      assert(
        farthest(before, after) < 1e-4,
        `${normalization} ${farthest(before, after)}`,
      );
    }
  });
}

Deno.test("each output channel reaches 1 then, and its factor is its largest weight", async () => {
  const network = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [null, null, 1],
        filters: 2,
        kernelSize: 1,
        name: "one",
      }),
      tf.layers.conv2dTranspose({ filters: 2, kernelSize: 1, name: "two" }),
      tf.layers.batchNormalization({ name: "norm" }),
    ],
  });
  const given = [
    tf.tensor([0.5, -4], [1, 1, 1, 2]),
    tf.tensor1d([1, 2]),
    // Output channels lie before input channels in a transposed kernel.
    tf.tensor([3, 6, 0.25, -0.125], [1, 1, 2, 2]),
    tf.tensor1d([6, 1]),
    tf.tensor1d([1, 1]),
    tf.tensor1d([0, 0]),
    tf.tensor1d([12, 5]),
    tf.tensor1d([1, 1]),
  ];
  network.setWeights(given);
  const { artifacts, factors } = scaleChannels(await artifactsOf(network));
  assertEquals(factors, ["one/depthwise_kernel"]);
  const loaded = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  const weights = Object.fromEntries(
    loaded.weights.map(({ originalName }, i) => [
      originalName,
      [...loaded.getWeights()[i]!.dataSync()],
    ]),
  );
  assertEquals(weights, {
    "one_unscaled/kernel": [1, -1],
    "one/depthwise_kernel": [0.5, 4],
    "one/bias": [1, 2],
    "two/kernel": [0.5, 1, 1, -0.5],
    "two/bias": [1, 4],
    "norm/gamma": [6, 0.25],
    "norm/beta": [0, 0],
    "norm/moving_mean": [2, 20],
    "norm/moving_variance": [1, 1],
  });
  tf.dispose(given);
  network.dispose();
  loaded.dispose();
});

Deno.test("a kept convolution is not split, and a network of one layer can be", async () => {
  await useEngine("wasm");
  const network = brightnessNetwork();
  const full = await artifactsOf(network);
  const name = full.weightSpecs![0]!.name;
  assertEquals(scaleChannels(full, { keep: [name] }).factors, []);
  const image = tf.fill([1, 1, 1, 3], 0.4);
  const [before] = await predict(full, image);
  const small = quantizeWeights(full, { type: "uint8", perChannel: true });
  // Three equal weights are one step and a factor: nothing is lost.
  assertEquals(await predict(small, image), Float32Array.of(before!));
  image.dispose();
  network.dispose();
});

Deno.test("uint8 serves a weak channel beside a strong one where each has a scale", async () => {
  await useEngine("wasm");
  const network = tf.sequential({
    layers: [tf.layers.conv2d({ inputShape: [1, 1, 2], filters: 2, kernelSize: 1 })],
  });
  const given = [tf.tensor([0.01, 8, -0.003, -2], [1, 1, 2, 2]), tf.tensor1d([0, 0])];
  network.setWeights(given);
  const full = await artifactsOf(network);
  const image = tf.tensor([1, 1], [1, 1, 1, 2]);
  const weak = async (perChannel: boolean) => {
    const small = quantizeWeights(full, { type: "uint8", perChannel });
    return (await predict(small, image))[0]!;
  };
  // Steps of 10 / 255 lose both weights of the weak channel; of 1.3 / 255 of its largest
  // they keep the sum of 0.007 to 1 %.
  assertEquals(await weak(false), 0);
  assert(Math.abs(await weak(true) - 0.007) < 0.0001);
  tf.dispose(given);
  image.dispose();
  network.dispose();
});
