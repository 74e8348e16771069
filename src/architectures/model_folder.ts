import * as tf from "@tensorflow/tfjs";
import { InputError, messageOf, type Row } from "../base/mod.ts";
import { normalizations } from "../images/mod.ts";
import { computeInIntegers, INTEGER_FILE } from "./integer_network.ts";
import { type Card, WEIGHT_TYPES } from "./card.ts";
import { readWeights } from "./read_weights.ts";
import { countBytes, expectManifest } from "./weights_manifest.ts";
import { writeTogether } from "./write_together.ts";
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
  /** What computes its predictions, in words, where the engine in use does not. */
  readonly computedBy?: string;
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
    typeof threshold === "number" &&
    (WEIGHT_TYPES as readonly unknown[]).includes(weights?.type);
  if (isRight) return json as Card;
  throw new InputError(
    `Expected input.size, input.normalization (${
      normalizations.join(" or ")
    }), threshold and weights.type (${WEIGHT_TYPES.join(" or ")}) but found ${
      JSON.stringify({ input, threshold, weights })
    }`,
    { path },
  );
}

/**
 * Reads a model's files without building the network.
 *
 * @param nameOrPath a name in `models/`, or a folder
 * @throws {InputError} if a file is missing, not JSON, not as long as the manifest says,
 *   or outside the folder, or a weight is not finite, of an unknown type, or there twice
 */
export async function readStoredModel(nameOrPath: string): Promise<StoredModel> {
  const path = await folderOf(nameOrPath);
  const json = await readJson(`${path}/model.json`) as Partial<tf.io.ModelJSON> | null;
  const { modelTopology, weightsManifest } = json ?? {};
  if (
    !modelTopology || typeof modelTopology !== "object" || weightsManifest === undefined
  ) {
    throw new InputError(
      "Expected an object with modelTopology and weightsManifest but found neither or one",
      { path: `${path}/model.json` },
    );
  }
  const groups = expectManifest(weightsManifest, `${path}/model.json`);
  return {
    path,
    card: expectCard(await readJson(`${path}/card.json`), `${path}/card.json`),
    history: await readJson(`${path}/history.json`) as Row[],
    artifacts: {
      modelTopology,
      ...await readWeights(path, groups),
    },
  };
}

/**
 * Loads a trained model. One that is computed in 8 bit predicts with ONNX Runtime,
 * whatever engine is in use.
 *
 * @param nameOrPath a name in `models/`, such as `unet-small`, or a folder
 * @throws {InputError} as {@linkcode readStoredModel}, or if the weights and the network
 *   do not fit together, or ONNX Runtime is wanted and cannot be loaded
 */
export async function loadModel(nameOrPath: string): Promise<Model> {
  const { artifacts, ...stored } = await readStoredModel(nameOrPath);
  const network = await tf.loadLayersModel(tf.io.fromMemory(artifacts)).catch((cause) => {
    throw new InputError(
      `Expected a network that TensorFlow.js can build but found: ${messageOf(cause)}`,
      { path: `${stored.path}/model.json`, cause },
    );
  });
  const integers = stored.card.weights.type === "int8"
    ? await computeInIntegers(network, stored.path).catch((error) => {
      network.dispose();
      throw error;
    })
    : undefined;
  const dispose = () => {
    integers?.dispose();
    network.dispose();
  };
  const by = integers && { computedBy: integers.words };
  return { ...stored, network, ...by, dispose };
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

/** What goes into a model's folder. */
export interface NewModel extends Omit<StoredModel, "path"> {
  /** The network in 8-bit integers, for `model.onnx`; none where left out. */
  readonly integers?: Uint8Array | undefined;
}

/**
 * Writes a model's folder: `weights.bin`, `history.json`, `card.json`, and
 * last `model.json`, by which a folder counts as a model. What was there before is
 * replaced once all is written.
 *
 * @throws {InputError} if the weights are not as long as their specs say
 */
export async function writeModel(
  path: string,
  { artifacts, card, history, integers }: NewModel,
): Promise<void> {
  const { modelTopology, weightSpecs = [], weightData } = artifacts;
  const bytes = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData!));
  const expected = weightSpecs.reduce((sum, spec) => sum + countBytes(spec), 0);
  if (bytes.length !== expected) {
    throw new InputError(
      `Expected ${expected} bytes of weights but found ${bytes.length}`,
      { path },
    );
  }
  const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  await writeTogether(path, {
    "weights.bin": bytes,
    ...integers && { [INTEGER_FILE]: integers },
    "history.json": pretty(history),
    "card.json": pretty({
      ...card,
      weights: { ...card.weights, bytes: (integers ?? bytes).length },
    }),
    "model.json": JSON.stringify({
      format: "layers-model",
      generatedBy: `TensorFlow.js tfjs-layers v${tf.version_layers}`,
      convertedBy: null,
      modelTopology,
      weightsManifest: [{ paths: ["weights.bin"], weights: weightSpecs }],
    }),
  });
}
