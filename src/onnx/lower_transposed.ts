import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor } from "./graph.ts";

const intsOf = (node: OnnxNode, name: string): readonly number[] | undefined => {
  const attribute = node.attributes?.[name];
  return attribute !== undefined && "ints" in attribute ? attribute.ints : undefined;
};

/** Side of the square that each place becomes, where squares do not overlap. */
function blockOf(node: OnnxNode, kernel: OnnxTensor | undefined): number | undefined {
  if (node.operator !== "ConvTranspose" || kernel?.dims.length !== 4) return undefined;
  const [, , height, width] = kernel.dims;
  const strides = intsOf(node, "strides") ?? [1, 1];
  const group = node.attributes?.["group"];
  const isPlain = (name: string, plain: number) =>
    (intsOf(node, name) ?? []).every((value) => value === plain);
  const fits = height === width && strides.every((stride) => stride === height) &&
    (group === undefined || ("int" in group && group.int === 1)) &&
    isPlain("pads", 0) && isPlain("dilations", 1) && isPlain("output_padding", 0) &&
    node.attributes?.["output_shape"] === undefined;
  return fits ? height : undefined;
}

/** `[inputs, outputs, block, block]` as `[outputs * block * block, inputs, 1, 1]`. */
function turnKernel({ dims, values }: OnnxTensor): OnnxTensor {
  const inputs = dims[0]!, rows = values.length / inputs;
  const turned = Float32Array.from(
    { length: values.length },
    (_, i) => Number(values[(i % inputs) * rows + Math.floor(i / inputs)]!),
  );
  return { dims: [rows, inputs, 1, 1], values: turned };
}

/**
 * The graph with each transposed convolution whose kernel is as large as its stride as a
 * 1 x 1 convolution to a channel for each place of the square, and a rearrangement: the
 * same sums, by an operator that runtimes have in 8 bit.
 *
 * The result has the transposed convolution's name, the 1 x 1 convolution's that with
 * `:squares` behind it.
 */
export function lowerTransposedConvolutions(graph: OnnxGraph): OnnxGraph {
  const initializers = new Map(graph.initializers);
  const nodes = graph.nodes.flatMap((node): OnnxNode[] => {
    const kernel = initializers.get(node.inputs[1] ?? "");
    const block = blockOf(node, kernel);
    if (block === undefined || kernel === undefined) return [node];
    const [input, , biasName] = node.inputs;
    const bias = initializers.get(biasName ?? "");
    if (biasName && bias === undefined) return [node];

    const part = `${node.name}:squares`;
    const names = [`${part}_kernel`];
    initializers.set(names[0]!, turnKernel(kernel));
    if (bias !== undefined) {
      names.push(`${part}_bias`);
      const values = Float32Array.from(
        { length: bias.values.length * block * block },
        (_, i) => Number(bias.values[Math.floor(i / (block * block))]!),
      );
      initializers.set(names[1]!, { dims: [values.length], values });
    }
    const one: OnnxAttribute = { ints: [1, 1] };
    return [
      {
        operator: "Conv",
        name: part,
        inputs: [input!, ...names],
        outputs: [part],
        attributes: { kernel_shape: one, strides: one },
      },
      {
        operator: "DepthToSpace",
        name: node.name,
        inputs: [part],
        outputs: node.outputs,
        attributes: { blocksize: { int: block }, mode: { string: "CRD" } },
      },
    ];
  });
  return { ...graph, nodes, initializers };
}
