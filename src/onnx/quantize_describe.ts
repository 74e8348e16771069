import type { OnnxModel, OnnxNode } from "./graph.ts";

/** Operators of one kind that compute in one type. */
export interface ComputationRow {
  readonly operator: string;
  readonly computed_in: "int8" | "float32";
  readonly nodes: number;
  /** Constants that they multiply with, biases left out. */
  readonly weights: number;
}

/** Steps between reals and integers, which compute nothing of the network's. */
const STEPS = new Set(["QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear"]);
const INTEGER = new Set(["ConvInteger", "MatMulInteger", "QLinearConv", "QLinearMatMul"]);
const WEIGHTED = new Set([
  "Conv",
  "ConvTranspose",
  "ConvInteger",
  "Gemm",
  "MatMul",
  "MatMulInteger",
]);

/**
 * What of a graph is computed in 8-bit integers and what in float32, by operators, most
 * weights first.
 *
 * An operator of float32 between DequantizeLinear and QuantizeLinear counts as int8:
 * runtimes that have it in integers, as ONNX Runtime does for all that
 * {@linkcode quantizeGraph} surrounds so, put it there.
 *
 * @example
 * ```ts
 * import { buildUNet, describeComputation, networkToOnnx, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2, depth: 1 });
 * const [first] = describeComputation(networkToOnnx(network, { name: "unet" }));
 * if (first?.operator !== "Conv" || first.computed_in !== "float32") throw new Error();
 * network.dispose();
 * ```
 */
export function describeComputation({ graph }: OnnxModel): ComputationRow[] {
  const makers = new Map(
    graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)),
  );
  const readers = new Map<string, OnnxNode[]>();
  for (const node of graph.nodes) {
    for (const name of node.inputs) {
      readers.set(name, [...readers.get(name) ?? [], node]);
    }
  }
  const isRounded = (node: OnnxNode) => {
    const after = node.outputs.flatMap((name) => readers.get(name) ?? []);
    return after.length > 0 &&
      after.every(({ operator }) => operator === "QuantizeLinear") &&
      node.inputs.every((name) => makers.get(name)?.operator === "DequantizeLinear");
  };
  const integers = new Set<OnnxNode>();
  /** Whether it takes integers as they are, such as the largest of some. */
  const takesIntegers = (node: OnnxNode): boolean => {
    const maker = makers.get(node.inputs[0] ?? "");
    return maker !== undefined &&
      (maker.operator === "QuantizeLinear" || integers.has(maker));
  };
  const rows = new Map<string, ComputationRow>();
  for (const node of graph.nodes) {
    if (STEPS.has(node.operator)) continue;
    const passes = takesIntegers(node);
    if (passes) integers.add(node);
    const isInteger = INTEGER.has(node.operator) || passes || isRounded(node);
    const computed_in = isInteger ? "int8" : "float32";
    const key = `${node.operator} ${computed_in}`;
    const row = rows.get(key) ?? {
      operator: node.operator,
      computed_in,
      nodes: 0,
      weights: 0,
    };
    const [, kernel = ""] = node.inputs;
    // Behind the step that makes a kernel real lies the kernel.
    const constant = makers.get(kernel)?.inputs[0] ?? kernel;
    const weights = WEIGHTED.has(node.operator)
      ? graph.initializers.get(constant)?.values.length ?? 0
      : 0;
    rows.set(key, { ...row, nodes: row.nodes + 1, weights: row.weights + weights });
  }
  return [...rows.values()].sort((a, b) => b.weights - a.weights || b.nodes - a.nodes);
}
