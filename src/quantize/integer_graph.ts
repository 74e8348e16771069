import { type CardQuantization, loadModel, type Model } from "../architectures/mod.ts";
import { type Dataset, heldOutSplit, readSamples } from "../dataset/mod.ts";
import { prepareImage } from "../images/mod.ts";
import {
  calibrateActivations,
  encodeOnnx,
  networkToOnnx,
  quantizeGraph,
  quantizeGraphDynamic,
} from "../onnx/mod.ts";

/**
 * Where the ranges of what flows between layers come from: `static`, from images looked
 * at beforehand; `dynamic`, from each image while it is computed.
 */
export type Activations = "static" | "dynamic";

/** What to put into integers. */
export interface IntegerGraphOptions {
  /** A name in `models/`, or a folder; or a model. */
  readonly model: string | Model;
  /** Some of its training images, as `heldOutSplit()` has them, show the ranges. */
  readonly dataset: Dataset;
  readonly activations: Activations;
  /** Names of layers, or of their weights, that stay float32. */
  readonly keep?: readonly string[];
  /** Images that are looked at. Default 32. */
  readonly images?: number;
}

/** A network in integers. */
export interface IntegerGraph {
  /** An ONNX file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly facts: Pick<CardQuantization, "activations" | "calibration">;
}

/** So many of them, from the first to the last. */
function spread<T>(all: readonly T[], count: number): T[] {
  const few = Math.min(count, all.length);
  return Array.from({ length: few }, (_, i) => all[Math.floor(i * all.length / few)]!);
}

/**
 * Writes a network as a graph that ONNX Runtime computes in 8-bit integers.
 *
 * @throws {InputError} if the model cannot be read, or a layer of it has no counterpart
 */
export async function integerGraph(options: IntegerGraphOptions): Promise<IntegerGraph> {
  const { model: given, dataset, activations, keep = [], images = 32 } = options;
  const model = typeof given === "string" ? await loadModel(given) : given;
  const { network, card } = model;
  try {
    const graph = networkToOnnx(network, { name: card.name });
    if (activations === "dynamic") {
      const bytes = encodeOnnx(quantizeGraphDynamic(graph));
      return { bytes: bytes as Uint8Array<ArrayBuffer>, facts: { activations } };
    }
    const { train } = heldOutSplit(dataset);
    const ids = spread(train.ids, images);
    const { size } = card.input;
    const shape = [1, size, size, 3] as const;
    const ranges = await calibrateActivations(
      graph,
      async function* () {
        for await (const { image } of readSamples(train.set, ids)) {
          yield { values: prepareImage(image, card.input), shape };
        }
      }(),
    );
    const bytes = encodeOnnx(quantizeGraph(graph, ranges, { keep }));
    return {
      bytes: bytes as Uint8Array<ArrayBuffer>,
      facts: {
        activations,
        calibration: { data: dataset.description, split: "train", images: ids.length },
      },
    };
  } finally {
    if (typeof given === "string") model.dispose();
  }
}
