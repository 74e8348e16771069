import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  decodeOnnx,
  encodeOnnx,
  InputError,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxTensor,
} from "#karyon";

const text = fc.string({ unit: "grapheme", maxLength: 8 });
const float = fc.float({ noNaN: true });
const record = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(fields, { noNullPrototype: true });
const whole = fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 });

const attribute: fc.Arbitrary<OnnxAttribute> = fc.oneof(
  record({ int: whole }),
  record({ float }),
  record({ string: text }),
  record({ ints: fc.array(whole, { maxLength: 3 }) }),
  record({ floats: fc.array(float, { maxLength: 3 }) }),
);

const tensor: fc.Arbitrary<OnnxTensor> = fc.oneof(
  fc.float32Array({ maxLength: 5 }),
  fc.int8Array({ maxLength: 5 }),
  fc.uint8Array({ maxLength: 5 }),
  fc.int32Array({ maxLength: 5 }),
  fc.bigInt64Array({ maxLength: 5 }),
).map((values) => ({ dims: [1, values.length], values }));

const valueInfo = record({
  name: text,
  dims: fc.array(fc.oneof(fc.nat(), fc.string({ minLength: 1 })), { maxLength: 4 }),
});

const dictionary = <T>(values: fc.Arbitrary<T>) =>
  fc.dictionary(text, values, { maxKeys: 3, noNullPrototype: true });

const node = record({
  operator: text,
  name: text,
  inputs: fc.array(text, { maxLength: 3 }),
  outputs: fc.array(text, { maxLength: 2 }),
});

const model: fc.Arbitrary<OnnxModel> = record({
  opset: fc.nat({ max: 30 }),
  metadata: dictionary(text),
  description: text,
  graph: record({
    name: text,
    inputs: fc.array(valueInfo, { maxLength: 2 }),
    outputs: fc.array(valueInfo, { maxLength: 2 }),
    nodes: fc.array(
      fc.tuple(node, dictionary(attribute)).map(([own, attributes]) =>
        Object.keys(attributes).length === 0 ? own : { ...own, attributes }
      ),
      { maxLength: 3 },
    ),
    initializers: dictionary(tensor).map((all) => new Map(Object.entries(all))),
  }),
});

const plain: OnnxModel = {
  opset: 17,
  metadata: {},
  graph: {
    name: "g",
    inputs: [],
    outputs: [],
    nodes: [],
    initializers: new Map([["c", { dims: [2], values: Float32Array.of(1, 2) }]]),
  },
};

Deno.test("decodeOnnx() gives back what encodeOnnx() was given", () =>
  fc.assert(
    fc.property(model, (given) => assertEquals(decodeOnnx(encodeOnnx(given)), given)),
    { numRuns: 200 },
  ));

Deno.test("encodeOnnx() writes the fields that ONNX's description of its files numbers", () => {
  const graph = { ...plain.graph, initializers: new Map() };
  const bytes = encodeOnnx({ ...plain, graph });
  // Field 1 (ir_version) = 8; field 2 (producer_name), 6 bytes.
  assertEquals([...bytes.slice(0, 10)], [
    8,
    8,
    18,
    6,
    ...new TextEncoder().encode("karyon"),
  ]);
  // Field 7 (graph), 3 bytes: field 2 (name), "g".
  assertEquals(String(bytes).includes("58,3,18,1,103"), true);
  // Field 8 (opset_import), 4 bytes: field 1 (domain) empty, field 2 (version) = 17.
  assertEquals(String(bytes).includes("66,4,10,0,16,17"), true);
});

Deno.test("decodeOnnx() refuses what is no ONNX file, or none of the kind that it reads", () => {
  const bytes = encodeOnnx(plain);
  const refuse = (given: Uint8Array, words: string) =>
    assertThrows(() => decodeOnnx(given), InputError, words);
  refuse(new Uint8Array(), "no graph");
  refuse(new TextEncoder().encode("<html>"), "Expected an ONNX file but found");
  for (const length of [1, 20, bytes.length - 1]) {
    refuse(bytes.slice(0, length), "Expected");
  }
  // 2 x 4 bytes of the constant become as many of a longer one.
  const dims = { dims: [3], values: Float32Array.of(1, 2) };
  const long = { ...plain.graph, initializers: new Map([["c", dims]]) };
  refuse(
    encodeOnnx({ ...plain, graph: long }),
    'Expected 12 bytes of "c" [3] but found 8',
  );
});

Deno.test("decodeOnnx() reads a file with a wrong byte or refuses it, and fails in no other way", () => {
  const whole = encodeOnnx({
    ...plain,
    metadata: { a: "b" },
    graph: {
      ...plain.graph,
      inputs: [{ name: "image", dims: ["batch", 3] }],
      nodes: [{
        operator: "Conv",
        name: "n",
        inputs: ["image", "c"],
        outputs: ["o"],
        attributes: {
          strides: { ints: [1, 2] },
          axis: { int: -1 },
          mode: { string: "m" },
        },
      }],
    },
  });
  for (let at = 0; at < whole.length; at++) {
    for (const wrong of [0, 1, 0x7f, 0x80, 0xff]) {
      const bytes = whole.with(at, wrong);
      try {
        decodeOnnx(bytes);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }
  }
});
