import { InputError } from "../base/mod.ts";
import { type ActivationRange, quantizationOf } from "./activation_range.ts";
import type { OnnxNode, OnnxTensor } from "./graph.ts";
import { quantizeKernel } from "./quantize_kernel.ts";

/**
 * Writes nodes and constants of a graph whose values are partly in integers. Names are made
 * with a colon, which no layer has in its own.
 */
export class IntegerWriter {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: Map<string, OnnxTensor>;
  private readonly written = new Set<string>();

  constructor(
    constants: ReadonlyMap<string, OnnxTensor>,
    private readonly ranges: ReadonlyMap<string, ActivationRange>,
    private readonly roots: ReadonlyMap<string, string>,
  ) {
    this.initializers = new Map(constants);
  }

  private add(
    operator: string,
    output: string,
    inputs: readonly string[],
    axis?: number,
  ) {
    this.nodes.push({
      operator,
      name: `${output}:${operator}`,
      inputs,
      outputs: [output],
      ...(axis === undefined ? {} : { attributes: { axis: { int: axis } } }),
    });
    return output;
  }

  /** The scale of a value; its unit and its 0 become constants. */
  private unitOf(value: string): { scale: number; names: [string, string] } {
    const root = this.roots.get(value) ?? value;
    const range = this.ranges.get(root);
    if (range === undefined) {
      throw new InputError(`Expected a range for "${root}" but found none`);
    }
    const { scale, zeroPoint } = quantizationOf(range, root);
    const names: [string, string] = [`${root}:scale`, `${root}:zero_point`];
    this.initializers.set(names[0], { dims: [], values: Float32Array.of(scale) });
    this.initializers.set(names[1], { dims: [], values: Uint8Array.of(zeroPoint) });
    return { scale, names };
  }

  /** A value in integers, rounded here where it is not yet there. */
  integer(value: string, real = value): string {
    const name = `${value}:integer`;
    if (!this.written.has(name)) {
      this.written.add(name);
      this.add("QuantizeLinear", name, [real, ...this.unitOf(value).names]);
    }
    return name;
  }

  /** What an operator reads that is to compute in integers. */
  read(value: string): string {
    const name = `${value}:read`;
    if (!this.written.has(name)) {
      this.written.add(name);
      this.add("DequantizeLinear", name, [
        this.integer(value),
        ...this.unitOf(value).names,
      ]);
    }
    return name;
  }

  /** Adds an operator on reals that is rounded, so that runtimes have it in integers. */
  compute(node: OnnxNode, value: string) {
    const computed = `${value}:computed`;
    this.nodes.push({ ...node, outputs: [computed] });
    this.integer(value, computed);
    this.giveBack(value);
  }

  /** Adds an operator that takes integers and gives some of them. */
  pass(node: OnnxNode, value: string) {
    const name = `${value}:integer`;
    this.nodes.push({ ...node, outputs: [name] });
    this.written.add(name);
    this.giveBack(value);
  }

  /** A value that is there in integers, for readers in float32. */
  private giveBack(value: string) {
    this.add("DequantizeLinear", value, [
      this.integer(value),
      ...this.unitOf(value).names,
    ]);
  }

  /** A kernel and its bias in integers, as a convolution reads them. */
  weights(node: OnnxNode, largest: number): string[] {
    const [input, kernelName, biasName = ""] = node.inputs;
    const { scale: inputScale } = this.unitOf(input!);
    const { kernel, scales, bias } = quantizeKernel(
      this.initializers.get(kernelName!)!,
      this.initializers.get(biasName),
      node.name,
      { inputScale, largest },
    );
    const outputs = scales.dims[0]!;
    const part = `${node.name}:weights`;
    this.initializers.set(`${part}:integer`, kernel).set(`${part}:scale`, scales);
    const zeros = { dims: [outputs], values: new Int8Array(outputs) };
    this.initializers.set(`${part}:zero_point`, zeros);
    const names = [
      this.add(
        "DequantizeLinear",
        part,
        [`${part}:integer`, `${part}:scale`, `${part}:zero_point`],
        0,
      ),
    ];
    if (bias === undefined) return names;
    const own = `${node.name}:offset`;
    const values = Float32Array.from(
      scales.values as Float32Array,
      (s) => s * inputScale,
    );
    this.initializers.set(`${own}:integer`, bias);
    this.initializers.set(`${own}:scale`, { dims: [outputs], values });
    return [
      ...names,
      this.add("DequantizeLinear", own, [`${own}:integer`, `${own}:scale`], 0),
    ];
  }
}
