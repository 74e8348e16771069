import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  artifactsOf,
  buildUNet,
  buildUNetPlusPlus,
  InputError,
  redrawDropout,
  useEngine,
} from "#karyon";
import { assertKeepsSize, assertSurvivesSaving } from "./checks.ts";

const OPTIONS = { filters: 4, depth: 2 } as const;
const dropping = (seed = 1) => buildUNet({ ...OPTIONS, dropout: 0.4, seed });
const image = () => tf.randomUniform<tf.Rank.R4>([1, 32, 32, 3], 0, 1, "float32", 3);

/** What a network gives in training, `times` in a row. */
function inTraining(model: tf.LayersModel, times: number): number[][] {
  return Array.from({ length: times }, () =>
    tf.tidy(() => [
      ...(model.apply(image(), { training: true }) as tf.Tensor).dataSync(),
    ]));
}

Deno.test("dropout changes neither the weights nor what is predicted", async () => {
  await useEngine("wasm");
  const predict = (model: tf.LayersModel) => {
    const values = tf.tidy(() => (model.predict(image()) as tf.Tensor).dataSync());
    const weights = model.getWeights().map((weight) => weight.dataSync());
    model.dispose();
    return { values, weights };
  };
  assertEquals(predict(dropping()), predict(buildUNet(OPTIONS)));
  assertEquals(
    predict(buildUNetPlusPlus({ ...OPTIONS, dropout: 0.5 })),
    predict(buildUNetPlusPlus(OPTIONS)),
  );
});

for (
  const [name, build, places] of [
    ["U-Net", dropping, ["encoder_2_b", "bottleneck_b"]],
    [
      "U-Net++",
      () => buildUNetPlusPlus({ ...OPTIONS, dropout: 0.4 }),
      ["block_1_0_b", "block_2_0_b"],
    ],
  ] as const
) {
  Deno.test(`a ${name}'s dropout stands at the end of the contracting path`, async () => {
    await useEngine("wasm");
    const model = build();
    const layers = model.layers.filter((layer) => layer.getClassName() === "Dropout");
    const sources = layers.map((layer) =>
      (layer.input as tf.SymbolicTensor).sourceLayer.name
    );
    assertEquals(sources, [...places]);
    assertEquals(layers.map((layer) => layer.getConfig()["rate"]), [0.4, 0.4]);
    model.dispose();
  });
}

Deno.test("dropout drops its share, and the others grow", async () => {
  await useEngine("wasm");
  const model = dropping();
  const outputOf = (name: string) => model.getLayer(name).output as tf.SymbolicTensor;
  const part = tf.model({
    inputs: model.inputs,
    outputs: [outputOf("encoder_2_b"), outputOf("dropout_2")],
  });
  const [before, after] = tf.tidy(() =>
    (part.apply(image(), { training: true }) as tf.Tensor[]).map((x) => x.dataSync())
  ) as [Float32Array, Float32Array];
  let alive = 0, dropped = 0;
  before.forEach((value, i) => {
    if (value === 0) return;
    alive++;
    if (after[i] === 0) dropped++;
    else assertAlmostEquals(after[i]!, value / 0.6, 1e-5);
  });
  assert(alive > 500);
  // Four standard deviations of a binomial share.
  assertAlmostEquals(dropped / alive, 0.4, 4 * Math.sqrt(0.24 / alive));
  model.dispose();
});

Deno.test("dropout draws anew in each call, and from the seed", async () => {
  await useEngine("wasm");
  const model = dropping();
  const [first, second, third] = inTraining(model, 3);
  assertEquals(new Set([first, second, third].map((x) => JSON.stringify(x))).size, 3);
  // A training that was stopped after one batch goes on with the second draw.
  const again = dropping();
  assertEquals(redrawDropout(again, 1), 2);
  assertEquals(inTraining(again, 2), [second!, third!]);
  redrawDropout(model, 0);
  assertEquals(inTraining(model, 1), [first!]);
  model.dispose();
  again.dispose();
});

Deno.test("a loaded network drops as the built one did", async () => {
  await useEngine("wasm");
  const model = dropping();
  const drawn = inTraining(model, 2);
  const loaded = await tf.loadLayersModel(tf.io.fromMemory(await artifactsOf(model)));
  redrawDropout(loaded, 0);
  assertEquals(inTraining(loaded, 2), drawn);
  assertKeepsSize(model, [8, 12]);
  await assertSurvivesSaving(model, 16);
  model.dispose();
  loaded.dispose();
});

for (const dropout of [-0.1, 1, NaN]) {
  Deno.test(`a dropout of ${dropout} is refused`, () => {
    assertThrows(() => buildUNet({ dropout }), InputError, `found ${dropout}`);
  });
}
