import { InputError } from "../base/mod.ts";
import type { OnnxModel } from "./graph.ts";

/**
 * The same graph, with more of its float32 values as outputs, after those that it has.
 *
 * @throws {InputError} if no node of the graph gives such a value
 *
 * @example
 * ```ts
 * import { buildUNet, networkToOnnx, useEngine, withOutputs } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2 });
 * const model = networkToOnnx(network, { name: "unet" });
 * const first = model.graph.nodes[0]!.outputs[0]!;
 * if (withOutputs(model, [first]).graph.outputs[1]?.name !== first) throw new Error();
 * network.dispose();
 * ```
 */
export function withOutputs(model: OnnxModel, names: readonly string[]): OnnxModel {
  const { graph } = model;
  const given = new Set(graph.nodes.flatMap(({ outputs }) => outputs));
  const known = new Set(graph.outputs.map(({ name }) => name));
  const added = [...new Set(names)].filter((name) => !known.has(name));
  const unknown = added.find((name) => !given.has(name));
  if (unknown !== undefined) {
    throw new InputError(`Expected values of the graph but found "${unknown}"`);
  }
  const outputs = [...graph.outputs, ...added.map((name) => ({ name, dims: [] }))];
  return { ...model, graph: { ...graph, outputs } };
}
