import { assert, assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  artifactsOf,
  buildUNet,
  InputError,
  measureSensitivity,
  quantizeWeights,
  useEngine,
} from "#karyon";

/** Two 1 x 1 convolutions; what 8 bit make of the weights can be worked out by hand. */
async function twoLayers(): Promise<tf.io.ModelArtifacts> {
  const network = tf.sequential({
    layers: [
      tf.layers.conv2d({
        name: "exact",
        inputShape: [null, null, 3],
        filters: 1,
        kernelSize: 1,
      }),
      tf.layers.conv2d({ name: "moved", filters: 4, kernelSize: 1 }),
    ],
  });
  const weights = [
    // Steps of 1 from 0.
    tf.tensor([0, 255, 1], [1, 1, 3, 1]),
    tf.tensor1d([0]),
    // Steps of 2 from 0: 3 is one and a half of them, and goes to the even one, 4.
    tf.tensor([3, 510, 0, 2], [1, 1, 1, 4]),
    tf.tensor1d([0, 0, 0, 0]),
  ];
  network.setWeights(weights);
  tf.dispose(weights);
  const artifacts = await artifactsOf(network);
  network.dispose();
  return artifacts;
}

Deno.test("measureSensitivity() finds the weight that moves, how far, and what it saves", async () => {
  await useEngine("wasm");
  // Blue alone counts: 1, 0, 2 and 4 behind the first convolution.
  const image = tf.tensor4d([0, 0, 1, 0, 0, 0, 0, 0, 2, 1, 0, 4], [1, 2, 2, 3]);
  const told: number[][] = [];
  const rows = await measureSensitivity({
    artifacts: await twoLayers(),
    images: [image],
    type: "uint8",
    threshold: 3.5,
    onProgress: (done, total) => void told.push([done, total]),
  });
  assertEquals(told, [[1, 2], [2, 2]]);
  // The first map: 3 -> 4, 0 -> 0, 6 -> 8, 12 -> 16; only the first crosses 3.5.
  assertEquals(rows, [
    {
      weight: "moved/kernel",
      values: 4,
      mean_change: 7 / 4,
      changed_pixels: 1 / 4,
      saved_bytes: 12,
    },
    {
      weight: "exact/kernel",
      values: 3,
      mean_change: 0,
      changed_pixels: 0,
      saved_bytes: 9,
    },
  ]);
  image.dispose();
});

Deno.test("measureSensitivity() names weights so that they can be kept, and leaves no tensor", async () => {
  await useEngine("wasm");
  const network = buildUNet({ filters: 2, seed: 3 });
  const artifacts = await artifactsOf(network);
  network.dispose();
  const images = [tf.randomUniform([1, 16, 16, 3], 0, 1, "float32", 1) as tf.Tensor4D];
  const tensors = tf.memory().numTensors;
  for (const perChannel of [false, true]) {
    const rows = await measureSensitivity({
      artifacts,
      images,
      type: "uint8",
      perChannel,
    });
    assertEquals(tf.memory().numTensors, tensors);
    const changes = rows.map(({ mean_change }) => mean_change);
    assertEquals(changes, [...changes].sort((a, b) => b - a));
    assert(changes[0]! > 0);
    const keep = rows.map(({ weight }) => weight);
    const kept = quantizeWeights(artifacts, { type: "uint8", perChannel, keep });
    assertEquals(kept.weightData, tf.io.CompositeArrayBuffer.join(artifacts.weightData));
  }
  tf.dispose(images);
});

Deno.test("measureSensitivity() refuses to measure on no image", async () => {
  await assertRejects(
    () => measureSensitivity({ artifacts: {}, images: [], type: "uint8" }),
    InputError,
    "found none",
  );
});
