import * as tf from "@tensorflow/tfjs";
import { InputError, messageOf } from "../base/mod.ts";
import { normalizations } from "../images/mod.ts";
import { type Card, WEIGHT_TYPES } from "./card.ts";
import { expectWeights } from "./check_weights.ts";
import { expectManifest, type WeightsGroup } from "./weights_manifest.ts";
// Known by then to those that build a network with it.
import "./self_attention.ts";

/** What makes a trained network, wherever its files were read from. */
export interface ModelParts {
  readonly card: Card;
  readonly artifacts: tf.io.ModelArtifacts;
}

/** How a model's files are read, by their names in its folder. */
export interface ModelFiles {
  /** The folder or address, for errors. */
  readonly path: string;
  readText(file: string): Promise<string>;
  readBytes(file: string): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * Reads one of a model's JSON files.
 *
 * @throws {InputError} if it cannot be read, or is not JSON
 */
export async function readModelJson(files: ModelFiles, file: string): Promise<unknown> {
  try {
    return JSON.parse(await files.readText(file));
  } catch (cause) {
    throw new InputError(`Expected a model's JSON but found: ${messageOf(cause)}`, {
      path: `${files.path}/${file}`,
      cause,
    });
  }
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

/** Some files' bytes, one behind the other. */
async function readGroup(files: ModelFiles, group: WeightsGroup): Promise<ArrayBuffer> {
  const parts = await Promise.all(group.paths.map((file) => files.readBytes(file)));
  const bytes = await new Blob(parts).arrayBuffer();
  expectWeights(bytes, group, `${files.path}/${group.paths.join(", ")}`);
  return bytes;
}

/**
 * Reads what makes a trained network, and checks it: of a folder, or, in a browser, of
 * an address.
 *
 * @throws {InputError} if a file is missing, not JSON, not as long as the manifest says,
 *   or outside the folder, or a weight is not finite, of an unknown type, or there twice
 *
 * @example
 * ```ts
 * import { readModelParts } from "#karyon";
 * const path = "models/unet-small";
 * const { card } = await readModelParts({
 *   path,
 *   readText: (file) => Deno.readTextFile(`${path}/${file}`),
 *   readBytes: (file) => Deno.readFile(`${path}/${file}`),
 * });
 * if (card.name !== "unet-small") throw new Error(card.name);
 * ```
 */
export async function readModelParts(files: ModelFiles): Promise<ModelParts> {
  const path = `${files.path}/model.json`;
  const json = await readModelJson(files, "model.json") as
    | Partial<tf.io.ModelJSON>
    | null;
  const { modelTopology, weightsManifest } = json ?? {};
  if (
    !modelTopology || typeof modelTopology !== "object" || weightsManifest === undefined
  ) {
    throw new InputError(
      "Expected an object with modelTopology and weightsManifest but found neither or one",
      { path },
    );
  }
  const groups = expectManifest(weightsManifest, path);
  const card = expectCard(
    await readModelJson(files, "card.json"),
    `${files.path}/card.json`,
  );
  const parts = await Promise.all(groups.map((group) => readGroup(files, group)));
  return {
    card,
    artifacts: {
      modelTopology,
      weightSpecs: groups.flatMap(({ weights }) => weights),
      weightData: parts.length === 1 ? parts[0]! : await new Blob(parts).arrayBuffer(),
    },
  };
}

/**
 * Builds a network from its parts, on the engine in use.
 *
 * @param path of the model, for the error
 * @throws {InputError} if the weights and the network do not fit together
 *
 * @example
 * ```ts
 * import { buildFromParts, readStoredModel, useEngine } from "#karyon";
 * await useEngine();
 * const parts = await readStoredModel("unet-small");
 * const network = await buildFromParts(parts, parts.path);
 * if (network.countParams() !== parts.card.parameters) throw new Error();
 * network.dispose();
 * ```
 */
export async function buildFromParts(
  { artifacts }: Pick<ModelParts, "artifacts">,
  path: string,
): Promise<tf.LayersModel> {
  try {
    return await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  } catch (cause) {
    throw new InputError(
      `Expected a network that TensorFlow.js can build but found: ${messageOf(cause)}`,
      { path: `${path}/model.json`, cause },
    );
  }
}
