import { assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  artifactsOf,
  buildUNet,
  InputError,
  loadModel,
  readStoredModel,
  useEngine,
  writeModel,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { CARD, writeTinyModel } from "../support/tiny_model.ts";

Deno.test("a saved network predicts the same after loading", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    const network = buildUNet({ filters: 2, seed: 4 });
    const image = tf.randomUniform([1, 16, 24, 3], 0, 1, "float32", 1);
    const predict = (model: tf.LayersModel) =>
      tf.tidy(() => (model.predict(image) as tf.Tensor).dataSync());
    const history = [{ epoch: 1, loss: 0.5 }];
    await writeModel(folder, {
      artifacts: await artifactsOf(network),
      card: CARD,
      history,
    });
    const model = await loadModel(folder);
    assertEquals(predict(model.network), predict(network));
    assertEquals(model.history, history);
    assertEquals(model.card.weights.bytes, 4 * network.countParams());
    image.dispose();
    network.dispose();
    model.dispose();
  }));

Deno.test("writeModel() puts a network in integers beside the weights, where there is one", () =>
  withFolder(async (folder) => {
    await writeTinyModel(folder);
    const stored = await readStoredModel(folder);
    await writeModel(folder, { ...stored, integers: Uint8Array.of(7, 8) });
    assertEquals(await Deno.readFile(`${folder}/model.onnx`), Uint8Array.of(7, 8));
  }));

Deno.test("loadModel() and dispose() leave no tensor behind", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const before = tf.memory().numTensors;
    (await loadModel(folder)).dispose();
    assertEquals(tf.memory().numTensors, before);
  }));

Deno.test("loadModel() names a model that is not there", async () => {
  await assertRejects(() => loadModel("no-such-model"), InputError, "no-such-model");
});

Deno.test("loadModel() refuses files that are missing, cut short or no JSON, and names them", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const refused = (message: string) =>
      assertRejects(() => loadModel(folder), InputError, message);
    await Deno.writeTextFile(`${folder}/card.json`, "{");
    await refused("card.json");
    await Deno.writeTextFile(`${folder}/card.json`, '{"input":{"size":0}}');
    await refused('"size":0');
    await writeTinyModel(folder);
    await Deno.truncate(`${folder}/weights.bin`, 7);
    await refused(
      "weights.bin: Expected 16 bytes of weights but found 7: the file is cut",
    );
    await Deno.writeFile(`${folder}/weights.bin`, new Uint8Array(17));
    await refused("but found 17: the file is too long");
    await Deno.remove(`${folder}/weights.bin`);
    await refused("weights.bin: Expected");
    for (
      const json of ["{}", "[]", "null", "5", '{"modelTopology":1,"weightsManifest":[]}']
    ) {
      await Deno.writeTextFile(`${folder}/model.json`, json);
      await refused(
        "model.json: Expected an object with modelTopology and weightsManifest",
      );
    }
  }));

type Edit = (
  manifest: Record<string, unknown>[],
  kernel: Record<string, unknown>,
) => unknown;

/** What a person may find in `model.json`, and what they are told. */
const FAULTS: readonly (readonly [message: string, edit: Edit])[] = [
  ["weightsManifest to be a list but found {", () => ({})],
  ["objects in weightsManifest but found null", () => [null]],
  ["paths of weights but found []", (all) => [{ ...all[0], paths: [] }]],
  ["a list of weights but found nothing", (all) => [{ paths: all[0]!["paths"] }]],
  ["a name of each weight", (_, kernel) => void delete kernel["name"]],
  ["shape", (_, kernel) => void (kernel["shape"] = [1, 1, -3, 1])],
  ["shape", (_, kernel) => void (kernel["shape"] = [1, 1, 1.5, 1])],
  ["found [4294967296]", (_, kernel) => void (kernel["shape"] = [2 ** 32])],
  ["found nothing", (_, kernel) => void delete kernel["shape"]],
  ['found "float64"', (_, kernel) => void (kernel["dtype"] = "float64")],
  ['found "constructor"', (_, kernel) => void (kernel["dtype"] = "constructor")],
  ['found "int4"', (_, kernel) => void (kernel["quantization"] = { dtype: "int4" })],
  ["an object but found null", (_, kernel) => void (kernel["quantization"] = null)],
  [
    "float16 to stand for float32",
    (_, kernel) =>
      void Object.assign(kernel, {
        dtype: "int32",
        quantization: { dtype: "float16" },
      }),
  ],
  ...([
    ["scale above 0 but found nothing", { min: 0 }],
    ["scale above 0 but found 0", { min: 0, scale: 0 }],
    ["scale above 0 but found -1", { min: 0, scale: -1 }],
    // JSON knows neither NaN nor infinity; what is too large becomes the latter.
    ["scale above 0 but found null", { min: 0, scale: NaN }],
    ["min to be a number but found nothing", { scale: 1 }],
    ["min to be a number but found null", { scale: 1, min: Infinity }],
    ["numbers of single precision", { scale: 1e38, min: 0 }],
  ] as const).map(([message, numbers]): readonly [string, Edit] => [
    message,
    (_, kernel) => void (kernel["quantization"] = { dtype: "uint8", ...numbers }),
  ]),
  ["twice", (all) => [...all, ...all]],
  ...["../w.bin", "a/../../w.bin", "/w.bin", "a\\w.bin", "https://a.b/w.bin", ""].map(
    (path): readonly [string, Edit] => [
      `a file inside the folder but found ${JSON.stringify(path)}`,
      (all) => [{ ...all[0], paths: [path] }],
    ],
  ),
];

Deno.test("loadModel() refuses a manifest with a fault and says what was expected", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const path = `${folder}/model.json`;
    const text = await Deno.readTextFile(path);
    for (const [message, edit] of FAULTS) {
      const json = JSON.parse(text);
      const manifest = json.weightsManifest;
      json.weightsManifest = edit(manifest, manifest[0].weights[0]) ?? manifest;
      await Deno.writeTextFile(path, JSON.stringify(json));
      const error = await assertRejects(() => loadModel(folder), InputError, message);
      assertEquals(error.path, path, message);
    }
  }));

Deno.test("loadModel() refuses weights through a link that leads out of the folder", () =>
  withFolder(async (root) => {
    await useEngine("wasm");
    const folder = `${root}/model`;
    await writeTinyModel(folder);
    await Deno.rename(`${folder}/weights.bin`, `${folder}/other.bin`);
    await Deno.symlink(`${folder}/other.bin`, `${folder}/weights.bin`);
    (await loadModel(folder)).dispose();
    await Deno.rename(`${folder}/other.bin`, `${root}/other.bin`);
    await Deno.remove(`${folder}/weights.bin`);
    await Deno.symlink(`${root}/other.bin`, `${folder}/weights.bin`);
    await assertRejects(
      () => loadModel(folder),
      InputError,
      "weights.bin: Expected a file",
    );
  }));

Deno.test("loadModel() refuses weights that are infinite or none, and says which", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const path = `${folder}/weights.bin`;
    for (const value of [NaN, Infinity, -Infinity]) {
      await Deno.writeFile(path, new Uint8Array(Float32Array.of(1, 1, value, 1).buffer));
      await assertRejects(() => loadModel(folder), InputError, `found ${value} in`);
    }
    const json = JSON.parse(await Deno.readTextFile(`${folder}/model.json`));
    for (const spec of json.weightsManifest[0].weights) {
      spec.quantization = { dtype: "float16" };
    }
    await Deno.writeTextFile(`${folder}/model.json`, JSON.stringify(json));
    await Deno.writeFile(path, new Uint8Array(Float16Array.of(1, 2, 65504, -0).buffer));
    (await loadModel(folder)).dispose();
    await Deno.writeFile(path, new Uint8Array(Float16Array.of(1, 2, 3, NaN).buffer));
    await assertRejects(() => loadModel(folder), InputError, "number 1 of 1");
  }));

Deno.test("loadModel() reads weights from several files, and names a network that they do not fit", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const json = JSON.parse(await Deno.readTextFile(`${folder}/model.json`));
    const [kernel, bias] = json.weightsManifest[0].weights;
    json.weightsManifest = [
      { paths: ["a.bin", "b.bin"], weights: [kernel] },
      { paths: ["c.bin"], weights: [bias] },
    ];
    const bytes = await Deno.readFile(`${folder}/weights.bin`);
    await Deno.writeFile(`${folder}/a.bin`, bytes.slice(0, 5));
    await Deno.writeFile(`${folder}/b.bin`, bytes.slice(5, 12));
    await Deno.writeFile(`${folder}/c.bin`, bytes.slice(12));
    await Deno.writeTextFile(`${folder}/model.json`, JSON.stringify(json));
    const { network, dispose } = await loadModel(folder);
    assertEquals(network.getWeights().map((weight) => [...weight.dataSync()]), [
      [20, 20, 20],
      [-30],
    ]);
    dispose();
    kernel.shape = [3];
    await Deno.writeTextFile(`${folder}/model.json`, JSON.stringify(json));
    await assertRejects(() => loadModel(folder), InputError, "TensorFlow.js can build");
  }));

Deno.test("writeModel() leaves a model as it was, and nothing beside it, where it cannot write", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const stored = await readStoredModel(folder);
    const before = await Deno.readFile(`${folder}/weights.bin`);
    const short = { ...stored.artifacts, weightData: new ArrayBuffer(15) };
    await assertRejects(
      () => writeModel(folder, { ...stored, artifacts: short }),
      InputError,
      "Expected 16 bytes of weights but found 15",
    );
    // Cannot become JSON: other weights of the right length may not get there alone.
    const card = { ...CARD, seed: 1n } as unknown as typeof CARD;
    const zeros = { ...stored.artifacts, weightData: new ArrayBuffer(16) };
    await assertRejects(() => writeModel(folder, { ...stored, card, artifacts: zeros }));
    // A file where the folder should be.
    await assertRejects(() => writeModel(`${folder}/card.json`, stored));
    assertEquals(await Deno.readFile(`${folder}/weights.bin`), before);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "card.json",
      "history.json",
      "model.json",
      "weights.bin",
    ]);
  }));
