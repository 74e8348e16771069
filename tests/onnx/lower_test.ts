import { assertEquals, assertLess } from "@std/assert";
import type { OnnxModel } from "#karyon";
import { lowerNormalizations } from "../../src/onnx/lower_normalization.ts";
import { lowerTransposedConvolutions } from "../../src/onnx/lower_transposed.ts";
import { compute, furthest, graphOf, node } from "./quantize_checks.ts";

const TWICE = { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } };
const operators = ({ graph }: OnnxModel) => graph.nodes.map(({ operator }) => operator);

const transposed = (attributes = TWICE as Record<string, { ints: number[] }>) =>
  graphOf(3, [
    node("ConvTranspose", "probabilities", ["image", "kernel", "bias"], attributes),
  ], { kernel: [3, 5, 2, 2], bias: [5] });

Deno.test("a transposed convolution of squares becomes a 1 x 1 convolution with the same sums", async () => {
  const model = transposed();
  const lowered = { ...model, graph: lowerTransposedConvolutions(model.graph) };
  assertEquals(operators(lowered), ["Conv", "DepthToSpace"]);
  const [before, after] = [await compute(model, 3), await compute(lowered, 3)];
  assertEquals(before.length, 16 * 16 * 5);
  assertEquals(after.length, before.length);
  assertLess(furthest(before, after), 1e-6);
});

Deno.test("a transposed convolution whose squares overlap, or are cut, stays as it is", () => {
  for (
    const attributes of [
      { strides: { ints: [1, 1] } },
      { strides: { ints: [2, 1] } },
      { strides: { ints: [2, 2] }, pads: { ints: [1, 0, 0, 0] } },
      { strides: { ints: [2, 2] }, output_padding: { ints: [1, 1] } },
    ]
  ) {
    const { graph } = transposed(attributes);
    assertEquals(lowerTransposedConvolutions(graph).nodes, graph.nodes);
  }
});

/** A convolution, a batch normalisation, and what else reads the convolution. */
function normalized(readers = 1) {
  const model = graphOf(2, [
    node("Conv", "map", ["image", "kernel", "bias"]),
    node("BatchNormalization", readers === 1 ? "probabilities" : "normal", [
      "map",
      "gamma",
      "beta",
      "mean",
      "variance",
    ], { epsilon: { float: 0.01 } }),
    ...(readers === 1 ? [] : [node("Add", "probabilities", ["normal", "map"])]),
  ], {
    kernel: [4, 2, 1, 1],
    bias: [4],
    gamma: [4],
    beta: [4],
    mean: [4],
    variance: [4],
  });
  const { values } = model.graph.initializers.get("variance")!;
  (values as Float32Array).forEach((value, i, all) => all[i] = Math.abs(Number(value)));
  return model;
}

Deno.test("a batch normalisation is folded into the convolution before it", async () => {
  const model = normalized();
  const folded = { ...model, graph: lowerNormalizations(model.graph) };
  assertEquals(operators(folded), ["Conv"]);
  assertLess(furthest(await compute(model, 2), await compute(folded, 2)), 1e-5);
});

Deno.test("a convolution that something else reads keeps its normalisation", () => {
  const { graph } = normalized(2);
  assertEquals(lowerNormalizations(graph).nodes, graph.nodes);
});
