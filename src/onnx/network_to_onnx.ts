import type * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import type { OnnxModel, OnnxNode, OnnxValueInfo } from "./graph.ts";
import { startGraph } from "./graph_builder.ts";
import { converterOf } from "./layers/mod.ts";

/** The version of ONNX' operators, fixed: what reads it today will tomorrow. */
const OPSET = 17;

const INPUT = "image";

/** What a graph is called, and what it tells its reader. */
export interface NetworkToOnnxOptions {
  readonly name: string;
  readonly description?: string;
  /** For readers, by name; `metadata_props` of the file. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The output's name. Default `probabilities`. */
  readonly output?: string;
}

/** Lengths of a value with its channels second; those left open by their names. */
function describe(name: string, shape: tf.Shape): OnnxValueInfo {
  const [, ...rest] = shape;
  if (rest.length !== 3) return { name, dims: ["batch", ...rest as number[]] };
  const [height, width, channels] = rest;
  return { name, dims: ["batch", channels!, height ?? "height", width ?? "width"] };
}

function onlyOne(tensors: readonly tf.SymbolicTensor[], what: string): tf.SymbolicTensor {
  if (tensors.length === 1) return tensors[0]!;
  throw new InputError(`Expected a network of one ${what} but found ${tensors.length}`);
}

/** Gives a value another name wherever it occurs. */
function rename(nodes: readonly OnnxNode[], from: string, to: string): OnnxNode[] {
  const change = (names: readonly string[]) =>
    names.map((name) => name === from ? to : name);
  return nodes.map((node) => ({
    ...node,
    inputs: change(node.inputs),
    outputs: change(node.outputs),
  }));
}

/**
 * A network as a graph of ONNX, version 17 of the operators, that computes the same in
 * float32 for images of every size that the network takes.
 *
 * The input `image` is float32 `[batch, channels, height, width]`, as programs that
 * read such files expect it; the output, by default `probabilities`, is
 * `[batch, maps, height, width]`. Nodes and values have their layers' names; what comes
 * before a layer's own activation is `layer/linear`.
 *
 * @param network one input and one output, channels last
 * @throws {InputError} if a layer's class or one of its settings has no counterpart here
 *
 * @example
 * ```ts
 * import { buildUNet, encodeOnnx, networkToOnnx, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2 });
 * const model = networkToOnnx(network, { name: "small", metadata: { threshold: "0.5" } });
 * if (encodeOnnx(model).length < 4 * network.countParams()) throw new Error();
 * network.dispose();
 * ```
 */
export function networkToOnnx(
  network: tf.LayersModel,
  options: NetworkToOnnxOptions,
): OnnxModel {
  const { name, description, metadata = {}, output = "probabilities" } = options;
  const image = onlyOne(network.inputs, "input"),
    last = onlyOne(network.outputs, "output");
  const graph = startGraph([INPUT, output]);
  const values = new Map([[image.id, INPUT]]);

  /** The value's name, once all that it is made of is in the graph. */
  const valueOf = (tensor: tf.SymbolicTensor): string => {
    const known = values.get(tensor.id);
    if (known !== undefined) return known;
    const { sourceLayer } = tensor;
    const layer = {
      name: sourceLayer.name,
      type: sourceLayer.getClassName(),
      config: sourceLayer.getConfig(),
      inputs: tensor.inputs.map(valueOf),
      shapes: tensor.inputs.map(({ shape }) => shape),
      weights: sourceLayer.getWeights(),
    };
    const value = converterOf(layer)(layer, graph);
    values.set(tensor.id, value);
    return value;
  };

  let result = valueOf(last);
  // An output of its own, even of a network that gives back its input.
  if (result === INPUT) result = graph.add("Identity", "unchanged", [INPUT]);
  return {
    graph: {
      name,
      inputs: [describe(INPUT, image.shape)],
      outputs: [describe(output, last.shape)],
      nodes: rename(graph.nodes, result, output),
      initializers: graph.initializers,
    },
    opset: OPSET,
    metadata,
    ...(description === undefined ? {} : { description }),
  };
}
