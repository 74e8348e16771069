import { assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  artifactsOf,
  buildUNet,
  InputError,
  loadModel,
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

Deno.test("loadModel() refuses weights that are missing or too short, and a broken card", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    await Deno.writeTextFile(`${folder}/card.json`, "{");
    await assertRejects(() => loadModel(folder), InputError, "card.json");
    await Deno.writeTextFile(`${folder}/card.json`, '{"input":{"size":0}}');
    await assertRejects(() => loadModel(folder), InputError, '"size":0');
    await writeTinyModel(folder);
    await Deno.truncate(`${folder}/weights.bin`, 7);
    await assertRejects(() => loadModel(folder), InputError, "Expected 16 bytes");
    await Deno.remove(`${folder}/weights.bin`);
    await assertRejects(() => loadModel(folder), InputError, "weights.bin: Expected");
    await Deno.writeTextFile(`${folder}/model.json`, "{}");
    await assertRejects(() => loadModel(folder), InputError, "weightsManifest");
  }));
