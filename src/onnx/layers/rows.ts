import { addActivation, nameBefore } from "./activations.ts";
import { addWeight, type ConvertLayer, refuse } from "./layer.ts";

/** Layers of rows of numbers, one an image, and the ways between them and maps. */
export const rows: Readonly<Record<string, ConvertLayer>> = {
  Dense: (layer, graph) => {
    const { name, inputs, shapes: [shape], weights: [kernel, bias] } = layer;
    if (shape!.length !== 2) refuse(layer, "an input [batch, units]", shape);
    const product = graph.add("Gemm", nameBefore(layer), [
      inputs[0]!,
      addWeight(graph, `${name}/kernel`, kernel!),
      ...(bias === undefined ? [] : [addWeight(graph, `${name}/bias`, bias)]),
    ]);
    return addActivation(layer, graph, product);
  },
  Flatten: (layer, graph) => {
    const { name, inputs, shapes: [shape] } = layer;
    // The weights behind it count the numbers of a map with its channels last.
    const input = shape!.length === 4
      ? graph.add("Transpose", `${name}/channels_last`, inputs, {
        perm: { ints: [0, 2, 3, 1] },
      })
      : inputs[0]!;
    return graph.add("Flatten", name, [input], { axis: { int: 1 } });
  },
  Reshape: (layer, graph) => {
    const { name, inputs, shapes: [shape], config } = layer;
    const target = config["targetShape"] as number[];
    const [height, width, channels] = target;
    if (shape!.length !== 2 || target.length !== 3 || target.some((side) => side < 1)) {
      refuse(layer, "an input [batch, units] and a target [height, width, channels]", {
        input: shape,
        target,
      });
    }
    const isPixel = height === 1 && width === 1;
    // 0 stands for the length that the input has there: the batch.
    const lengths = isPixel ? [0, channels!, 1, 1] : [0, ...target];
    const map = graph.add("Reshape", isPixel ? name : `${name}/channels_last`, [
      inputs[0]!,
      graph.lengths(`${name}/shape`, lengths),
    ]);
    return isPixel
      ? map
      : graph.add("Transpose", name, [map], { perm: { ints: [0, 3, 1, 2] } });
  },
};
