import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  buildUNet,
  buildUNetPlusPlus,
  InputError,
  layerTable,
  type NetworkNormalization,
  useEngine,
} from "#karyon";
import {
  assertAllLearn,
  assertGradientsAreSlopes,
  assertKeepsSize,
  assertSeeded,
  assertSurvivesSaving,
} from "./checks.ts";

Deno.test("buildUNet() has the parameters that a count by hand gives", async () => {
  await useEngine("wasm");
  // filters 2, depth 1, 3 channels: (27+1)2 + (18+1)2, (18+1)4 + (36+1)4,
  // up 2x2: 4*2*4 + 2, (36+1)2 + (18+1)2, 1x1: 2 + 1.
  const expected = 56 + 38 + 76 + 148 + 34 + 74 + 38 + 3;
  const model = buildUNet({ filters: 2, depth: 1 });
  assertEquals(model.countParams(), expected);
  model.dispose();
});

for (const [height, width] of [[8, 8], [32, 16], [64, 72]] as const) {
  Deno.test(`buildUNet() keeps the size of a ${height} x ${width} image`, async () => {
    await useEngine("wasm");
    const model = buildUNet({ filters: 2 });
    const [shape, values] = tf.tidy(() => {
      const output = model.predict(tf.zeros([1, height, width, 3])) as tf.Tensor;
      return [output.shape, output.dataSync()] as const;
    });
    assertEquals(shape, [1, height, width, 1]);
    // All weights meet zeros, all biases are zero: the sigmoid of 0.
    assertEquals(new Set(values), new Set([0.5]));
    model.dispose();
  });
}

Deno.test("buildUNet() draws its weights from the seed", async () => {
  await useEngine("wasm");
  const draw = (seed: number) => {
    const model = buildUNet({ filters: 2, seed });
    const values = model.getWeights().map((weight) => [...weight.dataSync()]);
    model.dispose();
    return JSON.stringify(values);
  };
  assertEquals(draw(1), draw(1));
  assertEquals(draw(1) === draw(2), false);
});

Deno.test("buildUNet() and buildUNetPlusPlus() begin with the weights that they always began with", async () => {
  await useEngine("wasm");
  const firstOf = (model: tf.LayersModel, names: readonly string[]) => {
    const values = names.map((name) =>
      model.getLayer(name).getWeights()[0]!.dataSync()[0]!
    );
    model.dispose();
    return values.map((value) => value.toFixed(6));
  };
  // Recorded before upsampling and dropout were options: the shipped models' cards name
  // seeds, which must go on meaning the same weights.
  assertEquals(
    firstOf(buildUNet({ filters: 2 }), [
      "encoder_1_a",
      "bottleneck_b",
      "up_1",
      "nucleus",
    ]),
    ["-0.345880", "0.229444", "-0.041995", "-0.257041"],
  );
  assertEquals(
    firstOf(buildUNetPlusPlus({ filters: 2 }), ["block_3_0_b", "up_0_3", "nucleus"]),
    ["0.229444", "-0.445317", "-1.357248"],
  );
});

for (const options of [{ filters: 0 }, { depth: 1.5 }, { channels: -1 }]) {
  Deno.test(`buildUNet() refuses ${JSON.stringify(options)}`, () => {
    assertThrows(() => buildUNet(options), InputError, Object.keys(options)[0]!);
  });
}

Deno.test("layerTable() follows a U-Net down and up again", async () => {
  await useEngine("wasm");
  const model = buildUNet({ filters: 4, depth: 2 });
  const rows = layerTable(model, 32);
  const shapeOf = (name: string) => rows.find((row) => row.name === name)!.outputShape;
  assertEquals(shapeOf("pool_2"), [8, 8, 8]);
  assertEquals(shapeOf("bottleneck_b"), [8, 8, 16]);
  assertEquals(shapeOf("up_1"), [32, 32, 4]);
  assertEquals(rows.find(({ name }) => name === "skip_1")!.inputs, [
    "up_1",
    "encoder_1_b",
  ]);
  assertEquals(rows.reduce((sum, row) => sum + row.parameters, 0), model.countParams());
  model.dispose();
});

Deno.test("buildUNet() normalises batches in place of biases", async () => {
  await useEngine("wasm");
  const plain = buildUNet({ filters: 2, depth: 2 });
  const normed = buildUNet({ filters: 2, depth: 2, normalization: "batch" });
  // Ten convolutions; each filter's bias becomes a scale, an offset, a mean and a
  // variance. Two convolutions with 8 filters, four each with 4 and with 2.
  assertEquals(normed.countParams() - plain.countParams(), 3 * (2 * 8 + 4 * 4 + 4 * 2));
  const names = normed.layers.map(({ name }) => name);
  assertEquals(names.slice(1, 4), [
    "encoder_1_a",
    "encoder_1_a_norm",
    "encoder_1_a_relu",
  ]);
  const first = normed.getLayer("encoder_1_a");
  assertEquals(first.getWeights().length, 1);
  assertEquals(first.getConfig()["activation"], "linear");
  // The same draw in both, so that the two can be compared.
  assertEquals(
    first.getWeights()[0]!.dataSync(),
    plain.getLayer("encoder_1_a").getWeights()[0]!.dataSync(),
  );
  plain.dispose();
  normed.dispose();
});

for (const normalization of ["none", "batch"] as const) {
  Deno.test(`buildUNet() learns with all weights, normalization ${normalization}`, async () => {
    await useEngine("wasm");
    const build = (seed: number) => buildUNet({ filters: 4, seed, normalization });
    const model = build(1);
    assertKeepsSize(model, [8, 24]);
    assertAllLearn(model, 32);
    assertGradientsAreSlopes(model, 32);
    await assertSurvivesSaving(model, 16);
    assertSeeded(build);
    model.dispose();
  });
}

Deno.test("buildUNet() refuses a normalisation that it does not know", () => {
  const normalization = "soup" as NetworkNormalization;
  assertThrows(() => buildUNet({ normalization }), InputError, "none, batch");
});
