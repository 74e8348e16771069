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

/** A layer that takes the one before it, or those that are named. */
function row(
  type: string,
  side: number,
  channels: number,
  name: string,
  ...inputs: string[]
) {
  return { name, type, outputShape: [side, side, channels], inputs };
}

Deno.test("what carries a map to another resolution is an arrow, not a box", () => {
  const blocks = toBlocks([
    row("InputLayer", 32, 3, "in"),
    row("Conv2D", 32, 8, "high", "in"),
    row("Conv2D", 16, 16, "low", "high"),
    row("Conv2D", 16, 16, "low_2", "low"),
    row("Conv2D", 8, 32, "deep", "low_2"),
    row("Conv2D", 8, 32, "deep_2", "deep"),
    // Two steps down on the way to where the branches meet.
    row("Conv2D", 16, 8, "step", "high"),
    row("Conv2D", 8, 32, "step_2", "step"),
    row("Add", 8, 32, "sum", "deep_2", "step_2"),
    row("Conv2D", 8, 32, "after", "sum"),
    row("UpSampling2D", 32, 32, "up", "after"),
    row("Concatenate", 32, 40, "skip", "high", "up"),
    row("Conv2D", 32, 1, "out", "skip"),
  ]);
  assertEquals(blocks.map(({ width }) => width), [32, 32, 16, 8, 8, 32, 32]);
  const [, high, , deep, met] = blocks;
  assertEquals(met!.inputs, new Set([deep!.id, high!.id]));
  assertEquals(met!.convolutions, 2);
});

Deno.test("in a chain, every step down stays a box", () => {
  const blocks = toBlocks([
    row("InputLayer", 32, 3, "in"),
    row("Conv2D", 16, 8, "a", "in"),
    row("Conv2D", 8, 8, "b", "a"),
    row("Conv2D", 4, 8, "c", "b"),
    row("Conv2D", 4, 1, "out", "c"),
  ]);
  assertEquals(blocks.map(({ scale }) => scale), [1, 2, 4, 8, 8]);
});

Deno.test("what convolutions without padding take off is no other resolution", () => {
  const blocks = toBlocks([
    row("InputLayer", 92, 3, "in"),
    row("Conv2D", 88, 4, "encoder", "in"),
    row("MaxPooling2D", 44, 4, "pool", "encoder"),
    row("Conv2D", 40, 8, "bottom", "pool"),
    row("Conv2DTranspose", 80, 4, "up", "bottom"),
    // As little is left of a small image that the crop looks like a halving.
    row("Cropping2D", 40, 4, "crop", "encoder"),
    row("Cropping2D", 40, 4, "crop_up", "up"),
    row("Concatenate", 40, 8, "skip", "crop", "crop_up"),
    row("Conv2D", 36, 4, "decoder", "skip"),
    row("Conv2D", 36, 1, "out", "decoder"),
  ]);
  assertEquals(blocks.map(({ scale }) => scale), [1, 1, 2, 1, 1]);
  const [, encoder, bottom] = blocks;
  assertEquals([encoder!.width, encoder!.narrowest], [88, 40]);
  assertEquals([bottom!.width, bottom!.narrowest], [44, 40]);
});

Deno.test("a squeeze-and-excitation stays in the block that it weighs", () => {
  const blocks = toBlocks([
    row("InputLayer", 32, 3, "in"),
    row("Conv2D", 32, 8, "conv", "in"),
    row("GlobalAveragePooling2D", 1, 8, "means", "conv"),
    row("Dense", 1, 4, "reduce", "means"),
    row("Dense", 1, 8, "excite", "reduce"),
    row("Multiply", 32, 8, "scaled", "conv", "excite"),
    row("Conv2D", 32, 1, "out", "scaled"),
  ]);
  assertEquals(blocks.map(({ convolutions, gates }) => [convolutions, gates]), [
    [0, 0],
    [1, 1],
    [1, 0],
  ]);
});

Deno.test("an image that becomes one number leaves its resolution", () => {
  const blocks = toBlocks([
    row("InputLayer", 8, 3, "in"),
    row("Conv2D", 8, 4, "conv", "in"),
    row("GlobalAveragePooling2D", 1, 4, "means", "conv"),
    row("Dense", 1, 1, "out", "means"),
  ]);
  assertEquals(blocks.map(({ scale, gates }) => [scale, gates]), [
    [1, 0],
    [1, 0],
    [8, 0],
    [8, 0],
  ]);
});
