import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  buildAttentionUNet,
  buildUNet,
  buildUNetPlusPlus,
  InputError,
  layerTable,
  useEngine,
} from "#karyon";
import {
  assertAllLearn,
  assertGradientsAreSlopes,
  assertKeepsSize,
  assertSeeded,
  assertSurvivesSaving,
} from "./checks.ts";

Deno.test("buildAttentionUNet() adds a gate's weights on every level but the first", async () => {
  await useEngine("wasm");
  for (const depth of [2, 4]) {
    const plain = buildUNet({ filters: 2, depth });
    const gated = buildAttentionUNet({ filters: 2, depth });
    let expected = 0;
    for (let own = 4; own < 2 * 2 ** depth; own *= 2) {
      // 2 x 2 without a bias; 1 x 1 from twice the channels; 1 x 1 to one.
      expected += 4 * own * own + (2 * own + 1) * own + (own + 1);
    }
    assertEquals(gated.countParams() - plain.countParams(), expected);
    plain.dispose();
    gated.dispose();
  }
});

Deno.test("buildAttentionUNet() gates by the decoder's coarser map", async () => {
  await useEngine("wasm");
  const model = buildAttentionUNet({ filters: 2 });
  const rows = new Map(layerTable(model, 32).map((row) => [row.name, row]));
  assertEquals(rows.get("gate_2_theta")!.inputs, ["encoder_2_b"]);
  assertEquals(rows.get("gate_2_phi")!.inputs, ["decoder_3_b"]);
  assertEquals(rows.get("gate_2_factors")!.outputShape, [16, 16, 1]);
  assertEquals(rows.get("skip_2")!.inputs, ["up_2", "gate_2_scaled"]);
  assertEquals(rows.get("skip_1")!.inputs, ["up_1", "encoder_1_b"]);
  model.dispose();
});

Deno.test("a closed attention gate lets nothing of the encoder through", async () => {
  await useEngine("wasm");
  const model = buildAttentionUNet({ filters: 2, depth: 2 });
  const psi = model.getLayer("gate_2_psi");
  const weights = [tf.zeros([1, 1, 4, 1]), tf.tensor1d([-100])];
  psi.setWeights(weights);
  const { inputs } = model;
  const part = tf.model({
    inputs,
    outputs: [
      model.getLayer("gate_2_scaled").output as tf.SymbolicTensor,
      model.getLayer("encoder_2_b").output as tf.SymbolicTensor,
    ],
  });
  const image = tf.randomUniform([1, 8, 8, 3], 0, 1, "float32", 2);
  const [closed, open] = part.predict(image) as [tf.Tensor, tf.Tensor];
  const largest = (x: tf.Tensor) => Math.max(...x.dataSync());
  assertEquals(largest(open) > 0.01, true);
  assertAlmostEquals(largest(closed), 0, 1e-30);
  tf.dispose([...weights, image, closed, open]);
  model.dispose();
});

Deno.test("buildAttentionUNet() refuses to be too shallow for a gate", () => {
  assertThrows(() => buildAttentionUNet({ depth: 1 }), InputError, "depth");
  assertThrows(() => buildAttentionUNet({ filters: -2 }), InputError, "filters");
});

Deno.test("a squeeze-and-excitation adds two dense layers to each block", async () => {
  await useEngine("wasm");
  const plain = buildUNet({ filters: 4, depth: 2 });
  const squeezed = buildUNet({ filters: 4, depth: 2, squeeze: 2 });
  const dense = (channels: number, hidden: number) =>
    (channels + 1) * hidden + (hidden + 1) * channels;
  // Never fewer than four units: 4 / 2 are too few.
  const expected = 2 * dense(4, 4) + 2 * dense(8, 4) + dense(16, 8);
  assertEquals(squeezed.countParams() - plain.countParams(), expected);
  const rows = layerTable(squeezed, 16);
  assertEquals(
    rows.find(({ name }) => name === "encoder_2_squeeze")!.outputShape,
    [1, 1, 8],
  );
  plain.dispose();
  squeezed.dispose();
});

Deno.test("a squeeze-and-excitation multiplies each channel by its own factor", async () => {
  await useEngine("wasm");
  const model = buildUNet({ filters: 2, depth: 1, squeeze: 1 });
  const bias = [tf.zeros([4, 2]), tf.tensor1d([0, Math.log(3)])];
  model.getLayer("encoder_1_excite").setWeights(bias);
  const part = tf.model({
    inputs: model.inputs,
    outputs: [
      model.getLayer("encoder_1_scaled").output as tf.SymbolicTensor,
      model.getLayer("encoder_1_b").output as tf.SymbolicTensor,
    ],
  });
  const image = tf.randomUniform([1, 4, 4, 3], 0, 1, "float32", 2);
  const [after, before] = part.predict(image) as [tf.Tensor, tf.Tensor];
  const given = before.dataSync(), got = after.dataSync();
  // sigmoid(0) and sigmoid(ln 3).
  given.forEach((value, i) =>
    assertAlmostEquals(got[i]!, value * [0.5, 0.75][i % 2]!, 1e-6)
  );
  assertEquals(given.some((value) => value > 0.01), true);
  tf.dispose([...bias, image, after, before]);
  model.dispose();
});

Deno.test("a squeeze of 0 is refused", () => {
  assertThrows(() => buildUNet({ squeeze: 0 }), InputError, "squeeze");
});

for (
  const [name, build] of [
    ["an Attention U-Net", (seed: number) => buildAttentionUNet({ filters: 4, seed })],
    [
      "an Attention U-Net with batch normalisation",
      (seed: number) => buildAttentionUNet({ filters: 4, seed, normalization: "batch" }),
    ],
    [
      "a U-Net with squeeze-and-excitation",
      (seed: number) => buildUNet({ filters: 8, seed, squeeze: 2 }),
    ],
    [
      "a U-Net++ with squeeze-and-excitation",
      (seed: number) =>
        buildUNetPlusPlus({
          filters: 4,
          depth: 2,
          seed,
          squeeze: 2,
          normalization: "batch",
        }),
    ],
  ] as const
) {
  Deno.test(`${name} keeps sizes, learns, is seeded and survives saving`, async () => {
    await useEngine("wasm");
    const model = build(2);
    assertKeepsSize(model, [8, 24]);
    assertAllLearn(model, 16);
    assertGradientsAreSlopes(model, 16);
    await assertSurvivesSaving(model, 16);
    assertSeeded(build);
    model.dispose();
  });
}
