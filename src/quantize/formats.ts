import * as tf from "@tensorflow/tfjs";
import { computeWith, type Model, type StoredModel } from "../architectures/mod.ts";
import type { Dataset } from "../dataset/mod.ts";
import { encodeOnnx, networkToOnnx, openOnnxSession } from "../onnx/mod.ts";
import { integerGraph } from "./integer_graph.ts";
import { quantizeWeights } from "./quantize_weights.ts";

/** A way to store a network and to compute it. */
export interface Format {
  /** Unique among the formats. */
  readonly name: string;
  /** What the numbers of a weight are in the file. */
  readonly stored: "float32" | "float16" | "uint16" | "uint8" | "int8";
  /** What is multiplied. */
  readonly computed: "float32" | "bfloat16" | "int8";
  /** `engine` is the one in use, such as `native`. */
  readonly by: "engine" | "ONNX Runtime";
}

/** Every format, the one that others are compared with first of its `by`. */
export const formats = [
  { name: "float32", stored: "float32", computed: "float32", by: "engine" },
  { name: "float16", stored: "float16", computed: "float32", by: "engine" },
  { name: "uint16", stored: "uint16", computed: "float32", by: "engine" },
  { name: "uint8", stored: "uint8", computed: "float32", by: "engine" },
  { name: "bfloat16", stored: "float16", computed: "bfloat16", by: "engine" },
  { name: "float32, ONNX", stored: "float32", computed: "float32", by: "ONNX Runtime" },
  { name: "int8", stored: "int8", computed: "int8", by: "ONNX Runtime" },
  { name: "int8, dynamic", stored: "int8", computed: "int8", by: "ONNX Runtime" },
] as const satisfies readonly Format[];

/** One of {@linkcode formats}. */
export type FormatName = typeof formats[number]["name"];

/** A model in a format, ready to predict. */
export interface OpenFormat {
  readonly format: Format;
  readonly model: Model;
  /** Of the weights' file, or of the ONNX file. */
  readonly bytes: number;
}

const sizeOf = (data: tf.io.WeightData) =>
  tf.io.CompositeArrayBuffer.join(data).byteLength;

/**
 * Opens a model in a format, without writing anything.
 *
 * @param stored with weights of any type but `int8`; what they hold counts as float32
 * @param dataset some of its training images show the ranges for `int8`
 * @throws {InputError} if the weights cannot be put into the format
 */
export async function openFormat(
  stored: StoredModel,
  format: Format,
  dataset: Dataset,
): Promise<OpenFormat> {
  const { artifacts, card, history, path } = stored;
  const { stored: type } = format;
  const written = type === "float16" || type === "uint16" || type === "uint8"
    ? quantizeWeights(artifacts, { type })
    : artifacts;
  const network = await tf.loadLayersModel(tf.io.fromMemory(written));
  const opened: Model = {
    path,
    card,
    history,
    network,
    dispose: () => network.dispose(),
  };
  if (format.by === "engine") {
    const bytes = type === "float32"
      ? 4 * network.countParams()
      : sizeOf(written.weightData!);
    return { format, model: opened, bytes };
  }
  try {
    return await openInOnnx(opened, format, dataset);
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/** The same, computed by ONNX Runtime. */
async function openInOnnx(
  opened: Model,
  format: Format,
  dataset: Dataset,
): Promise<OpenFormat> {
  const { network, card } = opened;
  const activations = format.name === "int8, dynamic" ? "dynamic" : "static";
  const file = format.computed === "int8"
    ? (await integerGraph({ model: opened, dataset, activations })).bytes
    : encodeOnnx(networkToOnnx(network, { name: card.name }));
  const session = await openOnnxSession(file);
  computeWith(
    network,
    async (values, shape) => (await session.run(values, shape)).values,
  );
  const dispose = () => {
    network.dispose();
    void session.dispose();
  };
  const model: Model = { ...opened, computedBy: session.words, dispose };
  return { format, model, bytes: file.length };
}
