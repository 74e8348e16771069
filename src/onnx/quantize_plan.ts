import { InputError } from "../base/mod.ts";
import type { OnnxGraph, OnnxModel, OnnxNode } from "./graph.ts";
import { lowerNormalizations } from "./lower_normalization.ts";
import { lowerTransposedConvolutions } from "./lower_transposed.ts";

/**
 * How a node is put into 8 bit: with `weights` or without it takes integers, computes in
 * wider ones and rounds; it `passes` integers on, the same or fewer; ReLU is `folded` into
 * the end of the range that comes before it.
 */
export type IntegerKind = "weights" | "computes" | "passes" | "folded";

/** What is put into 8 bit, and what has to be known for it. */
export interface QuantizationPlan {
  /** The same network, of operators that there are in 8 bit. */
  readonly model: OnnxModel;
  /** What becomes of nodes; others stay in float32. */
  readonly kinds: ReadonlyMap<OnnxNode, IntegerKind>;
  /** Values that have to be in integers, each with the one whose range it has. */
  readonly roots: ReadonlyMap<string, string>;
  /** Values whose ranges have to be known, whatever is kept. */
  readonly calibrated: readonly string[];
}

/** Operators that ONNX Runtime computes in 8 bit where what they take is in 8 bit. */
const COMPUTES = new Set(["Add", "Mul", "Concat", "GlobalAveragePool", "AveragePool"]);
/** And those that give back some of what they take. */
const PASSES = new Set(["MaxPool", "DepthToSpace", "Resize"]);

const stringOf = (node: OnnxNode, name: string) => {
  const attribute = node.attributes?.[name];
  return attribute !== undefined && "string" in attribute ? attribute.string : undefined;
};

const passes = (node: OnnxNode) =>
  PASSES.has(node.operator) &&
  // Means of neighbours are rounded down there.
  (node.operator !== "Resize" || (stringOf(node, "mode") ?? "nearest") === "nearest");

/** The operators of {@linkcode planQuantization}'s graph for a network. */
export function lowerGraph(model: OnnxModel): OnnxModel {
  const graph = lowerTransposedConvolutions(lowerNormalizations(model.graph));
  return { ...model, graph };
}

/** Convolutions from which an output is reached without another one. */
function lastConvolutions({ nodes, outputs }: OnnxGraph): Set<OnnxNode> {
  const last = new Set<OnnxNode>();
  const reached = new Set(outputs.map(({ name }) => name));
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => reached.has(name))) continue;
    if (node.operator === "Conv") last.add(node);
    else node.inputs.forEach((name) => reached.add(name));
  }
  return last;
}

/** The layer that a node is made of. */
const layerOf = ({ name }: OnnxNode) => name.replace(/(\/linear|:squares)$/, "");

/**
 * The layers that are meant by names of nodes, of layers or of their weights.
 *
 * @throws {InputError} if nothing in the graph has such a name
 */
function findLayers({ nodes }: OnnxGraph, names: readonly string[]): Set<string> {
  const makers = new Map(nodes.map((node) => [node.outputs[0], node]));
  return new Set(names.flatMap((wanted) => {
    const node = nodes.find((node) =>
      [node.name, layerOf(node), ...node.inputs.slice(1)].includes(wanted)
    );
    if (node !== undefined) {
      // Folded into the convolution before it, it is kept where that is.
      const maker = node.operator === "BatchNormalization" && makers.get(node.inputs[0]);
      return maker ? [layerOf(node), layerOf(maker)] : [layerOf(node)];
    }
    throw new InputError(`Expected names of nodes to keep but found "${wanted}"`);
  }));
}

/**
 * Chooses what of a graph is put into 8 bit: convolutions, and what lies between them.
 * Those that give the outputs stay in float32, whose last step decides on which side of a
 * threshold a pixel lies; so do weights of a few numbers an image (squeeze-and-excite),
 * attention, normalisations, and every operator that is not known.
 *
 * @param keep names of nodes, layers or weights that stay in float32
 * @throws {InputError} if the graph has no node of a name in `keep`
 */
export function planQuantization(
  original: OnnxModel,
  keep: readonly string[] = [],
): QuantizationPlan {
  const model = lowerGraph(original);
  const { nodes, initializers, outputs } = model.graph;
  const kept = findLayers(original.graph, keep);
  const last = lastConvolutions(model.graph);
  const readers = new Map<string, number>();
  for (
    const name of [
      ...nodes.flatMap((node) => node.inputs),
      ...outputs.map((o) => o.name),
    ]
  ) {
    readers.set(name, (readers.get(name) ?? 0) + 1);
  }

  const kinds = new Map<OnnxNode, IntegerKind>();
  const roots = new Map<string, string>();
  /** What a ReLU takes that is folded. */
  const folds: string[] = [];
  /** What computes a value whose rounding is still open to a ReLU after it. */
  const open = new Map<string, OnnxNode>();
  /** Values of few numbers: one a channel. */
  const means = new Set<string>();
  const need = (value: string) => {
    if (!roots.has(value)) roots.set(value, value);
  };
  for (const node of nodes) {
    const [value = ""] = node.inputs, [result = ""] = node.outputs;
    const real = node.inputs.filter((name) => name !== "" && !initializers.has(name));
    const isMean = node.operator === "GlobalAveragePool" ||
      real.length > 0 && real.every((name) => means.has(name));
    if (isMean) node.outputs.forEach((name) => means.add(name));
    if (kept.has(layerOf(node)) || last.has(node)) continue;

    if (node.operator === "Conv") {
      const constants = node.inputs.slice(1).filter((name) => name !== "");
      if (isMean || !constants.every((name) => initializers.has(name))) continue;
      kinds.set(node, "weights");
      need(value);
      need(result);
    } else if (node.operator === "Relu" && open.has(value) && readers.get(value) === 1) {
      kinds.set(node, "folded");
      folds.push(value);
      roots.delete(value);
      need(result);
      continue;
    } else if (passes(node) && roots.has(value)) {
      kinds.set(node, "passes");
      roots.set(result, roots.get(value)!);
      continue;
    } else if (
      COMPUTES.has(node.operator) && real.length === node.inputs.length &&
      real.some((name) => roots.has(name)) &&
      (!isMean || node.operator === "GlobalAveragePool")
    ) {
      kinds.set(node, "computes");
      real.forEach(need);
      need(result);
    } else continue;
    open.set(result, node);
  }
  // More than is read unless something is kept, whose readers then round what it gives.
  const calibrated = new Set([...roots.keys(), ...folds]);
  return { model, kinds, roots, calibrated: [...calibrated] };
}
