import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  buildSlidingWindow,
  buildUNet,
  cutPatch,
  InputError,
  predictBySlidingWindow,
  useEngine,
} from "#karyon";

/** A network for patches of 3 x 3 whose answer is known: the sigmoid of the last pixel. */
function lastPixelNetwork(): tf.LayersModel {
  const network = tf.sequential({
    layers: [
      tf.layers.cropping2D({ inputShape: [3, 3, 1], cropping: [[2, 0], [2, 0]] }),
      tf.layers.flatten(),
      tf.layers.dense({
        units: 1,
        useBias: false,
        activation: "sigmoid",
        kernelInitializer: "ones",
      }),
    ],
  });
  return network;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

Deno.test("predictBySlidingWindow() answers for each pixel from its own patch", async () => {
  await useEngine("wasm");
  const network = lastPixelNetwork();
  const image = tf.tensor3d([[1, 2, 3], [4, 5, 6]].map((row) => row.map((x) => [x])));
  const got = await predictBySlidingWindow(network, image, { batchSize: 4 });
  // Below and to the right; the outermost pixels are mirrored.
  [5, 6, 6, 5, 6, 6].forEach((x, i) => assertAlmostEquals(got[i]!, sigmoid(x), 1e-6));
  image.dispose();
  network.dispose();
});

Deno.test("predictBySlidingWindow() gives a block its middle pixel's answer", async () => {
  await useEngine("wasm");
  const network = lastPixelNetwork();
  const values = Array.from({ length: 20 }, (_, i) => i / 10);
  const image = tf.tensor3d(values, [4, 5, 1]);
  const every = await predictBySlidingWindow(network, image);
  const coarse = await predictBySlidingWindow(network, image, { stride: 3 });
  // Middles in row 1 and, as that block is cut, 3; in column 1 and 4.
  const expected = every.map((_, i) => {
    const y = Math.floor(i / 5) < 3 ? 1 : 3, x = i % 5 < 3 ? 1 : 4;
    return every[y * 5 + x]!;
  });
  assertEquals(coarse, expected);
  image.dispose();
  network.dispose();
});

Deno.test("predictBySlidingWindow() runs the network of 64 x 64 patches, and leaves no tensor", async () => {
  await useEngine("wasm");
  const network = buildSlidingWindow({ filters: 6 });
  const image = tf.randomUniform<tf.Rank.R3>([3, 5, 3], 0, 1, "float32", 2);
  const before = tf.memory().numTensors;
  const steps: number[][] = [];
  const got = await predictBySlidingWindow(network, image, {
    batchSize: 8,
    onProgress: (done, total) => steps.push([done, total]),
  });
  assertEquals(steps, [[8, 15], [15, 15]]);
  assertEquals(tf.memory().numTensors, before);
  const patch = new Float32Array(64 * 64 * 3);
  const values = image.dataSync();
  cutPatch(
    { values, width: 5, height: 3, channels: 3 },
    { x: 4, y: 1, window: 64 },
    patch,
  );
  const [alone] = tf.tidy(() =>
    (network.predict(tf.tensor4d(patch, [1, 64, 64, 3])) as tf.Tensor).dataSync()
  );
  assertAlmostEquals(got[1 * 5 + 4]!, alone!, 1e-6);
  assert(new Set(got).size > 5);
  image.dispose();
  network.dispose();
});

Deno.test("predictBySlidingWindow() stops when told to", async () => {
  await useEngine("wasm");
  const network = lastPixelNetwork();
  const image = tf.zeros<tf.Rank.R3>([10, 10, 1]);
  const stop = new AbortController();
  let done = 0;
  const walk = predictBySlidingWindow(network, image, {
    batchSize: 10,
    signal: stop.signal,
    onProgress: (count) => {
      done = count;
      if (count === 30) stop.abort(new Error("enough"));
    },
  });
  await assertRejects(() => walk, Error, "enough");
  assertEquals(done, 30);
  image.dispose();
  network.dispose();
});

Deno.test("predictBySlidingWindow() refuses what it cannot walk over, and how", async () => {
  await useEngine("wasm");
  const network = lastPixelNetwork(), unet = buildUNet({ filters: 2 });
  const image = tf.zeros<tf.Rank.R3>([4, 4, 1]);
  const walk = (options: { stride?: number; batchSize?: number }) => () =>
    predictBySlidingWindow(network, image, options);
  await assertRejects(walk({ stride: 0 }), InputError, "stride");
  await assertRejects(walk({ batchSize: 1.5 }), InputError, "batchSize");
  await assertRejects(() => predictBySlidingWindow(unet, image), InputError, '"unet"');
  const rgb = tf.zeros<tf.Rank.R3>([4, 4, 3]);
  await assertRejects(() => predictBySlidingWindow(network, rgb), InputError, "[4,4,3]");
  tf.dispose([image, rgb]);
  network.dispose();
  unet.dispose();
});
