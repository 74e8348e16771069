import { assertAlmostEquals, assertEquals } from "@std/assert";
import { sample } from "./sample_results.ts";
import { summarize } from "./summary.ts";

Deno.test("an engine's figures are those of the U-Net with 16 filters and batches of 4", () => {
  const { native } = summarize(sample);
  const training = native!.training.f32!;
  assertAlmostEquals(training.seconds_per_image, 0.1);
  assertAlmostEquals(training.ratio_to_pytorch!, 1.25);
  assertAlmostEquals(training.stock!.ratio_to_pytorch!, 1);
  assertAlmostEquals(native!.inference.f32!.ratio_to_pytorch!, 1.2);
  assertEquals(native!.training.bf16, null);
});

Deno.test("who did not take part is null", () => {
  const { wasm, webgpu, keras, onnx_runtime } = summarize(sample);
  assertEquals([wasm, webgpu, keras, onnx_runtime], [null, null, null, null]);
});

Deno.test("reading is that of the first folder, or null without one", () => {
  const { reading } = summarize(sample);
  assertEquals([reading?.kind, reading?.ratio_to_pillow], ["folder", 2]);
  assertEquals(summarize({ ...sample, readings: [] }).reading, null);
});

Deno.test("a peer has its seconds an image", () => {
  assertEquals(summarize(sample).pytorch, { training: 0.125, inference: 0.03 });
});
