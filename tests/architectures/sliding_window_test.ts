import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { buildSlidingWindow, InputError, layerTable, useEngine } from "#karyon";
import { assertSeeded, convolutionWeights } from "./checks.ts";

Deno.test("buildSlidingWindow() shrinks a patch to one place and one probability", async () => {
  await useEngine("wasm");
  const model = buildSlidingWindow({ filters: 2, units: 5 });
  const sides = layerTable(model, 64).filter(({ type }) => type === "MaxPooling2D")
    .map(({ outputShape }) => outputShape);
  assertEquals(sides, [[30, 30, 2], [13, 13, 2], [5, 5, 2], [1, 1, 2]]);
  assertEquals(
    model.countParams(),
    convolutionWeights(5, 3, 2) + convolutionWeights(5, 2, 2) +
      2 * convolutionWeights(4, 2, 2) + (2 + 1) * 5 + (5 + 1),
  );
  const output = tf.tidy(() => {
    const patches = tf.randomUniform([3, 64, 64, 3], 0, 1, "float32", 4);
    return model.predict(patches) as tf.Tensor;
  });
  assertEquals(output.shape, [3, 1]);
  assert(output.dataSync().every((p) => p > 0 && p < 1));
  output.dispose();
  model.dispose();
});

Deno.test("buildSlidingWindow() is seeded, and refuses bad options by name", async () => {
  await useEngine("wasm");
  assertSeeded((seed) => buildSlidingWindow({ filters: 2, seed }));
  assertThrows(() => buildSlidingWindow({ filters: 0 }), InputError, "filters");
  assertThrows(() => buildSlidingWindow({ units: 2.5 }), InputError, "units");
});
