import type { GraphBuilder } from "../graph_builder.ts";
import {
  addWeight,
  type ConvertLayer,
  expectChannelAxis,
  type UsedLayer,
} from "./layer.ts";

/** The learned scale and offset, or those that change nothing. */
function scaleAndOffset(layer: UsedLayer, graph: GraphBuilder) {
  const { name, config, shapes } = layer;
  const channels = shapes[0]!.at(-1)!;
  const left = [...layer.weights];
  const take = (isThere: unknown, part: string, otherwise: number) => {
    const weight = isThere === false ? undefined : left.shift();
    return weight === undefined
      ? graph.constant(
        `${name}/${part}`,
        [channels],
        new Float32Array(channels).fill(otherwise),
      )
      : addWeight(graph, `${name}/${part}`, weight);
  };
  const scale = take(config["scale"], "gamma", 1);
  return { scale, offset: take(config["center"], "beta", 0), statistics: left };
}

const epsilonOf = ({ config }: UsedLayer) => ({
  float: Math.fround((config["epsilon"] as number | null | undefined) ?? 1e-3),
});

/** Normalisations of the values between layers. */
export const normalizations: Readonly<Record<string, ConvertLayer>> = {
  BatchNormalization: (layer, graph) => {
    expectChannelAxis(layer);
    const { scale, offset, statistics: [mean, variance] } = scaleAndOffset(layer, graph);
    return graph.add("BatchNormalization", layer.name, [
      layer.inputs[0]!,
      scale,
      offset,
      addWeight(graph, `${layer.name}/moving_mean`, mean!),
      addWeight(graph, `${layer.name}/moving_variance`, variance!),
    ], { epsilon: epsilonOf(layer) });
  },
  LayerNormalization: (layer, graph) => {
    expectChannelAxis(layer);
    const { name, inputs: [input], shapes: [shape] } = layer;
    const { scale, offset } = scaleAndOffset(layer, graph);
    const isMap = shape!.length === 4;
    const turn = (value: string, part: string, perm: readonly number[]) =>
      isMap ? graph.add("Transpose", part, [value], { perm: { ints: perm } }) : value;
    // ONNX normalises over last axes only, and channels are the last of a map there.
    const normalized = graph.add(
      "LayerNormalization",
      isMap ? `${name}/normalized` : name,
      [turn(input!, `${name}/channels_last`, [0, 2, 3, 1]), scale, offset],
      { axis: { int: -1 }, epsilon: epsilonOf(layer) },
    );
    return turn(normalized, name, [0, 3, 1, 2]);
  },
};
