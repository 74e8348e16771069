import type { OnnxAttribute } from "../graph.ts";
import { expectChannelsLast, pairOf, refuse, type UsedLayer } from "./layer.ts";

type Attributes = Readonly<Record<string, OnnxAttribute>>;

/**
 * What ONNX is told of a window that slides over a map.
 *
 * TensorFlow pads `same` by what the last window lacks, the odd pixel behind. With a
 * stride of 1 that is the same for every size of map; with another, ONNX must work it
 * out for each image, as its `SAME_UPPER` does.
 */
export function windowAttributes(layer: UsedLayer, size: [number, number]): Attributes {
  expectChannelsLast(layer);
  const strides = pairOf(layer, "strides");
  const dilations = "dilationRate" in layer.config
    ? pairOf(layer, "dilationRate")
    : [1, 1];
  return {
    kernel_shape: { ints: size },
    strides: { ints: strides },
    ...(dilations.every((rate) => rate === 1) ? {} : { dilations: { ints: dilations } }),
    ...paddingOf(layer, size, strides, dilations),
  };
}

function paddingOf(
  layer: UsedLayer,
  size: readonly number[],
  strides: readonly number[],
  dilations: readonly number[],
): Attributes {
  const { padding } = layer.config;
  if (padding === "valid") return {};
  if (padding !== "same") return refuse(layer, 'the padding "same" or "valid"', padding);
  // A window of one pixel lacks nothing.
  if (size.every((side) => side === 1)) return {};
  if (strides.some((stride) => stride !== 1)) {
    return { auto_pad: { string: "SAME_UPPER" } };
  }
  return {
    pads: { ints: padsOf(size.map((side, axis) => (side - 1) * dilations[axis]!)) },
  };
}

/** Before each axis, then behind each, where the odd pixel goes. */
function padsOf(pixels: readonly number[]): number[] {
  const before = pixels.map((sum) => Math.floor(sum / 2));
  return [...before, ...pixels.map((sum, axis) => sum - before[axis]!)];
}

/**
 * What ONNX is told of a transposed convolution. Its output is as many times as large
 * as its input as the stride is long: a window that is longer reaches over the edges
 * (`same`) or makes it larger still (`valid`), behind a shorter one there is nothing.
 */
export function transposedAttributes(
  layer: UsedLayer,
  size: [number, number],
): Attributes {
  expectChannelsLast(layer);
  const strides = pairOf(layer, "strides");
  const { padding } = layer.config;
  const over = size.map((side, axis) => Math.max(0, side - strides[axis]!));
  const short = size.map((side, axis) => Math.max(0, strides[axis]! - side));
  return {
    kernel_shape: { ints: size },
    strides: { ints: strides },
    ...(padding === "same" && over.some((pixels) => pixels > 0)
      ? { pads: { ints: padsOf(over) } }
      : {}),
    ...(short.some((pixels) => pixels > 0) ? { output_padding: { ints: short } } : {}),
  };
}
