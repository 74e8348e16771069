import * as tf from "@tensorflow/tfjs";
import { InputError, type Row } from "../base/mod.ts";
import type { Card } from "./card.ts";
import { computeInIntegers, INTEGER_FILE } from "./integer_network.ts";
import {
  buildFromParts,
  type ModelFiles,
  readModelJson,
  readModelParts,
} from "./model_parts.ts";
import { readInside } from "./read_inside.ts";
import { countBytes } from "./weights_manifest.ts";
import { writeTogether } from "./write_together.ts";

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

/** The files of a folder. */
const filesOf = (path: string): ModelFiles => ({
  path,
  readText: (file) => Deno.readTextFile(`${path}/${file}`),
  readBytes: (file) => readInside(path, file),
});

/**
 * Reads a model's files without building the network.
 *
 * @param nameOrPath a name in `models/`, or a folder
 * @throws {InputError} if a file is missing, not JSON, not as long as the manifest says,
 *   or outside the folder, or a weight is not finite, of an unknown type, or there twice
 */
export async function readStoredModel(nameOrPath: string): Promise<StoredModel> {
  const path = await folderOf(nameOrPath);
  const files = filesOf(path);
  return {
    path,
    ...await readModelParts(files),
    history: await readModelJson(files, "history.json") as Row[],
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
  const network = await buildFromParts({ artifacts }, stored.path);
  const integers = stored.card.weights.type === "int8"
    ? await computeInIntegers(
      network,
      stored.path,
      stored.card.weights.bytes,
    ).catch((error) => {
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
