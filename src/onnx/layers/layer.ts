import type * as tf from "@tensorflow/tfjs";
import { InputError } from "../../base/mod.ts";
import type { GraphBuilder } from "../graph_builder.ts";

/** One use of a layer in a network. */
export interface UsedLayer {
  readonly name: string;
  /** Its class, such as `Conv2D`. */
  readonly type: string;
  readonly config: tf.serialization.ConfigDict;
  /** The names of its inputs in the graph, whose channels are the second axis. */
  readonly inputs: readonly string[];
  /** As TensorFlow.js has them, channels last. */
  readonly shapes: readonly tf.Shape[];
  /** As TensorFlow.js has them, in its order. */
  readonly weights: readonly tf.Tensor[];
}

/** Adds what a layer computes to the graph and names the result. */
export type ConvertLayer = (layer: UsedLayer, graph: GraphBuilder) => string;

/** @throws {InputError} always; tells what of the layer the graph cannot have */
export function refuse(
  { name, type }: UsedLayer,
  expected: string,
  found: unknown,
): never {
  throw new InputError(
    `Expected the layer "${name}" (${type}) to have ${expected} but found ${
      JSON.stringify(found)
    }`,
  );
}

/** A pair of numbers of a layer's configuration, height before width. */
export function pairOf(layer: UsedLayer, key: string): [number, number] {
  const value = layer.config[key];
  const pair = typeof value === "number" ? [value, value] : value;
  if (Array.isArray(pair) && pair.length === 2) return pair as [number, number];
  return refuse(layer, `${key} of two numbers`, value);
}

/** @throws {InputError} if a layer keeps its channels first */
export function expectChannelsLast(layer: UsedLayer): void {
  const { dataFormat = "channelsLast" } = layer.config;
  if (dataFormat !== null && dataFormat !== "channelsLast") {
    refuse(layer, "channelsLast", dataFormat);
  }
}

/** @throws {InputError} if an axis is none of a map's channels, or of a row's */
export function expectChannelAxis(layer: UsedLayer): void {
  const axes = [layer.config["axis"] ?? -1].flat();
  const last = layer.shapes[0]!.length - 1;
  if (axes.length !== 1 || (axes[0] !== -1 && axes[0] !== last)) {
    refuse(layer, "the channels as its axis", layer.config["axis"]);
  }
}

/** A weight's numbers, its axes in another order. */
export function turnWeight(
  weight: tf.Tensor,
  order: readonly number[],
): { dims: number[]; values: Float32Array } {
  const turned = weight.transpose([...order]);
  try {
    // A copy, as some engines lend the memory that they will use again.
    return { dims: turned.shape, values: turned.dataSync<"float32">().slice() };
  } finally {
    turned.dispose();
  }
}

/** A weight as a constant of the graph, `layer/weight`. */
export function addWeight(
  graph: GraphBuilder,
  name: string,
  weight: tf.Tensor,
  dims: readonly number[] = weight.shape,
): string {
  return graph.constant(name, dims, weight.dataSync<"float32">().slice());
}
