import * as tf from "@tensorflow/tfjs";
import { InputError, messageOf, type Row, writeBeside } from "../base/mod.ts";
import { normalizations } from "../images/mod.ts";
import type { Card } from "./card.ts";
// Known by then to those that load a network with it.
import "./self_attention.ts";

const MODELS = decodeURIComponent(new URL("../../models/", import.meta.url).pathname);

/** A trained model, read from its folder. */
export interface Model {
  /** The folder. */
  readonly path: string;
  readonly card: Card;
  readonly network: tf.LayersModel;
  /** One row an epoch, as training wrote it. */
  readonly history: readonly Row[];
  dispose(): void;
}

/** What a folder holds, before it becomes a network. */
export interface StoredModel {
  readonly path: string;
  readonly card: Card;
  readonly history: readonly Row[];
  readonly artifacts: tf.io.ModelArtifacts;
}

/** The names of the models that came with the project. */
export async function listModels(): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(MODELS)) {
    if (entry.isDirectory) names.push(entry.name);
  }
  return names.sort();
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    throw new InputError(`Expected a model's JSON but found: ${messageOf(cause)}`, {
      path,
      cause,
    });
  }
}

async function folderOf(nameOrPath: string): Promise<string> {
  for (const folder of [nameOrPath, `${MODELS}${nameOrPath}`]) {
    const found = await Deno.stat(`${folder}/model.json`).catch(() => undefined);
    if (found?.isFile) return folder.replace(/\/+$/, "");
  }
  throw new InputError(
    `Expected a folder with model.json, or one of ${
      (await listModels()).join(", ") || "no shipped models"
    }, but found neither`,
    { path: nameOrPath },
  );
}

/** Checks what predicting relies on; the rest of a card is for readers. */
function expectCard(json: unknown, path: string): Card {
  const { input, threshold, weights } = (json ?? {}) as Partial<Card>;
  const isRight = Number.isInteger(input?.size) && input!.size > 0 &&
    (normalizations as readonly unknown[]).includes(input!.normalization) &&
    [undefined, "square", "native"].includes(input!.fit) &&
    typeof threshold === "number" && typeof weights?.type === "string";
  if (isRight) return json as Card;
  throw new InputError(
    `Expected input.size, input.normalization (${
      normalizations.join(" or ")
    }), threshold and weights.type but found ${
      JSON.stringify({ input, threshold, weights })
    }`,
    { path },
  );
}

/** The bytes of all weight files, in the manifest's order. */
async function readWeights(
  folder: string,
  manifest: tf.io.WeightsManifestConfig,
): Promise<Pick<tf.io.ModelArtifacts, "weightSpecs" | "weightData">> {
  const files = manifest.flatMap(({ paths }) => paths);
  const parts = await Promise.all(
    files.map((file) =>
      Deno.readFile(`${folder}/${file}`).catch((cause) => {
        throw new InputError(`Expected weights but found: ${messageOf(cause)}`, {
          path: `${folder}/${file}`,
          cause,
        });
      })
    ),
  );
  const weightSpecs = manifest.flatMap(({ weights }) => weights);
  const weightData = await new Blob(parts).arrayBuffer();
  const expected = weightSpecs.reduce((sum, spec) => sum + bytesOf(spec), 0);
  if (weightData.byteLength !== expected) {
    throw new InputError(
      `Expected ${expected} bytes of weights in ${
        files.join(", ")
      } but found ${weightData.byteLength}`,
      { path: folder },
    );
  }
  return { weightSpecs, weightData };
}

const BYTES: Record<string, number> = {
  float32: 4,
  float16: 2,
  uint16: 2,
  uint8: 1,
  int32: 4,
};

function bytesOf({ shape, dtype, quantization }: tf.io.WeightsManifestEntry): number {
  return tf.util.sizeFromShape(shape) * (BYTES[quantization?.dtype ?? dtype] ?? NaN);
}

/**
 * Reads a model's files without building the network.
 *
 * @param nameOrPath a name in `models/`, or a folder
 * @throws {InputError} if a file is missing, not JSON, or the weights are not
 *   as long as the manifest says
 */
export async function readStoredModel(nameOrPath: string): Promise<StoredModel> {
  const path = await folderOf(nameOrPath);
  const json = await readJson(`${path}/model.json`) as tf.io.ModelJSON;
  if (!json.modelTopology || !Array.isArray(json.weightsManifest)) {
    throw new InputError(
      "Expected modelTopology and weightsManifest but found neither or one",
      {
        path: `${path}/model.json`,
      },
    );
  }
  return {
    path,
    card: expectCard(await readJson(`${path}/card.json`), `${path}/card.json`),
    history: await readJson(`${path}/history.json`) as Row[],
    artifacts: {
      modelTopology: json.modelTopology,
      ...await readWeights(path, json.weightsManifest),
    },
  };
}

/**
 * Loads a trained model.
 *
 * @param nameOrPath a name in `models/`, such as `unet-small`, or a folder
 * @throws {InputError} as {@linkcode readStoredModel}
 */
export async function loadModel(nameOrPath: string): Promise<Model> {
  const { artifacts, ...stored } = await readStoredModel(nameOrPath);
  const network = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  return { ...stored, network, dispose: () => network.dispose() };
}

/** A network's topology and float32 weights, as TensorFlow.js keeps them. */
export async function artifactsOf(
  network: tf.LayersModel,
): Promise<tf.io.ModelArtifacts> {
  let artifacts: tf.io.ModelArtifacts | undefined;
  await network.save(tf.io.withSaveHandler((given) => {
    artifacts = given;
    return Promise.resolve({
      modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(given),
    });
  }));
  return artifacts!;
}

/**
 * Writes a model's folder: `weights.bin`, `history.json`, `card.json`, and
 * last `model.json`, by which a folder counts as a model.
 */
export async function writeModel(
  path: string,
  { artifacts, card, history }: Omit<StoredModel, "path">,
): Promise<void> {
  const { modelTopology, weightSpecs, weightData } = artifacts;
  const bytes = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData!));
  const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  await writeBeside(`${path}/weights.bin`, bytes);
  await writeBeside(`${path}/history.json`, pretty(history));
  await writeBeside(
    `${path}/card.json`,
    pretty({ ...card, weights: { ...card.weights, bytes: bytes.length } }),
  );
  await writeBeside(
    `${path}/model.json`,
    JSON.stringify({
      format: "layers-model",
      generatedBy: `TensorFlow.js tfjs-layers v${tf.version_layers}`,
      convertedBy: null,
      modelTopology,
      weightsManifest: [{ paths: ["weights.bin"], weights: weightSpecs }],
    }),
  );
}
