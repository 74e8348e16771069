import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  createImage,
  DEFAULT_SPLITTING,
  InputError,
  type Model,
  NUCLEUS_MAPS,
  predictMaps,
  predictNuclei,
  splittingOf,
  useEngine,
} from "#karyon";
import { CARD } from "../support/tiny_model.ts";

/** A network whose maps are the image's own channels, made steep: red, green, blue. */
function colourModel(card: Partial<Model["card"]> = {}): Model {
  const network = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [null, null, 3],
        filters: 3,
        kernelSize: 1,
        activation: "sigmoid",
      }),
    ],
  });
  const weights = [tf.eye(3).mul(40).reshape([1, 1, 3, 3]), tf.fill([3], -20)];
  network.setWeights(weights);
  tf.dispose(weights);
  const architecture = { name: "unet", maps: NUCLEUS_MAPS };
  return {
    path: "models/colours",
    card: { ...CARD, architecture, ...card },
    network,
    history: [],
    dispose: () => network.dispose(),
  };
}

/** Two nuclei that touch: red all over, green between them, blue in their middles. */
function twoNuclei() {
  const image = createImage(9, 3, 3);
  for (let i = 0; i < 27; i++) {
    const x = i % 9;
    image.data.set([255, x === 4 ? 255 : 0, x === 2 || x === 6 ? 255 : 0], i * 3);
  }
  return image;
}

for (const fit of ["square", "native"] as const) {
  Deno.test(`predictMaps() gives every map of a model, ${fit}, with flips and turns too`, async () => {
    await useEngine("wasm");
    const model = colourModel({ input: { size: 9, normalization: "none", fit } });
    const before = tf.memory().numTensors;
    for (const augment of [false, true]) {
      const image = twoNuclei();
      const maps = await predictMaps(model, image, { augment });
      assertEquals([maps.width, maps.height, maps.nucleus.length], [9, 3, 27]);
      const middle = (map?: Float32Array) => [...map!.subarray(9, 18)].map(Math.round);
      assertEquals(middle(maps.nucleus), [1, 1, 1, 1, 1, 1, 1, 1, 1]);
      assertEquals(middle(maps.border), [0, 0, 0, 0, 1, 0, 0, 0, 0]);
      assertEquals(middle(maps.distance), [0, 0, 1, 0, 0, 0, 1, 0, 0]);
    }
    assertEquals(tf.memory().numTensors, before);
    model.dispose();
  });
}

Deno.test("predictNuclei() tells nuclei apart as the card says", async () => {
  await useEngine("wasm");
  const input = { size: 9, normalization: "none", fit: "native" } as const;
  const splitting = { ...DEFAULT_SPLITTING.learned, minSeedArea: 1, minArea: 1 };
  const plain = colourModel({ input }), split = colourModel({ input, splitting });
  assertEquals((await predictNuclei(plain, twoNuclei())).count, 1);
  const { labels, count } = await predictNuclei(split, twoNuclei());
  assertEquals(count, 2);
  assertEquals([labels[0], labels[8]], [1, 2]);
  assertEquals((await predictNuclei(split, twoNuclei(), { minArea: 99 })).count, 0);
  assertEquals((await predictNuclei(split, twoNuclei(), { threshold: 1 })).count, 0);
  assertEquals(splittingOf(split.card, { minArea: 7 }), { ...splitting, minArea: 7 });
  plain.dispose();
  split.dispose();
});

Deno.test("predictNuclei() names the card that says nonsense, not one's own options", async () => {
  await useEngine("wasm");
  const input = { size: 9, normalization: "none", fit: "native" } as const;
  const { learned } = DEFAULT_SPLITTING;
  const { minArea: _, ...incomplete } = learned;
  const wrongs: [unknown, string][] = [
    [{ splitting: { ...learned, seedThreshold: 2 } }, "seedThreshold"],
    [{ splitting: incomplete }, "minArea"],
    [{ splitting: "distance" }, "method"],
    [{ architecture: { name: "unet", maps: "nucleus" } }, "the maps"],
  ];
  for (const [wrong, what] of wrongs) {
    const model = colourModel({ input, ...wrong as Partial<Model["card"]> });
    await assertRejects(
      () => predictNuclei(model, twoNuclei()),
      InputError,
      `models/colours/card.json: Expected ${what}`,
    );
    model.dispose();
  }
  const model = colourModel({ input, splitting: learned });
  const own = () => predictNuclei(model, twoNuclei(), { threshold: 7 });
  await assertRejects(own, InputError, "Expected threshold");
  const error = await own().catch((error: InputError) => error);
  assertEquals((error as InputError).path, undefined);
  model.dispose();
});

Deno.test("predictMaps() in small tiles is what it is in one piece", async () => {
  await useEngine("wasm");
  const model = colourModel({ input: { size: 9, normalization: "none", fit: "native" } });
  const image = createImage(50, 40, 3);
  image.data.forEach((_, i) => image.data[i] = (i * 37) % 256);
  const whole = await predictMaps(model, image);
  const tiled = await predictMaps(model, image, { tile: 16 });
  for (const name of ["nucleus", "border", "distance"] as const) {
    tiled[name]!.forEach((value, i) => assertAlmostEquals(value, whole[name]![i]!, 1e-5));
  }
  model.dispose();
});

Deno.test("predictMaps() refuses a card that its network does not match, or a wrong tile", async () => {
  await useEngine("wasm");
  const image = twoNuclei(), native = { size: 9, normalization: "none", fit: "native" };
  const model = colourModel({
    architecture: { name: "unet" },
    input: native as Model["card"]["input"],
  });
  await assertRejects(() => predictMaps(model, image), InputError, "Expected 1 maps");
  for (const tile of [0, 1.5, NaN]) {
    await assertRejects(() => predictMaps(model, image, { tile }), InputError, "tile");
  }
  model.dispose();
});
