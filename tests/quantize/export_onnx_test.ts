import {
  assertEquals,
  assertLess,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  type Card,
  decodeOnnx,
  exportOnnx,
  InputError,
  type Model,
  openOnnxSession,
  useEngine,
} from "#karyon";
import { encodeNpy } from "../../src/quantize/npy.ts";
import { withFolder } from "../support/temporary.ts";
import { brightnessModel, CARD } from "../support/tiny_model.ts";

/** The tiny model under another card. */
function modelWith(card: Partial<Card>): Model {
  return { ...brightnessModel(), card: { ...CARD, ...card } };
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name);

/** The numbers of a .npy file and its header, read by hand. */
async function readNpy(path: string): Promise<{ header: string; values: Float32Array }> {
  const bytes = await Deno.readFile(path);
  const start = 10 + new DataView(bytes.buffer).getUint16(8, true);
  return {
    header: new TextDecoder().decode(bytes.slice(10, start)),
    values: new Float32Array(bytes.slice(start).buffer),
  };
}

Deno.test("encodeNpy() writes what NumPy does", () => {
  const bytes = encodeNpy(Float32Array.of(1, -2), [2]);
  // numpy.save(file, numpy.array([1, -2], "float32"))
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
  assertEquals(bytes.length, 128 + 8);
  assertEquals([...bytes.slice(0, 10)], [0x93, 78, 85, 77, 80, 89, 1, 0, 118, 0]);
  assertEquals(
    new TextDecoder().decode(bytes.slice(10, 128)),
    `${header.padEnd(117)}\n`,
  );
  assertEquals([...bytes.slice(128)], [0, 0, 128, 63, 0, 0, 0, 192]);
});

Deno.test("exportOnnx() writes a graph that says how to use it, and what it gives", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    const model = modelWith({
      name: "bright",
      input: { size: 8, normalization: "stretch-channels", fit: "native" },
      threshold: 0.25,
    });
    const out = `${folder}/deep/out`;
    const told = await exportOnnx(model, out, { license: "MIT", authors: ["A. B."] });
    assertEquals(names(out).sort(), [...told.files].sort());
    assertEquals(told.files.at(-1), "model.onnx");
    assertLess(told.difference, 1e-4);
    const bytes = await Deno.readFile(`${out}/model.onnx`);
    assertEquals(bytes.length, told.bytes);

    const { metadata } = decodeOnnx(bytes);
    assertEquals(
      ["name", "threshold", "maps", "input_fit", "input_multiple", "license"]
        .map((key) => metadata[key]),
      ["bright", "0.25", "nucleus", "native", "1", "MIT"],
    );
    assertEquals(metadata["input_normalization"], "stretch-channels");
    assertStringIncludes(
      metadata["input_normalization_words"]!,
      "each channel by itself",
    );
    assertEquals(JSON.parse(metadata["splitting"]!).method, "components");

    // What the files say of the drawn image, by hand: each channel stretched, then the
    // one convolution.
    const image = await readNpy(`${out}/test_input.npy`);
    assertStringIncludes(image.header, "(1, 3, 128, 128)");
    const stretched = [0, 1, 2].map((channel) => {
      const plane = image.values.slice(channel * 128 ** 2, (channel + 1) * 128 ** 2);
      // Its ends are flat, so that these are the percentiles too.
      const low = plane.reduce((a, b) => Math.min(a, b));
      const high = plane.reduce((a, b) => Math.max(a, b));
      return plane.map((value) => (value - low) / (high - low));
    });
    const wanted = stretched[0]!.map((red, i) =>
      1 / (1 + Math.exp(30 - 20 * (red + stretched[1]![i]! + stretched[2]![i]!)))
    );
    const { header, values } = await readNpy(`${out}/test_output.npy`);
    assertStringIncludes(header, "(1, 1, 128, 128)");
    const farthest = values.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - wanted[i]!)),
      0,
    );
    assertLess(farthest, 1e-4);
    // Neither all nucleus nor none.
    const nucleus = values.filter((value) => value > 0.25).length / values.length;
    assertEquals(nucleus > 0.01 && nucleus < 0.9, true);

    const session = await openOnnxSession(bytes);
    const gray = await session.run(Float32Array.of(0.5, 0.5, 0.5), [1, 1, 1, 3]);
    assertLess(Math.abs(gray.values[0]! - 0.5), 1e-5);
    await session.dispose();
    model.dispose();
  }));

Deno.test("exportOnnx() refuses a folder with a model unless told to overwrite it", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    const model = brightnessModel();
    await Deno.writeTextFile(`${folder}/model.onnx`, "mine");
    await assertRejects(() => exportOnnx(model, folder), InputError, "found one");
    assertEquals(await Deno.readTextFile(`${folder}/model.onnx`), "mine");
    assertEquals(names(folder), ["model.onnx"]);
    await Deno.remove(`${folder}/model.onnx`);
    await Deno.writeTextFile(`${folder}/README.md`, "mine");
    await assertRejects(
      () => exportOnnx(model, folder),
      InputError,
      "Expected no file of this name but found one",
    );
    // A model's own folder is not for that, whatever it is told.
    await Deno.writeTextFile(`${folder}/model.json`, "{}");
    await assertRejects(
      () => exportOnnx(model, folder, { overwrite: true }),
      InputError,
      "Expected no model of Karyon's own in the folder",
    );
    assertEquals(names(folder).sort(), ["README.md", "model.json"]);
    await Deno.remove(`${folder}/model.json`);
    // A card without a fit means squares of its size: 8 pixels here.
    await exportOnnx(model, `${folder}/`, { overwrite: true });
    const { header } = await readNpy(`${folder}/test_input.npy`);
    assertStringIncludes(header, "(1, 3, 8, 8)");
    model.dispose();
  }));

Deno.test("exportOnnx() writes nothing of a model that cannot be exported", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    const out = `${folder}/out`;
    const refuse = async (model: Model, words: string) => {
      await assertRejects(() => exportOnnx(model, out), InputError, words);
      assertEquals(names(folder), []);
      model.dispose();
    };
    const through = (channels: number, layer: tf.layers.Layer): Model => {
      const network = tf.sequential();
      network.add(tf.layers.inputLayer({ inputShape: [null, null, channels] }));
      network.add(layer);
      return { ...brightnessModel(), network };
    };
    // What it computes with is in its folder already, and its scores are of that.
    const weights = { type: "int8", bytes: 4 } as const;
    await refuse(modelWith({ weights }), "model.onnx other programs can read as it is");
    const head = { filters: 1, kernelSize: 1 } as const;
    await refuse(through(1, tf.layers.conv2d(head)), "RGB images but found 1 channels");
    await refuse(through(3, tf.layers.conv2d({ ...head, filters: 2 })), "found 2 maps");
    // The graph has its numbers, but they are none.
    const broken = brightnessModel();
    const bad = tf.tensor1d([NaN]);
    broken.network.layers[0]!.setWeights([broken.network.getWeights()[0]!, bad]);
    bad.dispose();
    await refuse(broken, "what TensorFlow.js does");
  }));
