import { InputError, messageOf } from "../base/mod.ts";
import type {
  OnnxAttribute,
  OnnxModel,
  OnnxNode,
  OnnxTensor,
  OnnxValueInfo,
} from "./graph.ts";
import { ATTRIBUTE_TYPES, FLOAT32, modelMessage, VALUE_TYPES } from "./schema.ts";

/** Whole numbers of 64 bits come as objects that turn into numbers, or are left out. */
type Whole = unknown;

interface Packed {
  readonly description?: string;
  readonly opsets: readonly { readonly domain?: string; readonly version?: Whole }[];
  readonly metadata: readonly { readonly key?: string; readonly value?: string }[];
  readonly graph?: {
    readonly name?: string;
    readonly nodes: readonly PackedNode[];
    readonly initializers: readonly PackedTensor[];
    readonly inputs: readonly PackedValueInfo[];
    readonly outputs: readonly PackedValueInfo[];
  };
}

interface PackedNode {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly name?: string;
  readonly operator?: string;
  readonly domain?: string;
  readonly attributes: readonly PackedAttribute[];
}

interface PackedAttribute {
  readonly name?: string;
  readonly type?: number;
  readonly float?: number;
  readonly int?: Whole;
  readonly string?: Uint8Array;
  readonly floats: readonly number[];
  readonly ints: readonly Whole[];
}

interface PackedTensor {
  readonly name?: string;
  readonly dims: readonly Whole[];
  readonly dataType?: number;
  readonly rawData?: Uint8Array;
}

interface PackedValueInfo {
  readonly name?: string;
  readonly type?: {
    readonly tensor?: {
      readonly elementType?: number;
      readonly shape?: {
        readonly dims: readonly { readonly value?: Whole; readonly name?: string }[];
      };
    };
  };
}

function unpackTensor({ name, dims, dataType, rawData }: PackedTensor): OnnxTensor {
  const type = VALUE_TYPES.find(({ id }) => id === dataType);
  if (type === undefined) {
    throw new InputError(
      `Expected "${name}" to be float, uint8, int8, int32 or int64 but found the type ${dataType}`,
    );
  }
  const lengths = dims.map(Number);
  const bytes = lengths.reduce((size, dim) => size * dim, type.make.BYTES_PER_ELEMENT);
  const found = rawData?.length ?? 0;
  if (found !== bytes) {
    throw new InputError(
      `Expected ${bytes} bytes of "${name}" [${lengths}] but found ${found}`,
    );
  }
  // A copy: the file's bytes start anywhere, typed arrays only at whole elements.
  const own = Uint8Array.from(rawData ?? []);
  return { dims: lengths, values: new type.make(own.buffer) };
}

function unpackAttribute(node: string, packed: PackedAttribute): OnnxAttribute {
  const { name, type, float = 0, int = 0, string, floats, ints } = packed;
  switch (type) {
    case ATTRIBUTE_TYPES.float:
      return { float };
    case ATTRIBUTE_TYPES.int:
      return { int: Number(int) };
    case ATTRIBUTE_TYPES.string:
      return { string: new TextDecoder().decode(string ?? new Uint8Array()) };
    case ATTRIBUTE_TYPES.floats:
      return { floats };
    case ATTRIBUTE_TYPES.ints:
      return { ints: ints.map(Number) };
  }
  throw new InputError(
    `Expected "${name}" of the node "${node}" to be numbers or text but found the type ${type}`,
  );
}

function unpackNode({ name = "", domain = "", ...node }: PackedNode): OnnxNode {
  if (domain !== "" && domain !== "ai.onnx") {
    throw new InputError(
      `Expected operators of ONNX itself but found "${node.operator}" of ${domain}`,
    );
  }
  const { operator = "", inputs, outputs } = node;
  const attributes = Object.fromEntries(
    node.attributes.map((packed) => [packed.name ?? "", unpackAttribute(name, packed)]),
  );
  const some = node.attributes.length === 0 ? {} : { attributes };
  return { operator, name, inputs, outputs, ...some };
}

function unpackValueInfo({ name = "", type }: PackedValueInfo): OnnxValueInfo {
  const { elementType = FLOAT32, shape } = type?.tensor ?? {};
  if (elementType !== FLOAT32) {
    throw new InputError(
      `Expected "${name}" to be float but found the type ${elementType}`,
    );
  }
  return { name, dims: (shape?.dims ?? []).map((dim) => dim.name ?? Number(dim.value)) };
}

function unpack(bytes: Uint8Array): Packed {
  try {
    return modelMessage.toObject(modelMessage.decode(bytes), { arrays: true }) as Packed;
  } catch (error) {
    throw new InputError(`Expected an ONNX file but found ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/**
 * Reads an ONNX file whose constants are of the types that graphs here have.
 *
 * @throws {InputError} if the bytes are no such file, whole and without operators of
 *   others
 *
 * @example
 * ```ts
 * import { decodeOnnx, InputError } from "#karyon";
 * try {
 *   decodeOnnx(new TextEncoder().encode("no model"));
 * } catch (error) {
 *   if (!(error instanceof InputError)) throw error;
 * }
 * ```
 */
export function decodeOnnx(bytes: Uint8Array): OnnxModel {
  const { graph, opsets, metadata, description } = unpack(bytes);
  const opset = opsets.find(({ domain = "" }) => domain === "" || domain === "ai.onnx");
  if (graph === undefined || opset === undefined) {
    throw new InputError(
      `Expected an ONNX file but found no ${
        graph ? "version of its operators" : "graph"
      }`,
    );
  }
  const initializers = new Map(
    graph.initializers.map((tensor) => [tensor.name ?? "", unpackTensor(tensor)]),
  );
  return {
    graph: {
      name: graph.name ?? "",
      inputs: graph.inputs.map(unpackValueInfo),
      outputs: graph.outputs.map(unpackValueInfo),
      nodes: graph.nodes.map(unpackNode),
      initializers,
    },
    opset: Number(opset.version),
    metadata: Object.fromEntries(
      metadata.map(({ key = "", value = "" }) => [key, value]),
    ),
    ...(description === undefined ? {} : { description }),
  };
}
