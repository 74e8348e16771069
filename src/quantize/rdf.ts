import { stringify } from "yaml";
import { findArchitecture } from "../architectures/mod.ts";
import { InputError } from "../base/mod.ts";
import { splittingOf } from "../segment/mod.ts";
import { type ExportFacts, NORMALIZATION_WORDS, sizeInWords } from "./export_facts.ts";

/** Who made a model, and under which terms others may use it. */
export interface RdfOptions {
  /** Names. Nobody is named where left out; bioimage.io asks for at least one. */
  readonly authors?: readonly string[];
  /** By SPDX, such as `MIT`. None is named where left out; bioimage.io asks for one. */
  readonly license?: string;
}

/** The files beside the description, each with its SHA-256. */
export interface RdfFiles {
  readonly weights: RdfFile;
  readonly testInput: RdfFile;
  readonly testOutput: RdfFile;
  readonly documentation: RdfFile;
  readonly card: RdfFile;
}

/** A file by its name in the folder. */
export interface RdfFile {
  readonly source: string;
  readonly sha256: string;
}

/** The version of bioimage.io's description, whose older readers know all that it says. */
const FORMAT_VERSION = "0.5.4";

/** Where the images of the 2018 Data Science Bowl are described. */
const BBBC038 = {
  text:
    "Caicedo et al., Nucleus segmentation across imaging experiments: the 2018 Data " +
    "Science Bowl, Nature Methods 2019",
  doi: "10.1038/s41592-019-0612-7",
};

/** Our normalisations by bioimage.io's operations, on values of 0..255 or any other range. */
function preprocessing({ card }: ExportFacts) {
  const asFloat = { id: "ensure_dtype", kwargs: { dtype: "float32" } };
  if (card.input.normalization === "none") {
    return [asFloat, { id: "scale_linear", kwargs: { gain: 1 / 255, offset: 0 } }];
  }
  const isAlone = card.input.normalization === "stretch-channels";
  const kwargs = {
    axes: isAlone ? ["y", "x"] : ["channel", "y", "x"],
    min_percentile: 0.5,
    max_percentile: 99.8,
  };
  return [
    asFloat,
    { id: "scale_range", kwargs },
    { id: "clip", kwargs: { min: 0, max: 1 } },
    asFloat,
  ];
}

/** Only what bioimage.io allows in a name: at least five of a few characters. */
const nameFor = (name: string) =>
  `Karyon ${name.replaceAll(/[^A-Za-z0-9_+\- ()]/g, "-")}`.slice(0, 128);

/**
 * What bioimage.io wants to know of a model: the text of its `rdf.yaml`, the model
 * description of the zoo, version 0.5.
 *
 * Its operations say our normalisation but for one thing, which the description says
 * in words: an image of one value stays as it is.
 *
 * Source: https://github.com/bioimage-io/spec-bioimage-io, `model_descr_v0-5`.
 *
 * @param now when it was made
 * @throws {InputError} if an author's name or the license is empty
 */
export function describeForZoo(
  facts: ExportFacts,
  files: RdfFiles,
  options: RdfOptions = {},
  now = new Date(),
): string {
  const { card, maps, multiple, size } = facts;
  const { authors = [], license } = options;
  if ([...authors, license ?? "-"].some((text) => text.trim() === "")) {
    throw new InputError(
      "Expected names of authors and of a license but found an empty one",
    );
  }
  const { normalization } = card.input;
  const { training } = card;
  const length = size ?? { min: multiple, step: multiple };
  const likeInput = (axis: string) => ({
    type: "space",
    id: axis,
    size: { tensor_id: "image", axis_id: axis },
  });
  const channels = (names: readonly string[]) => ({
    type: "channel",
    id: "channel",
    channel_names: names,
  });
  const description = {
    format_version: FORMAT_VERSION,
    type: "model",
    name: nameFor(card.name),
    description:
      `Finds nuclei in microscopy images; ${card.architecture.name} with ${card.parameters} ` +
      `parameters. Normalisation: ${NORMALIZATION_WORDS[normalization]}. Size: ${
        sizeInWords(facts)
      }. A probability above ${card.threshold} is nucleus. ` +
      `Trained on: ${training.data}; ${training.train_images} images`,
    timestamp: now.toISOString(),
    ...(authors.length === 0 ? {} : { authors: authors.map((name) => ({ name })) }),
    ...(license === undefined ? {} : { license }),
    ...(training.data.includes("BBBC038") ? { cite: [BBBC038] } : {}),
    tags: ["nuclei", "segmentation", "microscopy", "2d", card.architecture.name],
    documentation: files.documentation,
    attachments: [files.card],
    inputs: [{
      id: "image",
      description: "RGB; gray three times",
      axes: [
        { type: "batch" },
        channels(["red", "green", "blue"]),
        { type: "space", id: "y", size: length },
        { type: "space", id: "x", size: length },
      ],
      data: { type: "float32" },
      preprocessing: preprocessing(facts),
      test_tensor: files.testInput,
    }],
    outputs: [{
      id: "probabilities",
      description: "Of each pixel, in 0..1",
      axes: [{ type: "batch" }, channels(maps), likeInput("y"), likeInput("x")],
      data: { type: "float32", range: [0, 1] },
      test_tensor: files.testOutput,
    }],
    weights: { onnx: { ...files.weights, opset_version: 17 } },
    config: {
      bioimageio: {
        architecture_description: architectureInWords(card.architecture.name),
        model_parameter_count: card.parameters,
        target_structure: ["nuclei"],
        task: "segmentation",
      },
      karyon: {
        normalization,
        fit: card.input.fit ?? "square",
        threshold: card.threshold,
        splitting: splittingOf(card),
      },
    },
  };
  // Written out where it comes twice: not every reader follows references.
  return stringify(description, { lineWidth: 90, aliasDuplicateObjects: false });
}

/** A network of one's own has no entry, and its name must do. */
function architectureInWords(name: string): string {
  try {
    return findArchitecture(name).description;
  } catch (error) {
    if (error instanceof InputError) return name;
    throw error;
  }
}
