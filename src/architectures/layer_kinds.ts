import { InputError } from "../base/mod.ts";
import { type ConfiguredLayer, edgeBefore, pairOf } from "./layer_config.ts";
import {
  EVERYWHERE,
  type Interval,
  reachOfTransposedWindow,
  reachOfUpsampling,
  reachOfWindow,
  type Window,
} from "./layer_reach.ts";

/** What measuring a network needs to know of a class of layers. */
export interface LayerKind {
  /** Multiplications, each with its addition, for one image. */
  readonly multiplyAccumulates: (layer: ConfiguredLayer) => number;
  /** The places of an input that it looks at for some places of its output. */
  readonly reach: (places: Interval, layer: ConfiguredLayer, axis: 0 | 1) => Interval;
}

const sizeOf = (shape: readonly number[]) => shape.reduce((size, n) => size * n, 1);
const placesOf = ([height, width]: readonly number[]) => height! * width!;
const channelsOf = ({ inputs }: ConfiguredLayer) => inputs[0]![2];
const none = () => 0;

function windowOf(layer: ConfiguredLayer, axis: 0 | 1, kernel: string): Window {
  return {
    kernel: pairOf(layer, kernel)[axis],
    stride: pairOf(layer, "strides")[axis],
    dilation: "dilationRate" in layer.config ? pairOf(layer, "dilationRate")[axis] : 1,
    isPadded: layer.config["padding"] === "same",
  };
}

const slides = (kernel: string): LayerKind["reach"] => (places, layer, axis) =>
  reachOfWindow(places, windowOf(layer, axis, kernel), layer.inputs[0]![axis]);

/** Weights that meet one place of the map for one pair of channels. */
const kernelOf = (layer: ConfiguredLayer) => sizeOf(pairOf(layer, "kernelSize"));

const stays: LayerKind = { multiplyAccumulates: none, reach: (places) => places };
const pools: LayerKind = { multiplyAccumulates: none, reach: slides("poolSize") };
const seesAll: LayerKind = { multiplyAccumulates: none, reach: () => EVERYWHERE };
/** A new shape keeps the order of numbers, but not which place they belong to. */
const reshapes: LayerKind = {
  multiplyAccumulates: none,
  reach: (places, { inputs }) => placesOf(inputs[0]!) === 1 ? places : EVERYWHERE,
};

/** Layers that make each place of theirs from the same place of their inputs. */
const STAY = [
  "InputLayer",
  "Activation",
  "ReLU",
  "LeakyReLU",
  "PReLU",
  "ELU",
  "ThresholdedReLU",
  "Softmax",
  "BatchNormalization",
  "Dropout",
  "GaussianDropout",
  "GaussianNoise",
  "AlphaDropout",
  "Rescaling",
  "Add",
  "Multiply",
  "Average",
  "Maximum",
  "Minimum",
  "Concatenate",
];

/** Every class of layers that can be measured. */
const kinds: Readonly<Record<string, LayerKind>> = {
  ...Object.fromEntries(STAY.map((type) => [type, stays])),
  Conv2D: {
    multiplyAccumulates: (layer) =>
      sizeOf(layer.output) * kernelOf(layer) * channelsOf(layer),
    reach: slides("kernelSize"),
  },
  DepthwiseConv2D: {
    multiplyAccumulates: (layer) => sizeOf(layer.output) * kernelOf(layer),
    reach: slides("kernelSize"),
  },
  SeparableConv2D: {
    // All weights of both kernels meet each place once. Its configuration, which lacks
    // the depth multiplier, would not do.
    multiplyAccumulates: ({ output, weights: [depthwise, pointwise] }) =>
      placesOf(output) * (sizeOf(depthwise!) + sizeOf(pointwise!)),
    reach: slides("kernelSize"),
  },
  Conv2DTranspose: {
    // Each place of the input goes into a kernel's worth of the output.
    multiplyAccumulates: (layer) =>
      sizeOf(layer.inputs[0]!) * kernelOf(layer) * layer.output[2],
    reach: (places, layer, axis) =>
      reachOfTransposedWindow(
        places,
        windowOf(layer, axis, "kernelSize"),
        layer.output[axis],
      ),
  },
  Dense: {
    multiplyAccumulates: (layer) => sizeOf(layer.output) * channelsOf(layer),
    reach: (places) => places,
  },
  Dot: {
    multiplyAccumulates: (layer) => {
      // m x k by k x n: the root of mk * kn / mn is k.
      const [a, b] = layer.inputs;
      return Math.sqrt(sizeOf(a!) * sizeOf(b!) * sizeOf(layer.output));
    },
    reach: () => EVERYWHERE,
  },
  SelfAttention2D: {
    // Each place with each, for the scores and again for what is taken by them; the
    // dense layers around it are layers of their own.
    multiplyAccumulates: ({ output }) => 2 * placesOf(output) * sizeOf(output),
    reach: () => EVERYWHERE,
  },
  LayerNormalization: {
    multiplyAccumulates: none,
    reach: (places, { name, config }) => {
      const axes = [config["axis"]].flat();
      if (axes.length === 1 && (axes[0] === -1 || axes[0] === 3)) return places;
      throw new InputError(
        `Expected the layer "${name}" to normalise over channels but found the axes ${axes}`,
      );
    },
  },
  UpSampling2D: {
    multiplyAccumulates: none,
    reach: (places, layer, axis) =>
      reachOfUpsampling(
        places,
        pairOf(layer, "size")[axis],
        layer.config["interpolation"] === "bilinear",
      ),
  },
  Cropping2D: {
    multiplyAccumulates: none,
    reach: ([first, last], layer, axis) => {
      const cut = edgeBefore(layer, "cropping", axis);
      return [first + cut, last + cut];
    },
  },
  ZeroPadding2D: {
    multiplyAccumulates: none,
    reach: ([first, last], layer, axis) => {
      const added = edgeBefore(layer, "padding", axis);
      return [first - added, last - added];
    },
  },
  MaxPooling2D: pools,
  AveragePooling2D: pools,
  GlobalAveragePooling2D: seesAll,
  GlobalMaxPooling2D: seesAll,
  Flatten: reshapes,
  Reshape: reshapes,
  Permute: reshapes,
};

/** @throws {InputError} if the layer's class is none that can be measured */
export function kindOf({ name, type, config }: ConfiguredLayer): LayerKind {
  if (config["dataFormat"] === "channelsFirst") {
    throw new InputError(
      `Expected the layer "${name}" to have channelsLast but found channelsFirst`,
    );
  }
  const kind = kinds[type];
  if (kind !== undefined) return kind;
  throw new InputError(
    `Expected layers of the classes ${Object.keys(kinds).join(", ")} ` +
      `but found "${name}" of the class ${type}`,
  );
}
