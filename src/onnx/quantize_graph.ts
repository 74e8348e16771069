import type { ActivationRange } from "./activation_range.ts";
import type { OnnxModel } from "./graph.ts";
import { dropUnread } from "./quantize_drop_unread.ts";
import { planQuantization } from "./quantize_plan.ts";
import { IntegerWriter } from "./quantize_writer.ts";

/** What stays in float32, and how fine weights are. */
export interface QuantizeGraphOptions {
  /**
   * Names of nodes, layers or weights that stay in float32, beside the convolutions that
   * give the outputs.
   */
  readonly keep?: readonly string[];
  /**
   * Weights in 7 bits, for processors without VNNI or its like: there, ONNX Runtime adds
   * two products of 8-bit weights in 16 bits, which may not suffice. Default false.
   */
  readonly reduceRange?: boolean;
}

/**
 * Puts a graph into 8 bit with ranges known beforehand ("static"): kernels as int8 with a
 * scale for each output channel, what flows between them as uint8, sums as int32.
 *
 * It is written with QuantizeLinear and DequantizeLinear around the operators of float32,
 * as ONNX has it; ONNX Runtime makes operators on integers of it when it opens the file,
 * and so do others. Batch normalisations are folded into convolutions, ReLUs into the
 * range before them, and transposed convolutions of squares that do not overlap become
 * 1 x 1 convolutions.
 *
 * @param model in float32, as `networkToOnnx()` gives it
 * @param ranges as {@linkcode calibrateActivations} finds them
 * @throws {InputError} if a range is missing or not finite, a weight is not finite, or
 *   the graph has no node of a name in `keep`
 *
 * @example
 * ```ts
 * import {
 *   buildUNet,
 *   calibrateActivations,
 *   networkToOnnx,
 *   quantizeGraph,
 *   useEngine,
 * } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2, depth: 1 });
 * const model = networkToOnnx(network, { name: "unet" });
 * const sample = { values: new Float32Array(192).fill(0.5), shape: [1, 8, 8, 3] } as const;
 * const ranges = await calibrateActivations(model, [sample]);
 * const { nodes } = quantizeGraph(model, ranges).graph;
 * if (!nodes.some(({ operator }) => operator === "QuantizeLinear")) throw new Error();
 * network.dispose();
 * ```
 */
export function quantizeGraph(
  model: OnnxModel,
  ranges: ReadonlyMap<string, ActivationRange>,
  options: QuantizeGraphOptions = {},
): OnnxModel {
  const { keep = [], reduceRange = false } = options;
  const { model: lowered, kinds, roots } = planQuantization(model, keep);
  const { graph } = lowered;
  const writer = new IntegerWriter(graph.initializers, ranges, roots);
  /** What a ReLU takes that is gone, by what it gives. */
  const folded = new Map(
    graph.nodes.filter((node) => kinds.get(node) === "folded")
      .map(({ inputs, outputs }) => [inputs[0]!, outputs[0]!]),
  );
  for (const node of graph.nodes) {
    const kind = kinds.get(node);
    const [input = "", ...others] = node.inputs, [output = ""] = node.outputs;
    if (kind === undefined) writer.nodes.push(node);
    else if (kind === "passes") {
      writer.pass({ ...node, inputs: [writer.integer(input), ...others] }, output);
    } else if (kind !== "folded") {
      const inputs = kind === "weights"
        ? [writer.read(input), ...writer.weights(node, reduceRange ? 63 : 127)]
        : node.inputs.map((name) => writer.read(name));
      writer.compute({ ...node, inputs }, folded.get(output) ?? output);
    }
  }
  const { nodes, initializers } = writer;
  return { ...lowered, graph: dropUnread({ ...graph, nodes, initializers }) };
}
