import type { Model } from "../architectures/mod.ts";
import { InputError, writeBeside } from "../base/mod.ts";
import { encodeOnnx, networkToOnnx } from "../onnx/mod.ts";
import { exportFacts, metadataOf } from "./export_facts.ts";
import { describeForReaders } from "./export_readme.ts";
import { encodeNpy } from "./npy.ts";
import { describeForZoo, type RdfFile, type RdfOptions } from "./rdf.ts";
import { testGraph } from "./test_tensors.ts";

/** How a model is exported. */
export interface ExportOnnxOptions extends RdfOptions {
  /** Writes over an exported model. Default false. */
  readonly overwrite?: boolean;
}

/** What was written. */
export interface ExportedOnnx {
  /** Names in the folder, `model.onnx` last. */
  readonly files: readonly string[];
  /** Of `model.onnx`. */
  readonly bytes: number;
  /** The largest difference of a probability to TensorFlow.js, on the test image. */
  readonly difference: number;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** What is written beside `model.onnx`. */
const OTHERS = [
  "README.md",
  "card.json",
  "rdf.yaml",
  "test_input.npy",
  "test_output.npy",
];

/**
 * Refuses a folder of which something would be lost.
 *
 * @throws {InputError} names the file
 */
async function refuseToLose(folder: string, overwrite: boolean): Promise<void> {
  const isThere = (name: string) =>
    Deno.stat(`${folder}/${name}`).then(() => true, () => false);
  // Its card would describe another network from then on, so not even where told to.
  if (await isThere("model.json")) {
    throw new InputError(
      "Expected no model of Karyon's own in the folder but found one",
      {
        path: `${folder}/model.json`,
      },
    );
  }
  for (const name of overwrite ? [] : ["model.onnx", ...OTHERS]) {
    if (!await isThere(name)) continue;
    const path = `${folder}/${name}`;
    const what = name === "model.onnx" ? "exported model" : "file of this name";
    throw new InputError(`Expected no ${what} but found one`, { path });
  }
}

/**
 * Writes a model for other programs: `model.onnx` (version 17 of ONNX's operators,
 * which says in its metadata how images are brought in and what comes out), the zoo
 * bioimage.io's description `rdf.yaml` with a `README.md` and a test image and its
 * result as `.npy`, and the model's `card.json`.
 *
 * The graph is run in ONNX Runtime first, on a drawn image: nothing is written unless
 * it computes what TensorFlow.js does, to 1e-4 of a probability. Weights are float32,
 * also of a model that is stored smaller.
 *
 * @param folder where the files go; made if it is not there
 * @throws {InputError} if the folder holds one of the files already, or a model of
 *   Karyon's own, the network has a
 *   layer that cannot be exported, ONNX Runtime computes something else, or its
 *   package cannot be loaded
 *
 * @example
 * ```ts
 * import { exportOnnx, loadModel, useEngine } from "#karyon";
 * await useEngine();
 * const model = await loadModel("unet-small");
 * const folder = await Deno.makeTempDir();
 * const { files } = await exportOnnx(model, folder, { license: "MIT" });
 * if (files.at(-1) !== "model.onnx") throw new Error(files.join());
 * model.dispose();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function exportOnnx(
  model: Model,
  folder: string,
  options: ExportOnnxOptions = {},
): Promise<ExportedOnnx> {
  const { overwrite = false, ...rdf } = options;
  const base = folder.replace(/\/+$/, "");
  await refuseToLose(base, overwrite);
  const facts = exportFacts(model);
  const metadata = {
    ...metadataOf(facts),
    ...(rdf.license === undefined ? {} : { license: rdf.license }),
  };
  const bytes = new Uint8Array(encodeOnnx(networkToOnnx(model.network, {
    name: model.card.name,
    description: "Finds nuclei in microscopy images; see the metadata for how to use it.",
    metadata,
  })));
  const { image, probabilities, side, difference } = await testGraph(model, facts, bytes);

  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  const add = async (
    source: string,
    content: string | Uint8Array<ArrayBuffer>,
  ): Promise<RdfFile> => {
    const whole = typeof content === "string"
      ? new TextEncoder().encode(content)
      : content;
    contents.set(source, whole);
    return { source, sha256: await sha256(whole) };
  };
  const files = {
    card: await add("card.json", `${JSON.stringify(model.card, null, 2)}\n`),
    documentation: await add("README.md", describeForReaders(facts)),
    testInput: await add("test_input.npy", encodeNpy(image, [1, 3, side, side])),
    testOutput: await add(
      "test_output.npy",
      encodeNpy(probabilities, [1, facts.maps.length, side, side]),
    ),
    weights: await add("model.onnx", bytes),
  };
  contents.delete("model.onnx");
  await add("rdf.yaml", describeForZoo(facts, files, rdf));
  // Last, so that a folder that has it has all.
  contents.set("model.onnx", bytes);
  for (const [name, content] of contents) {
    await writeBeside(`${base}/${name}`, content);
  }
  return { files: [...contents.keys()], bytes: bytes.length, difference };
}
