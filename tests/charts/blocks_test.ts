import { assertEquals } from "@std/assert";
import { toBlocks } from "../../src/charts/blocks.ts";
import { uNetLayers, uNetPlusPlusLayers } from "./networks.ts";

Deno.test("a U-Net has one block a level on each side, an input and an output", () => {
  const blocks = toBlocks(uNetLayers(4, 64, 8));
  assertEquals(blocks.length, 2 * 4 - 1 + 2);
  assertEquals(blocks.map((block) => block.channels), [
    3,
    8,
    16,
    32,
    64,
    32,
    16,
    8,
    1,
  ]);
  assertEquals(blocks.map((block) => block.width), [
    64,
    64,
    32,
    16,
    8,
    16,
    32,
    64,
    64,
  ]);
  const inner = blocks.filter((block) => !block.end);
  assertEquals(inner.every((block) => block.convolutions === 2), true);
});

Deno.test("each decoder block of a U-Net takes the one below and its skip", () => {
  const blocks = toBlocks(uNetLayers(3, 64, 8));
  const decoders = blocks.filter((block) => block.inputs.size === 2);
  assertEquals(decoders.length, 2);
  for (const { inputs, width } of decoders) {
    const sides = [...inputs].map((id) => blocks.find((block) => block.id === id)!.width);
    assertEquals(sides.sort((a, b) => a - b), [width / 2, width]);
  }
});

Deno.test("a U-Net++ has its triangle of nodes", () => {
  const blocks = toBlocks(uNetPlusPlusLayers(4)).filter((block) => !block.end);
  assertEquals(blocks.length, 4 + 3 + 2 + 1);
  const takes = blocks.filter((block) => block.width === 128).map((block) =>
    block.inputs.size
  );
  // The input; then everything before on the level, and one from below.
  assertEquals(takes.sort((a, b) => a - b), [1, 2, 3, 4]);
});

Deno.test("a residual connection within one resolution stays inside its block", () => {
  const shape = [32, 32, 8];
  const blocks = toBlocks([
    { name: "in", type: "InputLayer", outputShape: [32, 32, 3], inputs: [] },
    { name: "a", type: "Conv2D", outputShape: shape, inputs: ["in"] },
    { name: "b", type: "Conv2D", outputShape: shape, inputs: ["a"] },
    { name: "sum", type: "Add", outputShape: shape, inputs: ["a", "b"] },
    { name: "out", type: "Conv2D", outputShape: [32, 32, 1], inputs: ["sum"] },
  ]);
  assertEquals(blocks.map((block) => block.convolutions), [0, 2, 1]);
});

Deno.test("the order of the layers does not matter", () => {
  const layers = uNetLayers(3, 64, 8);
  const describe = (blocks: ReturnType<typeof toBlocks>) =>
    blocks.map((block) => `${block.width}:${block.channels}`).sort();
  assertEquals(
    describe(toBlocks(layers.toReversed())),
    describe(toBlocks(layers)),
  );
});
