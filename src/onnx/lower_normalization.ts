import type { OnnxGraph, OnnxNode, OnnxTensor } from "./graph.ts";

const isConvolution = ({ operator }: OnnxNode) => operator === "Conv";

/** The kernel and bias that do what a convolution and a batch normalisation do. */
function fold(
  kernel: OnnxTensor,
  bias: OnnxTensor | undefined,
  [gamma, beta, mean, variance]: readonly OnnxTensor[],
  epsilon: number,
): { kernel: OnnxTensor; bias: OnnxTensor } {
  const [outputs = 1] = kernel.dims;
  const each = kernel.values.length / outputs;
  const at = (tensor: OnnxTensor | undefined, channel: number) =>
    Number(tensor?.values[channel] ?? 0);
  const factors = Float64Array.from(
    { length: outputs },
    (_, c) => at(gamma, c) / Math.sqrt(at(variance, c) + epsilon),
  );
  return {
    kernel: {
      dims: kernel.dims,
      values: Float32Array.from(
        kernel.values as Float32Array,
        (value, i) => value * factors[Math.floor(i / each)]!,
      ),
    },
    bias: {
      dims: [outputs],
      values: Float32Array.from(
        factors,
        (factor, c) => (at(bias, c) - at(mean, c)) * factor + at(beta, c),
      ),
    },
  };
}

/**
 * The graph with each batch normalisation that comes straight after a convolution folded
 * into its kernel and bias, up to rounding the same.
 */
export function lowerNormalizations(graph: OnnxGraph): OnnxGraph {
  const initializers = new Map(graph.initializers);
  const readers = (value: string) =>
    graph.nodes.filter(({ inputs }) => inputs.includes(value)).length +
    Number(graph.outputs.some(({ name }) => name === value));
  const makers = new Map(graph.nodes.map((node) => [node.outputs[0]!, node]));
  /** Convolutions by the normalisation that takes them in. */
  const folded = new Map<OnnxNode, OnnxNode>();
  for (const node of graph.nodes) {
    const [value, ...statistics] = node.inputs;
    const maker = makers.get(value ?? "");
    if (
      node.operator === "BatchNormalization" && maker !== undefined &&
      isConvolution(maker) && readers(value!) === 1 &&
      [maker.inputs[1]!, ...statistics].every((name) => initializers.has(name))
    ) folded.set(node, maker);
  }
  const gone = new Set(folded.values());
  const nodes = graph.nodes.flatMap((node): OnnxNode[] => {
    if (gone.has(node)) return [];
    const convolution = folded.get(node);
    if (convolution === undefined) return [node];
    const epsilon = node.attributes?.["epsilon"];
    const { kernel, bias } = fold(
      initializers.get(convolution.inputs[1]!)!,
      initializers.get(convolution.inputs[2] ?? ""),
      node.inputs.slice(1).map((name) => initializers.get(name)!),
      epsilon !== undefined && "float" in epsilon ? epsilon.float : 1e-5,
    );
    const names = [
      `${convolution.name}:folded_kernel`,
      `${convolution.name}:folded_bias`,
    ];
    initializers.set(names[0]!, kernel).set(names[1]!, bias);
    return [{
      ...convolution,
      inputs: [convolution.inputs[0]!, ...names],
      outputs: node.outputs,
    }];
  });
  return { ...graph, nodes, initializers };
}
