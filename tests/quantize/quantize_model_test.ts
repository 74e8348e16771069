import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  artifactsOf,
  buildUNet,
  decodeOnnx,
  encodeOnnx,
  heldOutSplit,
  InputError,
  loadModel,
  openDataset,
  quantizeModel,
  type QuantizeOptions,
  useEngine,
  writeModel,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { CARD, writeTinyModel } from "../support/tiny_model.ts";

/** A tiny model in a folder of its own, two validation images, and what to make of it. */
async function withTinyModel(
  check: (
    folder: string,
    quantize: (
      to: QuantizeOptions["to"],
      more?: Partial<QuantizeOptions>,
    ) => ReturnType<typeof quantizeModel>,
  ) => Promise<void>,
): Promise<void> {
  await useEngine("wasm");
  const dataset = await openDataset();
  const ids = heldOutSplit(dataset).validation.ids.slice(0, 2);
  await withFolder(async (folder) => {
    await writeTinyModel(`${folder}/full`);
    await check(folder, (to, more = {}) =>
      quantizeModel({
        model: `${folder}/full`,
        to,
        out: `${folder}/${to}`,
        dataset,
        ids,
        ...more,
      }));
  });
  await dataset.close();
}

const namesIn = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("quantizeModel() writes half the bytes and the scores before and after on the card", () =>
  withTinyModel(async (folder, quantize) => {
    const result = await quantize("float16");
    assertEquals([result.bytes_before, result.bytes_after], [16, 8]);
    // 20 and -30 are half floats: nothing may change.
    assertEquals(result.mean_iou_after, result.mean_iou_before);
    const half = await loadModel(`${folder}/float16`);
    assertEquals(half.card.weights, { type: "float16", bytes: 8 });
    assertEquals(
      half.card.metrics.map(({ weights, metric, n }) => [weights, metric, n]),
      [
        ["float32", "mean_iou", 2],
        ["float16", "mean_iou", 2],
        ["float32", "average_precision", 2],
        ["float16", "average_precision", 2],
      ],
    );
    assertEquals(half.card.name, "float16");
    assertEquals(half.card.quantization?.from, "float32");
    assertEquals(half.card.metrics[0]!["split"], result.split);
    assert(result.split.endsWith(", unseen"), result.split);
    half.dispose();
    assertEquals(namesIn(folder), ["float16", "full"]);
    // What is measured again stands once.
    await quantize("uint8", { model: `${folder}/float16`, acceptLoss: true });
    const { card, dispose } = await loadModel(`${folder}/uint8`);
    dispose();
    assertEquals(
      card.metrics.filter(({ metric }) => metric === "mean_iou")
        .map(({ weights }) => weights),
      ["float32", "float16", "uint8"],
    );
    await assertRejects(() => quantize("float16"), InputError, "found a model");
  }));

Deno.test("quantizeModel() refuses a model that loses more than the bound, and leaves nothing", () =>
  withTinyModel(async (folder, quantize) => {
    await assertRejects(() => quantize("uint8", { bound: -1 }), InputError, "bound");
    const lossy = { model: `${folder}/lossy` };
    await writeTinyModel(lossy.model);
    await darken(lossy.model);
    const failed = () => quantize("uint8", { ...lossy, out: `${folder}/out` });
    await assertRejects(failed, InputError, "to lose at most 0.005");
    assertEquals(namesIn(folder), ["full", "lossy"]);
    const { mean_iou_before, mean_iou_after } = await quantize("uint8", {
      ...lossy,
      out: `${folder}/out`,
      acceptLoss: true,
    });
    assert(mean_iou_before - mean_iou_after > 0.005);
    assertEquals(namesIn(folder), ["full", "lossy", "out"]);
  }));

Deno.test("quantizeModel() writes a model that is computed in 8-bit integers, and says so", () =>
  withTinyModel(async (folder, quantize) => {
    const network = buildUNet({ filters: 4, depth: 2, seed: 5 });
    const model = `${folder}/unet`;
    const artifacts = await artifactsOf(network);
    network.dispose();
    const small = { ...CARD, input: { size: 64, normalization: "none" } } as const;
    await writeModel(model, { artifacts, card: small, history: [] });
    await quantize("int8", { model, acceptLoss: true });
    assertEquals(namesIn(`${folder}/int8`), [
      "card.json",
      "history.json",
      "model.json",
      "model.onnx",
      "weights.bin",
    ]);
    const { card, dispose } = await loadModel(`${folder}/int8`);
    dispose();
    assertEquals(card.weights.type, "int8");
    assertEquals(card.weights.bytes, Deno.statSync(`${folder}/int8/model.onnx`).size);
    assertEquals(card.quantization?.activations, "static");
    const again = { model: `${folder}/int8`, out: `${folder}/again` };
    await assertRejects(() => quantize("uint8", again), InputError, "found int8");
    const file = `${folder}/int8/model.onnx`;
    const whole = await Deno.readFile(file);
    await Deno.writeFile(file, whole.subarray(0, -1));
    const cut = `Expected the ${whole.length} bytes that card.json tells of but found ` +
      `${whole.length - 1}`;
    await assertRejects(() => loadModel(`${folder}/int8`), InputError, cut);
    const unreal = decodeOnnx(whole);
    const [name, tensor] = [...unreal.graph.initializers].find(([, { values }]) =>
      values instanceof Float32Array
    )!;
    (tensor.values as Float32Array)[0] = NaN;
    await Deno.writeFile(file, encodeOnnx(unreal));
    await assertRejects(
      () => loadModel(`${folder}/int8`),
      InputError,
      `Expected finite numbers in ${name} but found NaN`,
    );
    await Deno.remove(file);
    await assertRejects(() => loadModel(`${folder}/int8`), InputError, "model.onnx");
  }));

/** Gives a model weights of which 8 bits cannot tell what matters. */
async function darken(folder: string): Promise<void> {
  // Gray comes to 60 times its brightness. A step is 7843, so that in 8 bit, by hand, it
  // comes to 7850 times.
  await Deno.writeFile(
    `${folder}/weights.bin`,
    new Uint8Array(Float32Array.of(1e6, -999_940, 0, -30).buffer),
  );
}
