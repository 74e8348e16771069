import { assert, assertEquals, assertGreater, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  Adam,
  binaryCrossEntropy,
  buildSlidingWindow,
  drawSyntheticSample,
  InputError,
  prepareSample,
  samplePatches,
  useEngine,
} from "#karyon";

/** A sample of 4 x 4 pixels, each of its own gray value, whose mask is given. */
function tiny(id: string, mask: readonly number[]) {
  const pixels = Uint16Array.from({ length: 48 }, (_, i) => 1000 * Math.floor(i / 3));
  return { id, pixels, mask: Uint8Array.from(mask) };
}

/** The gray values, in thousands, of the pixels that patches were drawn around. */
function centres({ patches }: ReturnType<typeof samplePatches>): number[] {
  return tf.tidy(() =>
    [...patches.slice([0, 32, 32, 0], [-1, 1, 1, 1]).dataSync()]
      .map((value) => Math.round(value * 65.535))
  );
}

Deno.test("samplePatches() draws nucleus and background in turn, around every such pixel", async () => {
  await useEngine("wasm");
  const mask = Array.from({ length: 16 }, (_, i) => Number(i === 5 || i === 14));
  const drawn = samplePatches([tiny("a", mask)], { count: 200, seed: 3 });
  assertEquals(drawn.patches.shape, [200, 64, 64, 3]);
  const labels = [...drawn.labels.dataSync()];
  assertEquals(labels, labels.map((_, i) => (i + 1) % 2));
  const places = centres(drawn);
  assertEquals(places.map((place) => mask[place]), labels);
  assertEquals(new Set(places).size, 16);
  tf.dispose([drawn.patches, drawn.labels]);
});

Deno.test("samplePatches() draws the same with the same seed, and takes all samples", async () => {
  await useEngine("wasm");
  const nothing = tiny("nothing", Array(16).fill(0));
  const everything = tiny("everything", Array(16).fill(1));
  const draw = (seed: number) => {
    const drawn = samplePatches([nothing, everything], { count: 40, seed });
    const places = centres(drawn);
    tf.dispose([drawn.patches, drawn.labels]);
    return places;
  };
  assertEquals(draw(1), draw(1));
  assert(draw(1).join() !== draw(2).join());
});

Deno.test("samplePatches() refuses samples of one kind of pixel, and a count of none", () => {
  const nothing = tiny("nothing", Array(16).fill(0));
  const everything = tiny("everything", Array(16).fill(1));
  const draw = (samples: (typeof nothing)[], count: number) => () =>
    samplePatches(samples, { count, seed: 1 });
  assertThrows(draw([nothing], 2), InputError, "with nucleus");
  assertThrows(draw([everything], 2), InputError, "with background");
  assertThrows(draw([], 1), InputError, "among 0");
  assertThrows(draw([nothing, everything], 0), InputError, "count");
});

Deno.test("a sliding-window network learns from patches of drawn images", async () => {
  await useEngine("wasm");
  const shape = { size: 160, normalization: "stretch" } as const;
  const samplesFrom = (first: number) =>
    Array.from({ length: 4 }, (_, i) => {
      const drawn = drawSyntheticSample(1, first + i, { kind: "white-on-black" });
      return prepareSample(drawn, "drawn", shape);
    });
  const model = buildSlidingWindow({ filters: 8 });
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const adam = new Adam(variables, 3e-3);
  const train = samplesFrom(0);
  for (let step = 0; step < 30; step++) {
    const { patches, labels } = samplePatches(train, { count: 8, seed: step });
    const { value, grads } = tf.variableGrads(
      () =>
        binaryCrossEntropy(labels, model.apply(patches, { training: true }) as tf.Tensor),
      variables,
    );
    adam.step(grads);
    tf.dispose([patches, labels, value, grads] as tf.TensorContainer);
  }
  const { patches, labels } = samplePatches(samplesFrom(4), { count: 128, seed: 99 });
  const truth = labels.dataSync();
  const guesses = tf.tidy(() => (model.predict(patches) as tf.Tensor).dataSync());
  const right = truth.filter((label, i) => Math.round(guesses[i]!) === label).length;
  // Chance has 64 right, and one time in 100,000 more than 90.
  assertGreater(right, 90);
  tf.dispose([patches, labels]);
  adam.dispose();
  model.dispose();
});
