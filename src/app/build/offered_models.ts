/** The models that the page offers, and the files that it needs of each. */
import { basename, join } from "node:path";
import { type Card, readStoredModel } from "../../architectures/mod.ts";
import { InputError } from "../../base/mod.ts";
import type { OfferedModel } from "../segmenter.ts";
import type { BuiltFile } from "./bundle.ts";

/** What the page offers where nothing else is asked for; the first is its default. */
export const offeredModels: readonly string[] = [
  "karyon-small-uint8",
  "karyon-small",
  "karyon-small-tuned",
  "unet-small-float16",
];

/** In words, for those of them that a sentence helps to choose. */
const TITLES: Readonly<Record<string, string>> = {
  "karyon-small-uint8": "Karyon's own network, the one to begin with.",
  "karyon-small":
    "As karyon-small-uint8, with weights of 16 bit: a larger download, results alike.",
  "karyon-small-tuned":
    "A larger one of the same kind, tuned to the images of the 2018 Data Science Bowl.",
  "unet-small-float16": "A small U-Net: the quickest, and coarser.",
};

/** Below it a kind of image is named as one that a model is weak at. */
const WEAK = 0.6;

/** The scores of a card that were not made with another way to tell nuclei apart. */
const scoresOf = ({ evaluations = [] }: Card) =>
  evaluations.find(({ protocol, splitting }) =>
    protocol === "held-out" && splitting === undefined
  );

/** What a person should know who looks at the scores. */
function limitsOf(card: Card): string[] {
  const { exposure, kinds = [] } = scoresOf(card) ?? {};
  const weak = kinds.filter(({ foreground_iou }) => foreground_iou < WEAK);
  return [
    ...(card.input.fit === "native"
      ? []
      : [`Squeezes every image to ${card.input.size} x ${card.input.size} pixels.`]),
    ...(weak.length === 0
      ? []
      : [`Less sure of nuclei that are ${weak.map(({ kind }) => kind).join(", ")}.`]),
    ...(exposure === undefined || exposure === "unseen"
      ? []
      : [`Its scores flatter it: the images that score it were ${exposure}.`]),
  ];
}

/** A model as the page's list has it. */
function describe(name: string, card: Card, bytes: number): OfferedModel {
  const { scores } = scoresOf(card) ?? {};
  const limits = limitsOf(card);
  const { foreground_iou, average_precision } = scores ?? {};
  return {
    name,
    title: TITLES[name] ?? `${card.architecture.name}, trained on ${card.training.data}.`,
    bytes,
    parameters: card.parameters,
    ...(foreground_iou === undefined ? {} : { foregroundIoU: foreground_iou }),
    ...(average_precision === undefined ? {} : { averagePrecision: average_precision }),
    ...(limits.length === 0 ? {} : { note: limits.join(" ") }),
  };
}

/** Files of a model's folder, as they go to the page. */
async function filesOf(path: string, name: string): Promise<BuiltFile[]> {
  const read = async (file: string) => ({
    path: `models/${name}/${file}`,
    bytes: await Deno.readFile(join(path, file)),
  });
  const json = await read("model.json");
  const { weightsManifest } = JSON.parse(new TextDecoder().decode(json.bytes)) as {
    weightsManifest: { paths: string[] }[];
  };
  const weights = weightsManifest.flatMap(({ paths }) => paths);
  return [json, ...await Promise.all(["card.json", ...weights].map(read))];
}

/**
 * Reads models for the page.
 *
 * @param names in `models/`, or folders; the first is the page's default
 * @returns their files, and `models/index.json`, which lists them
 * @throws {InputError} as the function `readStoredModel()`, or if none is asked for, two
 *   have the same name, or one is computed by ONNX Runtime, which the page lacks
 */
export async function offerModels(names: readonly string[]): Promise<BuiltFile[]> {
  if (names.length === 0) {
    throw new InputError("Expected the name of a model at least but found none");
  }
  const offered: OfferedModel[] = [];
  const files: BuiltFile[] = [];
  for (const nameOrPath of names) {
    const { path, card } = await readStoredModel(nameOrPath);
    const name = basename(path);
    if (card.weights.type === "int8") {
      throw new InputError(
        "Expected a model that TensorFlow.js computes but found one for ONNX Runtime",
        { path },
      );
    }
    if (offered.some((one) => one.name === name)) {
      throw new InputError(
        `Expected models of different names but found "${name}" twice`,
      );
    }
    const own = await filesOf(path, name);
    offered.push(
      describe(name, card, own.reduce((sum, { bytes }) => sum + bytes.length, 0)),
    );
    files.push(...own);
  }
  const index = new TextEncoder().encode(JSON.stringify(offered));
  return [{ path: "models/index.json", bytes: index }, ...files];
}
