import type { OnnxGraph, OnnxNode } from "./graph.ts";

/** The graph without nodes and constants that no output needs. */
export function dropUnread(graph: OnnxGraph): OnnxGraph {
  const read = new Set(graph.outputs.map(({ name }) => name));
  const nodes: OnnxNode[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((name) => read.has(name))) continue;
    node.inputs.forEach((name) => read.add(name));
    nodes.push(node);
  }
  const initializers = new Map(
    [...graph.initializers].filter(([name]) => read.has(name)),
  );
  return { ...graph, nodes: nodes.reverse(), initializers };
}
