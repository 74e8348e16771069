import type { GraphBuilder } from "../graph_builder.ts";
import { type ConvertLayer, expectChannelAxis, refuse, type UsedLayer } from "./layer.ts";

/** TensorFlow.js lines up last axes, ONNX would line up others where ranks differ. */
function expectOneRank(layer: UsedLayer): void {
  const ranks = layer.shapes.map(({ length }) => length);
  if (new Set(ranks).size > 1) refuse(layer, "inputs of one rank", ranks);
}

/** Joins inputs two by two, as ONNX has it of sums and products. */
const pairwise = (operator: string): ConvertLayer => (layer, graph: GraphBuilder) => {
  expectOneRank(layer);
  const [first, ...others] = layer.inputs;
  return others.reduce(
    (joined, input, i) =>
      graph.add(
        operator,
        i === others.length - 1 ? layer.name : `${layer.name}/${i + 1}`,
        [joined, input],
      ),
    first!,
  );
};

/** Joins all inputs at once. */
const atOnce = (operator: string): ConvertLayer => (layer, graph) => {
  expectOneRank(layer);
  return graph.add(operator, layer.name, layer.inputs);
};

/** Layers that make one value of several. */
export const merges: Readonly<Record<string, ConvertLayer>> = {
  Add: pairwise("Add"),
  Multiply: pairwise("Mul"),
  Average: atOnce("Mean"),
  Maximum: atOnce("Max"),
  Minimum: atOnce("Min"),
  Concatenate: (layer, graph) => {
    expectChannelAxis(layer);
    return graph.add("Concat", layer.name, layer.inputs, { axis: { int: 1 } });
  },
};
