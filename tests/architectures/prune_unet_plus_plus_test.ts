import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertThrows,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  artifactsOf,
  buildUNet,
  buildUNetPlusPlus,
  InputError,
  loadModel,
  measureArchitecture,
  pruneUNetPlusPlus,
  pruningTable,
  unetPlusPlusHeads,
  useEngine,
  writeModel,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { CARD } from "../support/tiny_model.ts";
import { convolutionWeights } from "./checks.ts";

const build = () =>
  buildUNetPlusPlus({
    filters: 2,
    deepSupervision: true,
    normalization: "batch",
    dropout: 0.2,
  });
const image = () => tf.randomUniform<tf.Rank.R4>([1, 16, 24, 3], 0, 1, "float32", 3);

function predict(model: tf.LayersModel): Float32Array[] {
  return tf.tidy(() =>
    [model.predict(image())].flat().map((x) => x.dataSync() as Float32Array)
  );
}

Deno.test("a U-Net++ with deep supervision gives the mean of its heads", async () => {
  await useEngine("wasm");
  const model = build();
  const heads = predict(unetPlusPlusHeads(model));
  assertEquals(heads.length, 3);
  predict(model)[0]!.forEach((value, i) =>
    assertAlmostEquals(value, (heads[0]![i]! + heads[1]![i]! + heads[2]![i]!) / 3, 1e-6)
  );
  assertGreater(Math.abs(heads[0]![0]! - heads[2]![0]!), 1e-4);
  model.dispose();
});

Deno.test("unetPlusPlusHeads() trains the network that it was taken from", async () => {
  await useEngine("wasm");
  const model = build();
  const before = predict(model);
  const heads = unetPlusPlusHeads(model);
  const head = heads.getLayer("nucleus_1");
  const weights = head.getWeights().map((weight) => tf.add(weight, 0.5));
  head.setWeights(weights);
  assertGreater(predict(model)[0]![0]!, before[0]![0]!);
  tf.dispose(weights);
  model.dispose();
});

Deno.test("pruneUNetPlusPlus() gives what that head of the whole gives, also from a file", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    const model = build();
    // In training mode once, so that the statistics of batches are not what they began as.
    tf.dispose(model.apply(image(), { training: true }) as tf.Tensor);
    const artifacts = await artifactsOf(model);
    await writeModel(folder, { artifacts, card: CARD, history: [] });
    const loaded = await loadModel(folder);
    const heads = predict(unetPlusPlusHeads(model));
    for (const level of [1, 2, 3]) {
      for (const whole of [model, loaded.network]) {
        const pruned = pruneUNetPlusPlus(whole, level);
        assertEquals(predict(pruned), [heads[level - 1]!]);
        pruned.dispose();
      }
    }
    loaded.dispose();
    model.dispose();
  }));

Deno.test("pruneUNetPlusPlus() makes a network that lives on without the whole", async () => {
  await useEngine("wasm");
  const before = tf.memory().numTensors;
  const model = build();
  const [, head] = predict(unetPlusPlusHeads(model));
  const pruned = pruneUNetPlusPlus(model, 2);
  model.dispose();
  assertEquals(predict(pruned), [head!]);
  const again = await tf.loadLayersModel(tf.io.fromMemory(await artifactsOf(pruned)));
  assertEquals(predict(again), [head!]);
  again.dispose();
  pruned.dispose();
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("pruneUNetPlusPlus() keeps the blocks that the paper's figure keeps, and no others", async () => {
  await useEngine("wasm");
  const model = buildUNetPlusPlus({ filters: 2, deepSupervision: true });
  const pruned = pruneUNetPlusPlus(model, 1);
  const double = (from: number, to: number) =>
    convolutionWeights(3, from, to) + convolutionWeights(3, to, to);
  assertEquals(
    pruned.countParams(),
    double(3, 2) + double(2, 4) + convolutionWeights(2, 4, 2) + double(4, 2) +
      convolutionWeights(1, 2, 1),
  );
  assertEquals(
    pruned.layers.map(({ name }) => name).filter((name) => name.startsWith("block"))
      .sort(),
    ["0_0_a", "0_0_b", "0_1_a", "0_1_b", "1_0_a", "1_0_b"].map((x) => `block_${x}`),
  );
  pruned.dispose();
  model.dispose();
});

Deno.test("pruningTable() says what each head costs", async () => {
  await useEngine("wasm");
  const model = build();
  const rows = pruningTable(model, 32);
  assertEquals(rows.map((row) => row["level"]), ["L1", "L2", "L3", "mean of heads"]);
  const pruned = pruneUNetPlusPlus(model, 2);
  const { multiplyAccumulates, parameters } = measureArchitecture(pruned, 32);
  const whole = measureArchitecture(model, 32);
  assertEquals(rows[1], {
    level: "L2",
    parameters,
    parameter_share: parameters / whole.parameters,
    multiply_accumulates: multiplyAccumulates,
    multiply_accumulate_share: multiplyAccumulates / whole.multiplyAccumulates,
  });
  const costs = rows.map((row) => row["multiply_accumulates"] as number);
  assertEquals(costs, costs.toSorted((a, b) => a - b));
  pruned.dispose();
  model.dispose();
});

Deno.test("pruneUNetPlusPlus() refuses a level that is not there, and a network without heads", async () => {
  await useEngine("wasm");
  const model = build();
  for (const level of [0, 4, 1.5]) {
    assertThrows(
      () => pruneUNetPlusPlus(model, level),
      InputError,
      `1..3 but found ${level}`,
    );
  }
  model.dispose();
  for (const other of [buildUNet({ filters: 2 }), buildUNetPlusPlus({ filters: 2 })]) {
    assertThrows(() => pruneUNetPlusPlus(other, 1), InputError, `"${other.name}"`);
    assertThrows(() => pruningTable(other), InputError, "deep supervision");
    other.dispose();
  }
});
