import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  buildHRNet,
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

/** Stem, stages, exchanges and head, one sum each. */
function expectedParameters(
  filters: number,
  branches: number,
  units: number,
  normalization: NetworkNormalization,
): number {
  // A filter has a bias, or a scale, an offset, a mean and a variance.
  const extra = normalization === "batch" ? 4 : 1;
  const weights = (kernel: number, from: number, to: number) =>
    to * (kernel * kernel * from + extra);
  const wide = (branch: number) => filters << branch;
  let sum = weights(3, 3, filters);
  for (let last = 0; last < branches; last++) {
    if (last > 0) sum += weights(3, wide(last - 1), wide(last));
    for (let a = 0; a <= last; a++) {
      sum += units * 2 * weights(3, wide(a), wide(a));
      for (let b = 0; b < a; b++) {
        // Up in one step; down in a - b, all but the last as narrow as it began.
        sum += weights(1, wide(a), wide(b)) + weights(3, wide(b), wide(a)) +
          (a - b - 1) * weights(3, wide(b), wide(b));
      }
    }
  }
  const all = filters * (2 ** branches - 1);
  return sum + weights(1, all, filters) + filters + 1;
}

for (
  const [filters, branches, units, normalization] of [
    [2, 1, 1, "none"],
    [2, 2, 2, "batch"],
    [2, 4, 1, "batch"],
    [4, 3, 1, "none"],
  ] as const
) {
  const options = { filters, branches, units, normalization };
  Deno.test(`buildHRNet() counts its parameters and learns for ${JSON.stringify(options)}`, async () => {
    await useEngine("wasm");
    const model = buildHRNet(options);
    assertEquals(
      model.countParams(),
      expectedParameters(filters, branches, units, normalization),
    );
    assertAllLearn(model, 16);
    assertGradientsAreSlopes(model, 16);
    model.dispose();
  });
}

Deno.test("buildHRNet() keeps sizes, is seeded and survives saving", async () => {
  await useEngine("wasm");
  const build = (seed: number) => buildHRNet({ filters: 2, seed });
  const model = build(1);
  assertKeepsSize(model, [8, 24]);
  await assertSurvivesSaving(model, 16);
  assertSeeded(build);
  model.dispose();
});

Deno.test("buildHRNet() exchanges between all branches of a stage", async () => {
  await useEngine("wasm");
  const model = buildHRNet({ filters: 2, branches: 3 });
  const rows = new Map(layerTable(model, 32).map((row) => [row.name, row]));
  assertEquals(rows.get("stage_3_relu_1")!.outputShape, [32, 32, 2]);
  assertEquals(rows.get("stage_3_relu_3")!.outputShape, [8, 8, 8]);
  assertEquals(rows.get("stage_3_sum_2")!.inputs, [
    "stage_3_from_1_to_2_step_1_norm",
    "stage_3_branch_2_unit_1_relu",
    "stage_3_from_3_to_2_up",
  ]);
  assertEquals(rows.get("head_sum")!.inputs, ["head_1", "head_2_up", "head_3_up"]);
  model.dispose();
});

Deno.test("buildHRNet()'s head gives what it would on concatenated branches", async () => {
  await useEngine("wasm");
  const model = buildHRNet({ filters: 2, branches: 3 });
  const outputOf = (name: string) => model.getLayer(name).output as tf.SymbolicTensor;
  const branches = [1, 2, 3];
  const part = tf.model({
    inputs: model.inputs,
    outputs: ["head_sum", ...branches.map((b) => `stage_3_relu_${b}`)].map(outputOf),
  });
  tf.tidy(() => {
    const image = tf.randomUniform([1, 16, 8, 3], 0, 1, "float32", 2);
    const [sum, ...maps] = part.predict(image) as tf.Tensor4D[];
    const large = maps.map((map) => tf.image.resizeBilinear(map, [16, 8]));
    const kernels = branches.map((b) => model.getLayer(`head_${b}`).getWeights()[0]!);
    const expected = tf.conv2d(
      tf.concat(large, 3),
      tf.concat(kernels, 2) as tf.Tensor4D,
      1,
      "same",
    ).dataSync();
    sum!.dataSync().forEach((value, i) => assertAlmostEquals(value, expected[i]!, 1e-5));
    assertEquals(expected.some((value) => Math.abs(value) > 0.1), true);
  });
  model.dispose();
});

for (const options of [{ branches: 0 }, { units: 0.5 }, { filters: NaN }]) {
  const [name] = Object.keys(options);
  Deno.test(`buildHRNet() refuses ${name} of ${Object.values(options)}`, () => {
    assertThrows(() => buildHRNet(options), InputError, name!);
  });
}
