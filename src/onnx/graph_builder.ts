import type { OnnxAttribute, OnnxNode, OnnxTensor } from "./graph.ts";

/** Nodes and constants of a graph while it is made; values go by their names. */
export interface GraphBuilder {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  /**
   * Adds an operator with one output.
   *
   * @param name of the node and of its output; made unique by a number behind it
   * @returns the output
   */
  add(
    operator: string,
    name: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ): string;
  /** Adds an operator with several outputs, `name_1`, `name_2`, ... */
  addMany(
    operator: string,
    name: string,
    inputs: readonly string[],
    outputs: number,
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ): string[];
  /** Adds float32 numbers. */
  constant(name: string, dims: readonly number[], values: Float32Array): string;
  /** Adds whole numbers of 64 bits, as ONNX has lengths. */
  lengths(name: string, values: readonly number[]): string;
}

/** @param taken names that no node may have */
export function startGraph(taken: readonly string[]): GraphBuilder {
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, OnnxTensor>();
  const names = new Set(taken);

  /** A layer that is used twice comes twice. */
  const unique = (name: string) => {
    let free = name;
    for (let n = 2; names.has(free); n++) free = `${name}_${n}`;
    names.add(free);
    return free;
  };
  const constant = (name: string, tensor: OnnxTensor) => {
    const own = unique(name);
    initializers.set(own, tensor);
    return own;
  };
  const push = (
    operator: string,
    name: string,
    inputs: readonly string[],
    outputs: string[],
    attributes: Readonly<Record<string, OnnxAttribute>> | undefined,
  ) => {
    nodes.push({
      operator,
      name,
      inputs,
      outputs,
      ...(attributes === undefined ? {} : { attributes }),
    });
    return outputs;
  };

  return {
    nodes,
    initializers,
    add(operator, name, inputs, attributes) {
      const own = unique(name);
      return push(operator, own, inputs, [own], attributes)[0]!;
    },
    addMany(operator, name, inputs, outputs, attributes) {
      const own = unique(name);
      const given = Array.from({ length: outputs }, (_, i) => unique(`${own}_${i + 1}`));
      return push(operator, own, inputs, given, attributes);
    },
    constant: (name, dims, values) => constant(name, { dims, values }),
    lengths: (name, values) =>
      constant(name, {
        dims: [values.length],
        values: BigInt64Array.from(values, BigInt),
      }),
  };
}
