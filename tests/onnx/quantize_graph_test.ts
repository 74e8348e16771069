import {
  assertEquals,
  assertGreater,
  assertLess,
  assertRejects,
  assertThrows,
} from "@std/assert";
import {
  type ActivationRange,
  calibrateActivations,
  describeComputation,
  InputError,
  type OnnxModel,
  quantizeGraph,
  quantizeGraphDynamic,
} from "#karyon";
import { randomValues } from "./checks.ts";
import { compute, furthest, graphOf, node } from "./quantize_checks.ts";

const SAME = { kernel_shape: { ints: [3, 3] }, pads: { ints: [1, 1, 1, 1] } };
const TWICE = { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } };

/** A U-Net of one level: pooled, doubled again, joined to what it was, a head. */
const model = graphOf(3, [
  node("Conv", "down/linear", ["image", "down/kernel", "down/bias"], SAME),
  node("Relu", "down", ["down/linear"]),
  node("MaxPool", "pooled", ["down"], TWICE),
  node("Conv", "deep/linear", ["pooled", "deep/kernel"], SAME),
  node("Relu", "deep", ["deep/linear"]),
  node("ConvTranspose", "up", ["deep", "up/kernel", "up/bias"], TWICE),
  node("Concat", "joined", ["up", "down"], { axis: { int: 1 } }),
  node("Conv", "head/linear", ["joined", "head/kernel", "head/bias"]),
  node("Sigmoid", "probabilities", ["head/linear"]),
], {
  "down/kernel": [8, 3, 3, 3],
  "down/bias": [8],
  "deep/kernel": [8, 8, 3, 3],
  "up/kernel": [8, 8, 2, 2],
  "up/bias": [8],
  "head/kernel": [1, 16, 1, 1],
  "head/bias": [1],
});

const sample = { values: randomValues(8 * 8 * 3, 99), shape: [1, 8, 8, 3] as const };
const ranges = await calibrateActivations(model, [sample], { method: "minmax" });
const integer = quantizeGraph(model, ranges);

const countOf = ({ graph }: OnnxModel, operator: string) =>
  graph.nodes.filter((node) => node.operator === operator).length;

Deno.test("all is calibrated that may be rounded, whatever is kept in float32", () => {
  assertEquals(
    [...ranges.keys()].sort(),
    [
      "deep",
      "deep/linear",
      "down",
      "down/linear",
      "image",
      "joined",
      "pooled",
      "up",
      "up:squares",
    ],
  );
  assertEquals(ranges.get("down")?.min, 0);
});

Deno.test("a network in 8 bit gives nearly what it gave", async () => {
  const real = await compute(model, 3);
  // Not the same, or nothing would be in 8 bit; nor far off.
  const difference = furthest(await compute(integer, 3), real);
  assertGreater(difference, 1e-6);
  assertLess(difference, 0.03);
});

Deno.test("all but the head is computed in integers", () => {
  assertEquals(describeComputation(integer), [
    { operator: "Conv", computed_in: "int8", nodes: 3, weights: 216 + 576 + 256 },
    { operator: "Conv", computed_in: "float32", nodes: 1, weights: 16 },
    { operator: "MaxPool", computed_in: "int8", nodes: 1, weights: 0 },
    { operator: "DepthToSpace", computed_in: "int8", nodes: 1, weights: 0 },
    { operator: "Concat", computed_in: "int8", nodes: 1, weights: 0 },
    { operator: "Sigmoid", computed_in: "float32", nodes: 1, weights: 0 },
  ]);
  // ReLUs are the lower end of ranges; float32 kernels are gone.
  assertEquals(countOf(integer, "Relu"), 0);
  assertEquals(
    integer.graph.initializers.get("down:zero_point")?.values,
    Uint8Array.of(0),
  );
  assertEquals(integer.graph.initializers.has("deep/kernel"), false);
  assertEquals(integer.metadata, model.metadata);
});

Deno.test("a bias has the scale of its input times that of its channel's weights", () => {
  const { initializers } = integer.graph;
  const valueAt = (name: string, i = 0) => Number(initializers.get(name)!.values[i]);
  for (let channel = 0; channel < 8; channel++) {
    assertEquals(
      valueAt("down/linear:offset:scale", channel),
      Math.fround(valueAt("image:scale") * valueAt("down/linear:weights:scale", channel)),
    );
  }
  const kernel = integer.graph.nodes.find(({ outputs }) =>
    outputs[0] === "down/linear:weights"
  );
  assertEquals(kernel?.attributes, { axis: { int: 0 } });
});

Deno.test("layers can be kept in float32, by their names or those of weights", async () => {
  for (const keep of [["deep"], ["deep/linear"], ["deep/kernel"]]) {
    const rows = describeComputation(quantizeGraph(model, ranges, { keep }));
    assertEquals(rows.find((row) => row.computed_in === "float32")?.weights, 576 + 16);
  }
  // What comes after it has to be rounded then.
  const kept = quantizeGraph(model, ranges, { keep: ["up/kernel"] });
  assertEquals(kept.graph.initializers.has("up:squares:weights:integer"), false);
  assertLess(furthest(await compute(kept, 3), await compute(model, 3)), 0.03);
  assertThrows(
    () => quantizeGraph(model, ranges, { keep: ["depe"] }),
    InputError,
    '"depe"',
  );
});

Deno.test("weights can be had in 7 bits", async () => {
  const reduced = quantizeGraph(model, ranges, { reduceRange: true });
  const { values } = reduced.graph.initializers.get("deep/linear:weights:integer")!;
  assertEquals(Math.max(...(values as Int8Array).map(Math.abs)), 63);
  assertLess(furthest(await compute(reduced, 3), await compute(model, 3)), 0.05);
});

Deno.test("sums, products with one number a channel, and values of 0 alone are computed", async () => {
  const gated = graphOf(3, [
    node("Conv", "map", ["image", "a"], SAME),
    node("Relu", "nothing", ["dark"]),
    node("GlobalAveragePool", "mean", ["map"]),
    node("Sigmoid", "gate", ["mean"]),
    node("Mul", "weighed", ["map", "gate"]),
    node("Add", "sum", ["weighed", "nothing"]),
    node("Relu", "positive", ["sum"]),
    node("Conv", "probabilities", ["positive", "b"]),
  ], { a: [4, 3, 3, 3], b: [2, 4, 1, 1], black: [4, 3, 1, 1] });
  (gated.graph.initializers.get("black")!.values as Float32Array).fill(-1);
  const nodes = [node("Conv", "dark", ["image", "black"]), ...gated.graph.nodes];
  const whole = { ...gated, graph: { ...gated.graph, nodes } };
  const found = await calibrateActivations(whole, [sample]);
  assertEquals(found.get("nothing"), { min: 0, max: 0 });
  const result = quantizeGraph(whole, found);
  const rows = describeComputation(result).filter((row) => row.computed_in === "int8");
  assertEquals(
    rows.map(({ operator, nodes }) => `${nodes} ${operator}`).sort(),
    ["1 Add", "1 GlobalAveragePool", "1 Mul", "1 Sigmoid", "2 Conv"],
  );
  assertLess(furthest(await compute(result, 3), await compute(whole, 3)), 0.05);
});

Deno.test("ranges found while it runs need no images", async () => {
  const dynamic = quantizeGraphDynamic(model);
  assertEquals(countOf(dynamic, "ConvInteger"), 4);
  // Each value is rounded once, however many read it.
  assertEquals(countOf(dynamic, "DynamicQuantizeLinear"), 4);
  assertEquals(countOf(dynamic, "Conv") + countOf(dynamic, "ConvTranspose"), 0);
  assertEquals(
    describeComputation(dynamic).find((row) => row.computed_in === "int8"),
    { operator: "ConvInteger", computed_in: "int8", nodes: 4, weights: 1064 },
  );
  const difference = furthest(await compute(dynamic, 3), await compute(model, 3));
  assertGreater(difference, 1e-6);
  assertLess(difference, 0.03);
});

Deno.test("a range that is missing or no number is named", () => {
  const without = new Map(ranges);
  without.delete("joined");
  assertThrows(() => quantizeGraph(model, without), InputError, '"joined"');
  const wrong = new Map<string, ActivationRange>(ranges).set("down", {
    min: 0,
    max: NaN,
  });
  assertThrows(() => quantizeGraph(model, wrong), InputError, '"down"');
});

Deno.test("calibration refuses no images, images that are no numbers, and wrong options", async () => {
  await assertRejects(() => calibrateActivations(model, []), InputError, "found none");
  const values = sample.values.slice().fill(NaN, 5, 6);
  await assertRejects(
    () => calibrateActivations(model, [{ ...sample, values }]),
    InputError,
    '"image"',
  );
  await assertRejects(
    () => calibrateActivations(model, [sample], { method: "percentile", percentile: 50 }),
    InputError,
    "found 50",
  );
  await assertRejects(
    () => calibrateActivations(model, [sample], { method: "entropy" as "error" }),
    InputError,
    'minmax, percentile, error but found "entropy"',
  );
});

Deno.test("calibration takes images that come one after the other, and every method", async () => {
  async function* two() {
    yield sample;
    yield await Promise.resolve({ ...sample, values: sample.values.map((v) => v + 1) });
  }
  for (const method of ["minmax", "percentile", "error"] as const) {
    const { min, max } = (await calibrateActivations(model, two(), { method }))
      .get("image")!;
    assertLess(min, 0.02);
    assertGreater(max, 1.8);
    assertLess(max, 2);
  }
});
