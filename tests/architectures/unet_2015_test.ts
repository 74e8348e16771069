import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import * as fc from "fast-check";
import {
  buildUNet2015,
  InputError,
  layerTable,
  legalUNet2015Size,
  useEngine,
} from "#karyon";
import { assertSeeded, assertSurvivesSaving, convolutionWeights } from "./checks.ts";

/** Follows a side through the paper's figure, step by step; undefined where it fails. */
function followSide(input: number, depth: number): number | undefined {
  const skips: number[] = [];
  let side = input;
  for (let level = 1; level <= depth; level++) {
    side -= 4;
    if (side < 2 || side % 2 !== 0) return undefined;
    skips.push(side);
    side /= 2;
  }
  side -= 4;
  for (const skip of skips.reverse()) {
    if (side < 1 || 2 * side > skip) return undefined;
    side = 2 * side - 4;
  }
  return side < 1 ? undefined : side;
}

Deno.test("legalUNet2015Size() finds what following the side through the figure finds", () => {
  assertEquals(followSide(572, 4), 388);
  assertEquals(legalUNet2015Size(572), { input: 572, output: 388 });
  assertEquals(legalUNet2015Size(1), { input: 188, output: 4 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 5 }), (
      size,
      depth,
    ) => {
      let side = size;
      while (followSide(side, depth) === undefined) side++;
      assertEquals(legalUNet2015Size(size, depth), {
        input: side,
        output: followSide(side, depth)!,
      });
    }),
  );
});

Deno.test("buildUNet2015() has the maps of the paper's figure", async () => {
  await useEngine("wasm");
  const model = buildUNet2015({ filters: 2 });
  const rows = new Map(layerTable(model, 572).map((row) => [row.name, row]));
  const shapeOf = (name: string) => rows.get(name)!.outputShape;
  assertEquals(shapeOf("encoder_1_b"), [568, 568, 2]);
  assertEquals(shapeOf("encoder_4_b"), [64, 64, 16]);
  assertEquals(shapeOf("bottleneck_b"), [28, 28, 32]);
  assertEquals(shapeOf("skip_4"), [56, 56, 32]);
  assertEquals(shapeOf("decoder_4_b"), [52, 52, 16]);
  assertEquals(shapeOf("skip_1"), [392, 392, 4]);
  assertEquals(shapeOf("maps"), [388, 388, 2]);
  assertEquals(rows.get("crop_4")!.inputs, ["dropout_4"]);
  model.dispose();
});

/** The paper's figure with so many filters on the first level. */
function countByHand(filters: number): number {
  let sum = convolutionWeights(3, 1, filters) + convolutionWeights(3, filters, filters);
  for (let own = 2 * filters; own <= 16 * filters; own *= 2) {
    sum += convolutionWeights(3, own / 2, own) + convolutionWeights(3, own, own);
    // Back up to half the channels, and two convolutions on what is joined there.
    sum += convolutionWeights(2, own, own / 2) + convolutionWeights(3, own, own / 2) +
      convolutionWeights(3, own / 2, own / 2);
  }
  return sum + convolutionWeights(1, filters, 2);
}

Deno.test("buildUNet2015() has the parameters that a count by hand gives", async () => {
  await useEngine("wasm");
  for (const filters of [2, 4]) {
    const model = buildUNet2015({ filters, size: 188 });
    assertEquals(model.countParams(), countByHand(filters));
    model.dispose();
  }
});

Deno.test("buildUNet2015() gives two probabilities a pixel, of any legal size", async () => {
  await useEngine("wasm");
  const model = buildUNet2015({ filters: 2, depth: 2, size: [44, 56] });
  const maps = tf.tidy(() => {
    const image = tf.randomUniform([2, 44, 56, 1], 0, 1, "float32", 3);
    return model.predict(image) as tf.Tensor4D;
  });
  assertEquals(maps.shape, [2, 4, 16, 2]);
  const pixels = maps.arraySync().flat(2);
  for (const [background, nucleus] of pixels) {
    assertAlmostEquals(background! + nucleus!, 1, 1e-6);
  }
  assert(new Set(pixels.map(([first]) => first)).size > 20);
  maps.dispose();
  model.dispose();
});

Deno.test("buildUNet2015() copies the middle of the encoder's map", async () => {
  await useEngine("wasm");
  const model = buildUNet2015({ filters: 1, depth: 1, size: 22 });
  const outputOf = (name: string) => model.getLayer(name).output as tf.SymbolicTensor;
  const part = tf.model({
    inputs: model.inputs,
    outputs: [outputOf("encoder_1_b"), outputOf("skip_1")],
  });
  const [whole, joined] = tf.tidy(() => {
    const image = tf.randomUniform([1, 22, 22, 1], 0, 1, "float32", 3);
    const maps = part.predict(image) as tf.Tensor4D[];
    return maps.map((map) => map.arraySync()[0]!);
  }) as [number[][][], number[][][]];
  assertEquals(joined.length, 10);
  joined.forEach((row, y) =>
    row.forEach(([copied], x) => assertEquals(copied, whole[y + 4]![x + 4]![0]))
  );
  assert(whole.flat(2).some((value) => value > 0));
  model.dispose();
});

Deno.test("buildUNet2015() draws its weights as He et al. propose", async () => {
  await useEngine("wasm");
  const model = buildUNet2015({ filters: 16, depth: 1, size: 22 });
  for (const [name, incoming] of [["bottleneck_b", 9 * 32], ["up_1", 32]] as const) {
    const values = [...model.getLayer(name).getWeights()[0]!.dataSync()];
    const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
    assertAlmostEquals(
      Math.sqrt(square),
      Math.sqrt(2 / incoming),
      0.1 / Math.sqrt(incoming),
    );
  }
  model.dispose();
});

Deno.test("buildUNet2015() is seeded, and predicts the same after saving", async () => {
  await useEngine("wasm");
  const build = (seed: number) =>
    buildUNet2015({ filters: 2, depth: 1, size: 32, channels: 3, seed });
  assertSeeded(build);
  const model = build(1);
  await assertSurvivesSaving(model, 32);
  model.dispose();
});

Deno.test("buildUNet2015() names the legal sides around one that is not, and bad options", () => {
  assertThrows(
    () => buildUNet2015({ size: 256 }),
    InputError,
    "252 or 268, but found 256",
  );
  assertThrows(() => buildUNet2015({ size: [572, 90] }), InputError, "at least 188, but");
  assertThrows(() => buildUNet2015({ filters: 0 }), InputError, "filters");
  assertThrows(() => buildUNet2015({ dropout: 2 }), InputError, "dropout");
  assertThrows(() => legalUNet2015Size(1.5), InputError, "size");
});
