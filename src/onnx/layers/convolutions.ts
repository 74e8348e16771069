import type { OnnxAttribute } from "../graph.ts";
import type { GraphBuilder } from "../graph_builder.ts";
import { addActivation, nameBefore } from "./activations.ts";
import { addWeight, type ConvertLayer, turnWeight, type UsedLayer } from "./layer.ts";
import { transposedAttributes, windowAttributes } from "./windows.ts";

/** Adds a convolution of some kind, its bias, and what comes behind it. */
function addConvolution(
  operator: "Conv" | "ConvTranspose",
  layer: UsedLayer,
  graph: GraphBuilder,
  kernel: { readonly dims: readonly number[]; readonly values: Float32Array },
  attributes: Readonly<Record<string, OnnxAttribute>>,
  kernelName = "kernel",
): string {
  const { name, weights: [, bias] } = layer;
  const inputs = [
    layer.inputs[0]!,
    graph.constant(`${name}/${kernelName}`, kernel.dims, kernel.values),
    ...(bias === undefined ? [] : [addWeight(graph, `${name}/bias`, bias)]),
  ];
  return addActivation(
    layer,
    graph,
    graph.add(operator, nameBefore(layer), inputs, attributes),
  );
}

/** Height and width of a kernel. */
function sizeOf({ weights: [kernel] }: UsedLayer): [number, number] {
  const [height, width] = kernel!.shape;
  return [height!, width!];
}

/** Convolutions of every kind. */
export const convolutions: Readonly<Record<string, ConvertLayer>> = {
  Conv2D: (layer, graph) =>
    addConvolution(
      "Conv",
      layer,
      graph,
      turnWeight(layer.weights[0]!, [3, 2, 0, 1]),
      windowAttributes(layer, sizeOf(layer)),
    ),
  DepthwiseConv2D: (layer, graph) => {
    const [height, width] = sizeOf(layer);
    const channels = layer.shapes[0]!.at(-1)!;
    // Each channel is a group, with as many kernels of its own as the multiplier says.
    const { dims, values } = turnWeight(layer.weights[0]!, [2, 3, 0, 1]);
    return addConvolution(
      "Conv",
      layer,
      graph,
      { dims: [dims[0]! * dims[1]!, 1, height, width], values },
      { ...windowAttributes(layer, [height, width]), group: { int: channels } },
      "depthwise_kernel",
    );
  },
  // The kernel holds outputs before inputs there, inputs before outputs here.
  Conv2DTranspose: (layer, graph) =>
    addConvolution(
      "ConvTranspose",
      layer,
      graph,
      turnWeight(layer.weights[0]!, [3, 2, 0, 1]),
      transposedAttributes(layer, sizeOf(layer)),
    ),
};
