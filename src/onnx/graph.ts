/** The numbers of a tensor; ONNX's types float, int8, uint8, int32 and int64. */
export type OnnxValues =
  | Float32Array
  | Int8Array
  | Uint8Array
  | Int32Array
  | BigInt64Array;

/** A constant of a graph, such as a kernel. */
export interface OnnxTensor {
  /** Empty for a single number. */
  readonly dims: readonly number[];
  /** Row-major. */
  readonly values: OnnxValues;
}

/** What a node is told besides its inputs; ONNX tells whole numbers from others. */
export type OnnxAttribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] };

/** One operator of a graph. */
export interface OnnxNode {
  /** As ONNX calls it, such as `Conv`. */
  readonly operator: string;
  /** Unique in the graph. */
  readonly name: string;
  /** Names of values; an empty one stands for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

/** An input or output of a graph, float32. */
export interface OnnxValueInfo {
  readonly name: string;
  /** Numbers, or names of lengths that are only known when it runs. */
  readonly dims: readonly (number | string)[];
}

/** What is computed: nodes in an order in which every input is there. */
export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  readonly nodes: readonly OnnxNode[];
  /** Constants by name. */
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
}

/** A file of the Open Neural Network Exchange format. */
export interface OnnxModel {
  readonly graph: OnnxGraph;
  /** The version of the operators. */
  readonly opset: number;
  /** For readers, by name. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly description?: string;
}
