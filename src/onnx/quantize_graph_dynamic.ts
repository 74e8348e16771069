import type { OnnxModel, OnnxNode, OnnxTensor } from "./graph.ts";
import { dropUnread } from "./quantize_drop_unread.ts";
import { quantizeKernel } from "./quantize_kernel.ts";
import { lowerGraph } from "./quantize_plan.ts";

/** ONNX' number of the type float32, for Cast. */
const FLOAT32 = 1;

/**
 * Puts a graph's convolutions into 8 bit with ranges found while it runs ("dynamic"):
 * kernels as int8 with a scale for each output channel; what a convolution takes is
 * measured and rounded to uint8 for each batch; sums are int32 and become float32 again
 * before the bias is added. Needs no images beforehand, and computes all else in float32.
 *
 * @param model in float32, as `networkToOnnx()` gives it
 * @throws {InputError} if a weight is not a finite number
 *
 * @example
 * ```ts
 * import { buildUNet, networkToOnnx, quantizeGraphDynamic, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2, depth: 1 });
 * const { nodes } = quantizeGraphDynamic(networkToOnnx(network, { name: "unet" })).graph;
 * if (nodes.some(({ operator }) => operator === "Conv")) throw new Error();
 * network.dispose();
 * ```
 */
export function quantizeGraphDynamic(model: OnnxModel): OnnxModel {
  const lowered = lowerGraph(model);
  const initializers = new Map<string, OnnxTensor>(lowered.graph.initializers);
  const rounded = new Set<string>();
  const nodes = lowered.graph.nodes.flatMap((node): OnnxNode[] => {
    const [input = "", kernelName = "", biasName = ""] = node.inputs;
    const weights = initializers.get(kernelName), offset = initializers.get(biasName);
    if (
      node.operator !== "Conv" || weights === undefined ||
      (biasName !== "" && offset === undefined)
    ) return [node];

    const part = (name: string) => `${node.name}:${name}`;
    const { kernel, scales } = quantizeKernel(weights, undefined, node.name);
    // One a channel, beside maps of any height and width.
    const dims = [1, scales.dims[0]!, 1, 1];
    // Shifted by 128 to whole numbers from 0 on: ONNX Runtime has fast products of two
    // such, but not of a kernel with signs and what it slides over.
    const shifted = Uint8Array.from(kernel.values as Int8Array, (value) => value + 128);
    initializers.set(part("kernel_integer"), { dims: kernel.dims, values: shifted });
    initializers.set(part("kernel_zero_point"), { dims: [], values: Uint8Array.of(128) });
    initializers.set(part("kernel_scale"), { dims, values: scales.values });
    const add = (
      operator: string,
      output: string,
      inputs: readonly string[],
      attributes?: OnnxNode["attributes"],
    ): OnnxNode => ({
      operator,
      name: `${output}:${operator}`,
      inputs,
      outputs: [output],
      ...(attributes === undefined ? {} : { attributes }),
    });

    const [integer, scale, zeroPoint] = ["integer", "scale", "zero_point"]
      .map((name) => `${input}:${name}`) as [string, string, string];
    const isRounded = rounded.has(input);
    rounded.add(input);
    const output = node.outputs[0]!;
    const product = offset === undefined ? output : part("product");
    if (offset !== undefined) {
      initializers.set(part("offset"), { dims, values: offset.values });
    }
    return [
      ...(isRounded ? [] : [{
        operator: "DynamicQuantizeLinear",
        name: `${input}:DynamicQuantizeLinear`,
        inputs: [input],
        outputs: [integer, scale, zeroPoint],
      }]),
      add(
        "ConvInteger",
        part("sums"),
        [integer, part("kernel_integer"), zeroPoint, part("kernel_zero_point")],
        node.attributes,
      ),
      add("Cast", part("sums_real"), [part("sums")], { to: { int: FLOAT32 } }),
      add("Mul", part("unit"), [part("kernel_scale"), scale]),
      add("Mul", product, [part("sums_real"), part("unit")]),
      ...(offset === undefined ? [] : [add("Add", output, [product, part("offset")])]),
    ];
  });
  return { ...lowered, graph: dropUnread({ ...lowered.graph, nodes, initializers }) };
}
