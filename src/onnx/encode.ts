import { version } from "../base/mod.ts";
import type { OnnxAttribute, OnnxModel, OnnxTensor, OnnxValueInfo } from "./graph.ts";
import { ATTRIBUTE_TYPES, FLOAT32, modelMessage, VALUE_TYPES } from "./schema.ts";

/** The format of the file itself: the newest that came with version 17 of the operators. */
const IR_VERSION = 8;

function packTensor(name: string, { dims, values }: OnnxTensor) {
  const { id } = VALUE_TYPES.find(({ make }) => values instanceof make)!;
  const { buffer, byteOffset, byteLength } = values;
  const rawData = new Uint8Array(buffer, byteOffset, byteLength);
  return { name, dims, dataType: id, rawData };
}

function packAttribute(name: string, attribute: OnnxAttribute) {
  const [kind, value] = Object.entries(attribute)[0] as [
    keyof typeof ATTRIBUTE_TYPES,
    number | string | readonly number[],
  ];
  const stored = typeof value === "string" ? new TextEncoder().encode(value) : value;
  return { name, type: ATTRIBUTE_TYPES[kind], [kind]: stored };
}

function packValueInfo({ name, dims }: OnnxValueInfo) {
  const lengths = dims.map((dim) =>
    typeof dim === "number" ? { value: dim } : { name: dim }
  );
  // No list of lengths at all says that even their number is left open.
  const shape = lengths.length === 0 ? {} : { shape: { dims: lengths } };
  return { name, type: { tensor: { elementType: FLOAT32, ...shape } } };
}

/**
 * The bytes of an ONNX file: protocol buffers of `onnx.proto`, in version 8 of the
 * format. An input or output without dims is written as one of unknown shape.
 *
 * @example
 * ```ts
 * import { decodeOnnx, encodeOnnx, type OnnxModel } from "#karyon";
 * const model: OnnxModel = {
 *   graph: { name: "empty", inputs: [], outputs: [], nodes: [], initializers: new Map() },
 *   opset: 17,
 *   metadata: {},
 * };
 * if (decodeOnnx(encodeOnnx(model)).graph.name !== "empty") throw new Error();
 * ```
 */
export function encodeOnnx(
  { graph, opset, metadata, description }: OnnxModel,
): Uint8Array {
  const bytes = modelMessage.encode({
    irVersion: IR_VERSION,
    producerName: "karyon",
    producerVersion: version,
    opsets: [{ domain: "", version: opset }],
    metadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    ...(description === undefined ? {} : { description }),
    graph: {
      name: graph.name,
      inputs: graph.inputs.map(packValueInfo),
      outputs: graph.outputs.map(packValueInfo),
      initializers: [...graph.initializers].map(([name, tensor]) =>
        packTensor(name, tensor)
      ),
      nodes: graph.nodes.map(({ attributes = {}, ...node }) => ({
        ...node,
        attributes: Object.entries(attributes).map(([name, attribute]) =>
          packAttribute(name, attribute)
        ),
      })),
    },
  }).finish();
  // Node's own kind of bytes, which look different to much that takes bytes.
  return new Uint8Array(bytes);
}
