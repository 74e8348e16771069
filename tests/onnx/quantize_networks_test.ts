import { assertEquals, assertLess } from "@std/assert";
import type * as tf from "@tensorflow/tfjs";
import {
  architectures,
  type BuildOptions,
  buildUNet2015,
  calibrateActivations,
  describeComputation,
  encodeOnnx,
  networkToOnnx,
  type OnnxModel,
  openOnnxSession,
  quantizeGraph,
  quantizeGraphDynamic,
  useEngine,
} from "#karyon";
import { randomValues, stirWeights } from "./checks.ts";

/** What a network is asked for, so that every kind of layer comes up. */
const CASES: Readonly<Record<string, BuildOptions>> = {
  "unet": { normalization: "batch", upsampling: "bilinear", depth: 2 },
  "unet-plus-plus": { convolutions: 1, deepSupervision: true, depth: 2 },
  "attention-unet": { depth: 2 },
  "hrnet": {},
  "transformer": {},
  "karyon-small": { filters: 4 },
};

type Shape = readonly [number, number, number, number];

async function compute(model: OnnxModel, values: Float32Array, shape: Shape) {
  const session = await openOnnxSession(encodeOnnx(model), { threads: 1 });
  const result = await session.run(values, shape);
  await session.dispose();
  return result.values;
}

/** Root of the mean squared difference. */
const apart = (values: Float32Array, others: (i: number) => number) =>
  Math.sqrt(values.reduce((sum, v, i) => sum + (v - others(i)) ** 2, 0) / values.length);

/** The network in both 8-bit forms gives nearly what it gave, and is in 8 bit. */
async function assertNear(network: tf.LayersModel, shape: Shape) {
  stirWeights(network);
  const model = networkToOnnx(network, { name: network.name });
  network.dispose();
  const values = randomValues(shape.reduce((a, b) => a * b), 5);
  const real = await compute(model, values, shape);
  const mean = real.reduce((a, b) => a + b) / real.length;
  // Some random networks give nearly the same everywhere: how much they vary counts.
  const spread = apart(real, () => mean);
  const ranges = await calibrateActivations(model, [{ values, shape }], { threads: 1 });
  const known = quantizeGraph(model, ranges);
  for (const integer of [known, quantizeGraphDynamic(model)]) {
    const found = await compute(integer, values, shape);
    assertLess(apart(found, (i) => real[i]!), 0.08 * spread);
    const rows = describeComputation(integer);
    const weightsIn = (type: string) =>
      rows.filter((row) => row.computed_in === type)
        .reduce((sum, { weights }) => sum + weights, 0);
    assertLess(weightsIn("float32"), 0.1 * weightsIn("int8"));
  }
}

Deno.test("every architecture of the registry is put into 8 bit", () =>
  assertEquals(Object.keys(CASES).sort(), Object.keys(architectures).sort()));

for (const [name, options] of Object.entries(CASES)) {
  Deno.test(`in 8 bit ONNX Runtime computes nearly the same: ${name}`, async () => {
    await useEngine("cpu");
    const { build, multipleOf } = architectures[name]!;
    const side = multipleOf(options);
    await assertNear(build({ filters: 4, ...options }), [1, side, 2 * side, 3]);
  });
}

Deno.test("in 8 bit ONNX Runtime computes nearly the same: the U-Net of 2015", async () => {
  await useEngine("cpu");
  await assertNear(buildUNet2015({ size: [20, 36], depth: 1, filters: 4 }), [
    1,
    20,
    36,
    1,
  ]);
});

for (const [name, options] of Object.entries(CASES)) {
  Deno.test(`every weight of ${name} can be kept by its name, and is in float32 then`, async () => {
    await useEngine("wasm");
    const network = architectures[name]!.build({ filters: 4, seed: 1, ...options });
    const model = networkToOnnx(network, { name });
    const names = network.weights.map(({ originalName }) => originalName);
    const all = quantizeGraph(model, new Map(), { keep: names });
    network.dispose();
    const types = describeComputation(all).filter(({ weights }) => weights > 0);
    assertEquals([...new Set(types.map(({ computed_in }) => computed_in))], ["float32"]);
  });
}
