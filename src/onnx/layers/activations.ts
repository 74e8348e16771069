import type { GraphBuilder } from "../graph_builder.ts";
import { type ConvertLayer, refuse, type UsedLayer } from "./layer.ts";

/** Operators of ONNX by TensorFlow.js' name of what they compute. */
const OPERATORS: Readonly<Record<string, string>> = {
  relu: "Relu",
  sigmoid: "Sigmoid",
  tanh: "Tanh",
  softmax: "Softmax",
};

/** What a layer's configuration says comes behind it. */
export function activationOf(layer: UsedLayer): string {
  const activation = layer.config["activation"] ?? "linear";
  if (activation === "linear" || Object.hasOwn(OPERATORS, activation as string)) {
    return activation as string;
  }
  return refuse(
    layer,
    `one of the activations linear, ${Object.keys(OPERATORS).join(", ")}`,
    activation,
  );
}

/** The name for what is computed before the activation, which itself has the layer's. */
export const nameBefore = (layer: UsedLayer) =>
  activationOf(layer) === "linear" ? layer.name : `${layer.name}/linear`;

/** Adds a layer's activation. */
export function addActivation(
  layer: UsedLayer,
  graph: GraphBuilder,
  value: string,
): string {
  const activation = activationOf(layer);
  if (activation === "linear") return value;
  // Over the channels: the last axis there, the second here.
  const attributes = activation === "softmax" ? { axis: { int: 1 } } : undefined;
  return graph.add(OPERATORS[activation]!, layer.name, [value], attributes);
}

/** Layers of an activation alone, and those that do nothing but in training. */
export const activations: Readonly<Record<string, ConvertLayer>> = {
  Activation: (layer, graph) => addActivation(layer, graph, layer.inputs[0]!),
  ReLU: (layer, graph) => {
    const { maxValue = null } = layer.config;
    if (maxValue !== null) refuse(layer, "no largest value", maxValue);
    return graph.add("Relu", layer.name, layer.inputs);
  },
  Dropout: ({ inputs }) => inputs[0]!,
};
