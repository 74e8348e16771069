import protobuf from "protobufjs/light.js";

type Field = readonly [type: string, id: number, rule?: "repeated"];

const message = (fields: Readonly<Record<string, Field>>) => ({
  // ONNX's own: what is zero or empty is written too, as its checker asks for it.
  edition: "proto2",
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, [type, id, rule]]) => [
      name,
      rule === undefined ? { type, id } : { type, id, rule },
    ]),
  ),
});

/**
 * The part of ONNX's own description of its files that Karyon's graphs need, by the
 * numbers that it gives the fields; a reader passes over all others.
 *
 * Source: `onnx/onnx.proto` of the Open Neural Network Exchange.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    Model: message({
      irVersion: ["int64", 1],
      producerName: ["string", 2],
      producerVersion: ["string", 3],
      description: ["string", 6],
      graph: ["Graph", 7],
      opsets: ["Opset", 8, "repeated"],
      metadata: ["Entry", 14, "repeated"],
    }),
    Opset: message({ domain: ["string", 1], version: ["int64", 2] }),
    Entry: message({ key: ["string", 1], value: ["string", 2] }),
    Graph: message({
      nodes: ["Node", 1, "repeated"],
      name: ["string", 2],
      initializers: ["Tensor", 5, "repeated"],
      inputs: ["ValueInfo", 11, "repeated"],
      outputs: ["ValueInfo", 12, "repeated"],
    }),
    Node: message({
      inputs: ["string", 1, "repeated"],
      outputs: ["string", 2, "repeated"],
      name: ["string", 3],
      operator: ["string", 4],
      attributes: ["Attribute", 5, "repeated"],
      domain: ["string", 7],
    }),
    Attribute: message({
      name: ["string", 1],
      float: ["float", 2],
      int: ["int64", 3],
      string: ["bytes", 4],
      floats: ["float", 7, "repeated"],
      ints: ["int64", 8, "repeated"],
      type: ["int32", 20],
    }),
    Tensor: message({
      dims: ["int64", 1, "repeated"],
      dataType: ["int32", 2],
      name: ["string", 8],
      rawData: ["bytes", 9],
    }),
    ValueInfo: message({ name: ["string", 1], type: ["Type", 2] }),
    Type: message({ tensor: ["TensorType", 1] }),
    TensorType: message({ elementType: ["int32", 1], shape: ["Shape", 2] }),
    Shape: message({ dims: ["Dimension", 1, "repeated"] }),
    Dimension: message({ value: ["int64", 1], name: ["string", 2] }),
  },
});

/** A whole file. */
export const modelMessage: protobuf.Type = root.lookupType("Model");

/** ONNX's numbers for the kinds of attribute. */
export const ATTRIBUTE_TYPES = {
  float: 1,
  int: 2,
  string: 3,
  floats: 6,
  ints: 7,
} as const;

/** ONNX's numbers for the types of values, and the arrays that hold them. */
export const VALUE_TYPES = [
  { id: 1, make: Float32Array },
  { id: 2, make: Uint8Array },
  { id: 3, make: Int8Array },
  { id: 6, make: Int32Array },
  { id: 7, make: BigInt64Array },
] as const;

/** What values of a graph's inputs and outputs are here. */
export const FLOAT32 = 1;
