import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "#karyon";
import { quantizeKernel, roundHalfToEven } from "../../src/onnx/quantize_kernel.ts";

const kernelOf = (dims: number[], ...values: number[]) => ({
  dims,
  values: Float32Array.from(values),
});

Deno.test("halves are rounded to the even number", () => {
  assertEquals(
    [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 1.4, -1.6].map((value) =>
      roundHalfToEven(value) + 0
    ),
    [0, 2, 2, 0, -2, -2, 1, -2],
  );
});

Deno.test("each output channel has a scale of its own, and 127 for its largest weight", () => {
  const weights = kernelOf([2, 2, 1, 1], 127, -2.5, 0.5, 0.25);
  const { kernel, scales, bias } = quantizeKernel(weights, undefined, "layer");
  assertEquals(kernel.dims, [2, 2, 1, 1]);
  assertEquals([...kernel.values].map((value) => Number(value) + 0), [127, -2, 127, 64]);
  assertEquals(scales, kernelOf([2], 1, 0.5 / 127));
  assertEquals(bias, undefined);
});

Deno.test("a bias counts in the scale of weights times that of the input", () => {
  const { bias, scales } = quantizeKernel(
    kernelOf([1, 1, 1, 1], 127),
    kernelOf([1], 3),
    "layer",
    { inputScale: 0.25 },
  );
  assertEquals([scales.values[0], bias?.values], [1, Int32Array.of(12)]);
});

Deno.test("7 bits reach to 63", () => {
  const { kernel } = quantizeKernel(
    kernelOf([1, 2, 1, 1], -1, 0.25),
    undefined,
    "layer",
    { largest: 63 },
  );
  assertEquals(kernel.values, Int8Array.of(-63, 16));
});

Deno.test("a channel without weights keeps its bias, and one without both is 0", () => {
  const { kernel, scales, bias } = quantizeKernel(
    kernelOf([2, 1, 1, 1], 0, 0),
    kernelOf([2], 7, 0),
    "layer",
    { inputScale: 0.5 },
  );
  assertEquals(kernel.values, new Int8Array(2));
  const real = Number(bias!.values[0]) * 0.5 * Number(scales.values[0]);
  assertEquals([Math.fround(real), scales.values[1], bias!.values[1]], [7, 1, 0]);
});

Deno.test("a bias far above its weights stays within 32 bits", () => {
  const { scales, bias } = quantizeKernel(
    kernelOf([1, 1, 1, 1], 1e-6),
    kernelOf([1], -100),
    "layer",
    { inputScale: 1e-3 },
  );
  const real = Number(bias!.values[0]) * 1e-3 * Number(scales.values[0]);
  assertEquals(Math.round(real * 1e4) / 1e4, -100);
});

Deno.test("weights that are no numbers are refused by the layer's name", () => {
  for (const wrong of [NaN, Infinity]) {
    assertThrows(
      () => quantizeKernel(kernelOf([1, 2, 1, 1], 1, wrong), undefined, "down_1"),
      InputError,
      '"down_1"',
    );
    assertThrows(
      () => quantizeKernel(kernelOf([1, 1, 1, 1], 1), kernelOf([1], wrong), "down_1"),
      InputError,
      '"down_1"',
    );
  }
});
