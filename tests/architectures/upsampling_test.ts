import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  buildAttentionUNet,
  buildUNet,
  buildUNetPlusPlus,
  InputError,
  type Upsampling,
  useEngine,
} from "#karyon";
import {
  assertAllLearn,
  assertGradientsAreSlopes,
  assertKeepsSize,
  assertSeeded,
  assertSurvivesSaving,
} from "./checks.ts";

Deno.test("bilinear upsampling has a 1 x 1 convolution where the transposed one is 2 x 2", async () => {
  await useEngine("wasm");
  for (const depth of [1, 3]) {
    const transposed = buildUNet({ filters: 2, depth });
    const bilinear = buildUNet({ filters: 2, depth, upsampling: "bilinear" });
    let saved = 0;
    for (let level = 1; level <= depth; level++) {
      // Three of four taps, each from twice the channels; the biases stay.
      saved += 3 * (2 * 2 ** level) * 2 ** level;
    }
    assertEquals(transposed.countParams() - bilinear.countParams(), saved);
    transposed.dispose();
    bilinear.dispose();
  }
});

Deno.test("bilinear upsampling takes new pixel i from place i / 2 of the old ones", async () => {
  await useEngine("wasm");
  const model = buildUNet({ filters: 1, depth: 1, channels: 1, upsampling: "bilinear" });
  const weights = [tf.tensor4d([1, 0], [1, 1, 2, 1]), tf.tensor1d([0.5])];
  model.getLayer("up_1_narrow").setWeights(weights);
  const outputOf = (name: string) => model.getLayer(name).output as tf.SymbolicTensor;
  const part = tf.model({
    inputs: model.inputs,
    outputs: [outputOf("bottleneck_b"), outputOf("up_1")],
  });
  const image = tf.randomUniform([1, 4, 8, 1], -1, 1, "float32", 3);
  const [below, up] = part.predict(image) as [tf.Tensor4D, tf.Tensor4D];
  const old = below.arraySync()[0]!.map((row) => row.map(([first]) => first! + 0.5));
  const at = (y: number, x: number) => old[Math.min(y, 1)]![Math.min(x, 3)]!;
  assertEquals(old.flat().some((value) => value !== old[0]![0]), true);
  up.arraySync()[0]!.forEach((row, y) =>
    row.forEach(([value], x) => {
      const [top, left] = [Math.floor(y / 2), Math.floor(x / 2)];
      const [bottom, right] = [Math.ceil(y / 2), Math.ceil(x / 2)];
      const mean = (at(top, left) + at(top, right) + at(bottom, left) +
        at(bottom, right)) / 4;
      assertAlmostEquals(value!, mean, 1e-6);
    })
  );
  tf.dispose([...weights, image, below, up]);
  model.dispose();
});

for (
  const [name, build] of [
    ["a U-Net", buildUNet],
    ["a U-Net++", buildUNetPlusPlus],
    ["an Attention U-Net", buildAttentionUNet],
  ] as const
) {
  Deno.test(`${name} with bilinear upsampling keeps sizes, learns, is seeded and survives saving`, async () => {
    await useEngine("wasm");
    const make = (seed: number) =>
      build({ filters: 4, depth: 2, upsampling: "bilinear", seed });
    const model = make(1);
    assertKeepsSize(model, [8, 20]);
    assertAllLearn(model, 16);
    assertGradientsAreSlopes(model, 16);
    await assertSurvivesSaving(model, 16);
    assertSeeded(make);
    model.dispose();
  });
}

Deno.test("an upsampling that is not known is refused by name", () => {
  const upsampling = "soup" as Upsampling;
  assertThrows(() => buildUNet({ upsampling }), InputError, "transposed, bilinear");
});
