import { assert, assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  artifactsOf,
  buildUNet,
  compareFormats,
  enginePrecision,
  InputError,
  openDataset,
  type StoredModel,
  useEngine,
} from "#karyon";
import { CARD } from "../support/tiny_model.ts";

/** A network of a few hundred random weights, as a folder would hold it. */
async function storedUNet(): Promise<StoredModel> {
  const network = buildUNet({ filters: 2, depth: 2, seed: 4 });
  const artifacts = await artifactsOf(network);
  network.dispose();
  const card = { ...CARD, input: { size: 64, normalization: "none" } } as const;
  return { path: "unet", artifacts, card, history: [] };
}

Deno.test("compareFormats() scores and times every format, and leaves no tensors", async () => {
  const engine = await useEngine("wasm");
  const dataset = await openDataset();
  const model = await storedUNet();
  const before = tf.memory().numTensors;
  const rows = await compareFormats({
    model,
    dataset,
    ids: dataset.test.ids.slice(0, 2),
    timed: 1,
  });
  assertEquals(tf.memory().numTensors, before);
  assertEquals(enginePrecision(), "float32");
  assertEquals(rows.map(({ format }) => format), [
    "float32",
    "float16",
    "uint16",
    "uint8",
    "float32, ONNX",
    "int8",
    "int8, dynamic",
  ]);
  const [full, float16, uint16, uint8, onnx] = rows.map((row) => row);
  const sizes = model.artifacts.weightSpecs!.map(({ shape }) => [
    shape.reduce((size, n) => size * n, 1),
    shape.length,
  ]);
  const numbers = sizes.reduce((sum, [size]) => sum + size!, 0);
  const kernels = sizes.reduce((sum, [size, rank]) => sum + (rank! > 1 ? size! : 0), 0);
  assertEquals(
    [full, float16, uint16, uint8].map((row) => Math.round(1e6 * row!.megabytes)),
    // Biases stay float32 beside integers.
    [
      4 * numbers,
      2 * numbers,
      4 * numbers - 2 * kernels,
      4 * numbers - 3 * kernels,
    ],
  );
  assertEquals([full!.time_ratio, onnx!.time_ratio, full!.changed], [1, 1, 0]);
  assertEquals(full!.engine, engine.words);
  assert(onnx!.engine.startsWith("ONNX Runtime "));
  assert(Math.abs(onnx!.mean_iou - full!.mean_iou) < 1e-3);
  assert(rows.every(({ ms_per_image, images }) => ms_per_image > 0 && images === 2));
  await dataset.close();
});

Deno.test("compareFormats() refuses no images, and a model in 8 bit", async () => {
  await useEngine("wasm");
  const dataset = await openDataset();
  const model = await storedUNet();
  await assertRejects(
    () => compareFormats({ model, dataset, ids: [] }),
    InputError,
    "found none",
  );
  const card = { ...CARD, weights: { type: "int8", bytes: 1 } } as const;
  await assertRejects(
    () => compareFormats({ model: { ...model, card }, dataset }),
    InputError,
    "found int8",
  );
  await dataset.close();
});
