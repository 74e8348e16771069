import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import {
  buildUNet,
  type Card,
  createImage,
  type Image,
  InputError,
  type Model,
  predictInBackground,
  predictNative,
  predictNuclei,
  predictProbabilities,
  seededRandom,
  useEngine,
} from "#karyon";
import { brightnessModel } from "../support/tiny_model.ts";

/** Gray noise that a seed fixes. */
function noise(width: number, height: number, seed = 1): Image {
  const image = createImage(width, height, 1);
  const random = seededRandom(seed);
  for (let i = 0; i < image.data.length; i++) image.data[i] = Math.floor(256 * random());
  return image;
}

const withFit = (model: Model, fit: string): Model => ({
  ...model,
  card: { ...model.card, input: { ...model.card.input, fit: fit as "native" } } as Card,
});

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

Deno.test("an image of a native model keeps its size: each pixel is judged by itself", async () => {
  await useEngine("wasm");
  const model = withFit(brightnessModel(), "native");
  // One bright column of 24: a squeeze to 8 x 8 would lose it.
  const image = createImage(24, 5, 1);
  for (let y = 0; y < 5; y++) image.data[24 * y + 2] = 255;
  const { mask } = await predictNuclei(model, image);
  assertEquals([...mask], Array.from(image.data, (value) => value === 255 ? 1 : 0));
  const probabilities = await predictProbabilities(model, noise(7, 3));
  noise(7, 3).data.forEach((value, i) =>
    assertAlmostEquals(probabilities[i]!, 1 / (1 + Math.exp(30 - 60 * value / 255)), 1e-5)
  );
  model.dispose();
});

Deno.test("an image of 16 bits is mapped by its range in use, as for a square", async () => {
  await useEngine("wasm");
  const model = withFit(brightnessModel(), "native");
  const image = createImage(8, 8, 1, 16);
  // A camera of 12 bits.
  for (let i = 0; i < 64; i++) image.data[i] = i < 32 ? 4095 : 0;
  const native = await predictProbabilities(model, image);
  const square = await predictProbabilities(withFit(model, "square"), image);
  assertEquals(native, square);
  assertEquals(native[0]! > 0.99, true);
  model.dispose();
});

Deno.test("predictNative() fills up by mirroring, and crops what it filled", async () => {
  await useEngine("cpu");
  const network = buildUNet({ filters: 2, depth: 1, seed: 1 });
  // 3 x 3 mirrored on its last row and column is 4 x 4.
  const small = createImage(3, 3, 1), filled = createImage(4, 4, 1);
  small.data.set([10, 20, 30, 40, 50, 60, 70, 80, 90]);
  filled.data.set([10, 20, 30, 20, 40, 50, 60, 50, 70, 80, 90, 80, 40, 50, 60, 50]);
  const seen = await predictNative(network, small, "none");
  const whole = await predictNative(network, filled, "none");
  network.dispose();
  assertEquals(seen, Float32Array.from([0, 1, 2, 4, 5, 6, 8, 9, 10], (i) => whole[i]!));
});

Deno.test("predictNative() takes images of any size", async () => {
  await useEngine("cpu");
  const network = buildUNet({ filters: 2, depth: 3, seed: 1 });
  const before = tf.memory().numTensors;
  const sizes = fc.tuple(
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 1, max: 20 }),
  );
  await fc.assert(
    fc.asyncProperty(sizes, async ([width, height]) => {
      const seen = await predictNative(network, noise(width, height), "stretch");
      assertEquals(seen.length, width * height);
      assertEquals(seen.every((p) => p >= 0 && p <= 1), true);
    }),
    { numRuns: 12, seed: 1, examples: [[[1, 1]], [[1, 9]]] },
  );
  assertEquals(tf.memory().numTensors, before);
  network.dispose();
});

Deno.test("predictNative() in pieces is what it is in one piece, with margin enough", async () => {
  await useEngine("wasm");
  const network = buildUNet({ filters: 2, depth: 1, seed: 3 });
  const image = noise(83, 61);
  const whole = await predictNative(network, image, "stretch");
  const cut = (margin: number) =>
    predictNative(network, image, "stretch", { most: 1000, piece: 24, margin });
  // Depth 1 looks 9 pixels far; the margin is rounded up to a multiple of 2.
  assertEquals(largestDifference(await cut(11), whole) < 1e-6, true);
  // So that the test can fail: without a margin, the seams show.
  assertEquals(largestDifference(await cut(0), whole) > 1e-4, true);
  network.dispose();
});

Deno.test("predictNative() refuses a network of one size", async () => {
  await useEngine("cpu");
  const fixed = tf.sequential({
    layers: [tf.layers.conv2d({ inputShape: [8, 16, 3], filters: 1, kernelSize: 1 })],
  });
  const predict = () => predictNative(fixed, noise(16, 8), "none");
  await assertRejects(predict, InputError, "found one for 16 x 8");
  fixed.dispose();
});

Deno.test("a card with another fit is refused by name", async () => {
  await useEngine("cpu");
  const model = withFit(brightnessModel(), "stretch");
  const predict = () => predictProbabilities(model, noise(8, 8));
  await assertRejects(predict, InputError, 'square or native but found "stretch"');
  model.dispose();
});

Deno.test("predictInBackground() honours the card's fit", async () => {
  await useEngine("wasm");
  const model = withFit(brightnessModel(), "native");
  const image = noise(24, 5);
  const [prediction] = await predictInBackground({ model, images: [image] });
  assertEquals(prediction, await predictNuclei(model, image));
  const square = await predictNuclei(withFit(model, "square"), image);
  assertEquals(prediction!.mask.join() === square.mask.join(), false);
  model.dispose();
});
