import { type ConvertLayer, expectChannelsLast, pairOf, refuse } from "./layer.ts";
import { windowAttributes } from "./windows.ts";

/** Larger than any map: as the end of a slice it is the map's own. */
const END = 2 ** 31 - 1;

/** The largest or the mean of the values in a window. */
const pool = (operator: string): ConvertLayer => (layer, graph) => {
  const size = pairOf(layer, "poolSize"), strides = pairOf(layer, "strides");
  const skips = size.some((side, axis) => side > 1 && side < strides[axis]!);
  if (skips && layer.config["padding"] === "same") {
    // TensorFlow pads nothing there where ONNX Runtime would have to take away.
    refuse(layer, "windows no shorter than their stride", { size, strides });
  }
  return graph.add(operator, layer.name, layer.inputs, windowAttributes(layer, size));
};

/** Layers that make maps larger or smaller. */
export const sizes: Readonly<Record<string, ConvertLayer>> = {
  MaxPooling2D: pool("MaxPool"),
  AveragePooling2D: pool("AveragePool"),
  GlobalAveragePooling2D: (layer, graph) => {
    expectChannelsLast(layer);
    const mean = graph.add("GlobalAveragePool", `${layer.name}/mean`, layer.inputs);
    return graph.add("Flatten", layer.name, [mean], { axis: { int: 1 } });
  },
  UpSampling2D: (layer, graph) => {
    expectChannelsLast(layer);
    const { name, inputs } = layer;
    const [height, width] = pairOf(layer, "size");
    const { interpolation = "nearest" } = layer.config;
    const isBilinear = interpolation === "bilinear";
    if (!isBilinear && interpolation !== "nearest") {
      refuse(layer, 'the interpolation "nearest" or "bilinear"', interpolation);
    }
    const factors = graph.constant(
      `${name}/factors`,
      [4],
      Float32Array.of(1, 1, height, width),
    );
    return graph.add("Resize", name, [inputs[0]!, "", factors], {
      mode: { string: isBilinear ? "linear" : "nearest" },
      // TensorFlow.js takes the pixel at place / factor, without half a pixel's shift.
      coordinate_transformation_mode: { string: "asymmetric" },
      nearest_mode: { string: "floor" },
    });
  },
  Cropping2D: (layer, graph) => {
    expectChannelsLast(layer);
    const { name, inputs, config } = layer;
    const [rows, columns] = config["cropping"] as [[number, number], [number, number]];
    const edges = [rows, columns];
    return graph.add("Slice", name, [
      inputs[0]!,
      graph.lengths(`${name}/starts`, edges.map(([before]) => before)),
      graph.lengths(
        `${name}/ends`,
        edges.map(([, behind]) => behind === 0 ? END : -behind),
      ),
      graph.lengths(`${name}/axes`, [2, 3]),
    ]);
  },
};
