import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import {
  architectures,
  buildHRNet,
  buildSlidingWindow,
  buildUNet,
  buildUNet2015,
  InputError,
  measureArchitecture,
  SelfAttention2D,
  useEngine,
} from "#karyon";
import { chain } from "./checks.ts";

const costOf = (network: tf.LayersModel, size: number) =>
  measureArchitecture(network, size).layers.slice(1)
    .map(({ multiplyAccumulates }) => multiplyAccumulates);

Deno.test("measureArchitecture() counts a U-Net as a hand does", async () => {
  await useEngine("wasm");
  const network = buildUNet({ filters: 2, depth: 1, normalization: "batch" });
  const facts = measureArchitecture(network, 4);
  const counted = facts.layers.filter((layer) => layer.multiplyAccumulates > 0);
  assertEquals(
    counted.map(({ name, multiplyAccumulates }) => [name, multiplyAccumulates]),
    [
      // Places, weights of a kernel, channels in, channels out.
      ["encoder_1_a", 16 * 9 * 3 * 2],
      ["encoder_1_b", 16 * 9 * 2 * 2],
      ["bottleneck_a", 4 * 9 * 2 * 4],
      ["bottleneck_b", 4 * 9 * 4 * 4],
      ["up_1", 4 * 4 * 4 * 2],
      ["decoder_1_a", 16 * 9 * 4 * 2],
      ["decoder_1_b", 16 * 9 * 2 * 2],
      ["nucleus", 16 * 1 * 2 * 1],
    ],
  );
  assertEquals(facts.multiplyAccumulates, 4192);
  assertEquals(facts.parameters, network.countParams());
  // A mean and a variance for each of the 16 filters before a normalisation.
  assertEquals(facts.trainable, facts.parameters - 2 * 16);
  network.dispose();
});

Deno.test("measureArchitecture() counts layers of every kind that computes", async () => {
  await useEngine("wasm");
  const { conv2d, depthwiseConv2d, separableConv2d, conv2dTranspose } = tf.layers;
  const network = chain(
    conv2d({ filters: 4, kernelSize: [3, 5], strides: 2, padding: "same" }),
    depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: "same" }),
    separableConv2d({ filters: 6, kernelSize: 3, depthMultiplier: 2, padding: "valid" }),
    conv2dTranspose({ filters: 5, kernelSize: 3, strides: 2, padding: "same" }),
    tf.layers.globalAveragePooling2d({}),
    tf.layers.dense({ units: 7 }),
  );
  assertEquals(costOf(network, 8), [
    16 * 15 * 3 * 4,
    16 * 9 * 8,
    4 * 9 * 16 + 4 * 16 * 6,
    4 * 9 * 6 * 5,
    0,
    5 * 7,
  ]);
  network.dispose();
});

Deno.test("measureArchitecture() counts attention from stock layers", async () => {
  await useEngine("wasm");
  const inputs = tf.input({ shape: [4, 4, 3] });
  const tokens = tf.layers.reshape({ targetShape: [16, 3] }).apply(inputs);
  const rows = tokens as tf.SymbolicTensor;
  const scores = tf.layers.dot({ axes: 2 }).apply([rows, rows]) as tf.SymbolicTensor;
  const seen = tf.layers.dot({ axes: [2, 1] }).apply([scores, rows]);
  const network = tf.model({ inputs, outputs: seen as tf.SymbolicTensor });
  const { multiplyAccumulates, receptiveField } = measureArchitecture(network, 4);
  assertEquals(multiplyAccumulates, 16 * 16 * 3 + 16 * 16 * 3);
  assertEquals(receptiveField, [4, 4]);
  network.dispose();
});

Deno.test("measureArchitecture() counts self-attention between all places", async () => {
  await useEngine("wasm");
  const network = chain(
    tf.layers.conv2d({ filters: 12, kernelSize: 1 }),
    new SelfAttention2D({ heads: 2 }),
  );
  // 4 x 4 places; 12 channels hold queries, keys and values of 2 heads of 2 channels.
  assertEquals(costOf(network, 4), [16 * 3 * 12, 2 * (16 * 16 * 2) * 2]);
  assertEquals(measureArchitecture(network, 4).receptiveField, [Infinity, Infinity]);
  network.dispose();
});

Deno.test("measureArchitecture() knows the U-Net of 2015 and the sliding window", async () => {
  await useEngine("wasm");
  const original = buildUNet2015({ filters: 1 });
  const facts = measureArchitecture(original, 572);
  assertEquals(facts.layers.at(-1)!.outputShape, [388, 388, 2]);
  // 572 - 388 + 1 if the field moved on with every pixel; as it moves in steps of up to
  // 16, it is wider.
  assertEquals(facts.receptiveField, [204, 204]);
  original.dispose();
  const patches = buildSlidingWindow({ filters: 2 });
  assertEquals(measureArchitecture(patches, 64).receptiveField, [64, 64]);
  patches.dispose();
});

Deno.test("measureArchitecture() takes a sequential model", async () => {
  await useEngine("wasm");
  const network = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [null, null, 3], filters: 2, kernelSize: 3 }),
      tf.layers.conv2d({ filters: 1, kernelSize: 1 }),
    ],
  });
  const facts = measureArchitecture(network, 10);
  assertEquals(facts.multiplyAccumulates, 64 * 9 * 3 * 2 + 64 * 2);
  assertEquals(facts.receptiveField, [3, 3]);
  network.dispose();
});

Deno.test("a network with squeeze-and-excitation sees the whole image", async () => {
  await useEngine("wasm");
  const network = buildUNet({ filters: 2, depth: 1, squeeze: 2 });
  const { layers, receptiveField } = measureArchitecture(network, 8);
  assertEquals(receptiveField, [Infinity, Infinity]);
  const before = layers.find(({ name }) => name === "encoder_1_b")!;
  assertEquals(before.receptiveField, [5, 5]);
  network.dispose();
});

Deno.test("a side twice as long costs four times as much and sees as far", async () => {
  await useEngine("wasm");
  const network = buildHRNet({ filters: 2, branches: 3 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (n) => {
      const [small, large] = [4 * n, 8 * n].map((side) =>
        measureArchitecture(network, side)
      );
      assertEquals(large!.multiplyAccumulates, 4 * small!.multiplyAccumulates);
      assertEquals(
        large!.receptiveField,
        measureArchitecture(network, 512).receptiveField,
      );
    }),
    { numRuns: 5 },
  );
  network.dispose();
});

Deno.test("measureArchitecture() leaves no tensor behind", async () => {
  await useEngine("wasm");
  const network = architectures["unet"]!.build({ filters: 2 });
  const before = tf.memory().numTensors;
  measureArchitecture(network, 64);
  assertEquals(tf.memory().numTensors, before);
  network.dispose();
});

Deno.test("measureArchitecture() refuses a size that the network does not take", async () => {
  await useEngine("wasm");
  const network = buildUNet({ filters: 2, depth: 2 });
  for (const size of [0, 2.5]) {
    assertThrows(() => measureArchitecture(network, size), InputError, `found ${size}`);
  }
  // 30, 15, 7, and then 14.
  assertThrows(
    () => measureArchitecture(network, 30),
    InputError,
    'meet at the layer "skip_2" but found 14 x 14, 15 x 15 there',
  );
  network.dispose();
  const patch = tf.sequential({
    layers: [tf.layers.conv2d({ inputShape: [8, 8, 3], filters: 1, kernelSize: 3 })],
  });
  assertThrows(() => measureArchitecture(patch, 16), InputError, "8 x 8, but found 16");
  patch.dispose();
});

/** A layer of one's own, which says nothing of what it computes. */
class Mystery extends tf.layers.Layer {
  static className = "Mystery";
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
    return inputs;
  }
}

Deno.test("measureArchitecture() names a layer that it does not know", async () => {
  await useEngine("wasm");
  const network = chain(new Mystery({ name: "riddle" }));
  assertThrows(
    () => measureArchitecture(network, 8),
    InputError,
    '"riddle" of the class Mystery',
  );
  network.dispose();
});
