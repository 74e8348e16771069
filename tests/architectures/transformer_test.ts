import { assertEquals, assertLess, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  Adam,
  binaryCrossEntropy,
  buildTransformer,
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
  brightSpots,
} from "./checks.ts";

/** Encoder, places, blocks and decoder, one sum each. */
function expectedParameters(
  filters: number,
  blocks: number,
  expansion: number,
  normalization: NetworkNormalization,
): number {
  // A filter has a bias, or a scale, an offset, a mean and a variance.
  const extra = normalization === "batch" ? 4 : 1;
  const convolution = (from: number, to: number) => to * (9 * from + extra);
  const width = 16 * filters, hidden = expansion * width;
  let sum = convolution(8 * filters, width);
  for (let level = 0, from = 3; level < 4; level++) {
    const own = filters << level;
    sum += convolution(from, own) + convolution(own, own);
    // Doubled from below by 2 x 2, joined, convolved twice.
    sum += own * (4 * 2 * own + 1) + convolution(2 * own, own) + convolution(own, own);
    from = own;
  }
  const position = (9 + 1) * width, norms = 2 * 2 * width;
  const attention = 3 * width * width + width * (width + 1);
  const perceptron = hidden * (width + 1) + width * (hidden + 1);
  sum += blocks * (position + norms + attention + perceptron) + 2 * width;
  return sum + filters + 1;
}

for (
  const options of [
    { filters: 1, blocks: 1, heads: 2, expansion: 1, normalization: "none" },
    { filters: 1, blocks: 2, heads: 4, expansion: 2, normalization: "batch" },
  ] as const
) {
  Deno.test(`buildTransformer() counts its parameters and learns for ${JSON.stringify(options)}`, async () => {
    await useEngine("wasm");
    const model = buildTransformer(options);
    const { filters, blocks, expansion, normalization } = options;
    assertEquals(
      model.countParams(),
      expectedParameters(filters, blocks, expansion, normalization),
    );
    assertAllLearn(model, 32);
    assertGradientsAreSlopes(model, 32);
    model.dispose();
  });
}

Deno.test("buildTransformer() keeps sizes, is seeded and survives saving", async () => {
  await useEngine("wasm");
  const build = (seed: number) => buildTransformer({ filters: 2, blocks: 1, seed });
  const model = build(1);
  for (const size of [[16, 16], [32, 80], [48, 16]] as const) {
    assertKeepsSize(model, size);
  }
  await assertSurvivesSaving(model, 32);
  assertSeeded(build);
  model.dispose();
});

Deno.test("buildTransformer() attends at a sixteenth of the size", async () => {
  await useEngine("cpu");
  const model = buildTransformer({ filters: 2 });
  const rows = new Map(layerTable(model, 64).map((row) => [row.name, row]));
  assertEquals(rows.get("block_4_queries_keys_values")!.outputShape, [4, 4, 96]);
  assertEquals(rows.get("block_4_attention")!.outputShape, [4, 4, 32]);
  assertEquals(rows.get("block_2_placed")!.inputs, ["block_1_sum_2", "block_2_position"]);
  assertEquals(rows.get("block_2_sum_1")!.inputs, ["block_2_placed", "block_2_attended"]);
  assertEquals(rows.get("skip_4")!.inputs, ["up_4", "encoder_4_b_relu"]);
  model.dispose();
});

Deno.test("buildTransformer() knows by attention alone what is in the other corner", async () => {
  await useEngine("wasm");
  const model = buildTransformer({ filters: 1, blocks: 1, normalization: "none" });
  const corner = (spot: number) =>
    tf.tidy(() => {
      const image = tf.randomUniform([1, 256, 256, 3], 0, 1, "float32", 5);
      const added = tf.pad(tf.fill([1, 64, 64, 3], spot), [
        [0, 0],
        [192, 0],
        [192, 0],
        [0, 0],
      ]);
      const output = model.predict(tf.add(image, added)) as tf.Tensor;
      return [...tf.slice(output, [0, 0, 0, 0], [1, 16, 16, 1]).dataSync()];
    });
  const differs = () => {
    const without = corner(0), found = corner(1);
    assertEquals(found.length, 256);
    return found.some((value, i) => Math.abs(value - without[i]!) > 1e-6);
  };
  assertEquals(differs(), true);
  // What is left without the attention reaches less than 100 pixels to each side.
  const attended = model.getLayer("block_1_attended");
  const nothing = attended.getWeights().map((weight) => tf.zerosLike(weight));
  attended.setWeights(nothing);
  assertEquals(differs(), false);
  tf.dispose(nothing);
  model.dispose();
});

Deno.test("a few steps of training lower buildTransformer()'s loss and leave no tensor", async () => {
  await useEngine("wasm");
  const model = buildTransformer({ filters: 2, blocks: 1 });
  const { image, mask } = brightSpots(32);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const adam = new Adam(variables, 3e-3);
  const step = () => {
    const { value, grads } = tf.variableGrads(
      () => binaryCrossEntropy(mask, model.apply(image, { training: true }) as tf.Tensor),
      variables,
    );
    adam.step(grads);
    const [loss] = value.dataSync();
    tf.dispose([value, grads] as tf.TensorContainer);
    return loss!;
  };
  const first = step();
  const tensors = tf.memory().numTensors;
  let last = first;
  for (let i = 0; i < 10; i++) last = step();
  assertEquals(tf.memory().numTensors, tensors);
  assertLess(last, 0.9 * first);
  adam.dispose();
  tf.dispose([image, mask]);
  model.dispose();
});

for (
  const [options, words] of [
    [{ blocks: 0 }, "blocks"],
    [{ filters: 1.5 }, "filters"],
    [{ expansion: -1 }, "expansion"],
    [{ filters: 2, heads: 3 }, "divisor of 32"],
    [{ normalization: "layer" as NetworkNormalization }, "normalization"],
  ] as const
) {
  Deno.test(`buildTransformer() refuses ${JSON.stringify(options)}`, () => {
    assertThrows(() => buildTransformer(options), InputError, words);
  });
}
