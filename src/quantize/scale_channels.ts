import type * as tf from "@tensorflow/tfjs";
import { encodeWeight, withWeights } from "./encode_weights.ts";
import { isKept } from "./kept_weights.ts";
import { type PlainWeight, plainWeightsOf } from "./stored_weights.ts";
import { isUsedOnce, readTopology, type StoredLayer } from "./topology.ts";

/** Where a kernel has its output channels. */
const CHANNEL_AXIS: Readonly<Record<string, number>> = { Conv2D: 3, Conv2DTranspose: 2 };

/** A channel whose weights are all but zero is not blown up further than that. */
const WEAKEST = 2 ** -16;

/** The channel that each number of a kernel belongs to. */
function channelOf(shape: readonly number[], axis: number): (index: number) => number {
  const inner = shape.slice(axis + 1).reduce((size, side) => size * side, 1);
  return (index) => Math.floor(index / inner) % shape[axis]!;
}

/** The largest magnitude of each channel. */
function largestOf(
  { values, shape }: PlainWeight,
  axis: number,
): Float32Array<ArrayBuffer> {
  const largest = new Float32Array(shape[axis]!), channel = channelOf(shape, axis);
  values.forEach((value, i) => {
    const c = channel(i);
    largest[c] = Math.max(largest[c]!, Math.abs(value));
  });
  const all = Math.max(...largest);
  return largest.map((value) => all > 0 ? Math.max(value, all * WEAKEST) : 1);
}

const combine = (
  weight: PlainWeight,
  by: (value: number, index: number) => number,
): PlainWeight => ({ ...weight, values: weight.values.map(by) });

/** The batch normalisation that a convolution's factors can go into, where there is one. */
function normOf(layer: StoredLayer, reader: StoredLayer | undefined) {
  const isLinear = (layer.config["activation"] ?? "linear") === "linear";
  if (!isLinear || reader?.class_name !== "BatchNormalization") return undefined;
  const { scale, axis } = reader.config;
  const isOverChannels = [axis].flat().every((one) => one === -1 || one === 3);
  return scale !== false && isOverChannels && isUsedOnce(reader) ? reader : undefined;
}

/** A convolution that gives its channels before they are multiplied, and what multiplies. */
function splitLayer(layer: StoredLayer): [StoredLayer, StoredLayer] {
  const { config } = layer, bare = `${config.name}_unscaled`;
  const ones = { class_name: "Ones", config: {} };
  const scaling: StoredLayer = {
    name: config.name,
    class_name: "DepthwiseConv2D",
    config: {
      name: config.name,
      trainable: config["trainable"] ?? true,
      kernel_size: [1, 1],
      strides: [1, 1],
      padding: "valid",
      data_format: "channels_last",
      dilation_rate: [1, 1],
      depth_multiplier: 1,
      activation: config["activation"] ?? "linear",
      use_bias: config["use_bias"] ?? true,
      depthwise_initializer: ones,
      bias_initializer: { class_name: "Zeros", config: {} },
    },
    // The old name goes on to whoever reads the output.
    ...layer.inbound_nodes && { inbound_nodes: [[[bare, 0, 0, {}]]] },
  };
  const convolving: StoredLayer = {
    ...layer,
    name: bare,
    config: { ...config, name: bare, activation: "linear", use_bias: false },
  };
  return [convolving, scaling];
}

/** A network whose convolutions' channels all reach equally far. */
export interface ScaledChannels {
  /** With weights in float32. */
  readonly artifacts: tf.io.ModelArtifacts;
  /** The names of the weights that hold factors, one number a channel. */
  readonly factors: readonly string[];
}

/**
 * Divides each output channel of every convolution by its largest weight, and multiplies
 * what the convolution gives by the same number: the network computes the same up to
 * rounding, but one scale for the whole kernel now serves all of its channels.
 *
 * Where batch normalisation follows, it takes the factors in, at no cost. Elsewhere a
 * depthwise convolution of 1 x 1 multiplies; it takes over the convolution's name, bias
 * and activation, and the convolution itself is called `NAME_unscaled`. Both are layers
 * of stock TensorFlow.js. Convolutions used in several places, and dense and depthwise
 * ones, stay as they are.
 *
 * Source of one scale a channel: Krishnamoorthi, "Quantizing deep convolutional networks
 * for efficient inference", 2018.
 *
 * @param artifacts not changed
 * @throws {InputError} if there is no topology or no weights
 */
export function scaleChannels(
  artifacts: tf.io.ModelArtifacts,
  { keep = [] }: { readonly keep?: readonly string[] } = {},
): ScaledChannels {
  const weights = new Map(plainWeightsOf(artifacts).map((one) => [one.name, [one]]));
  const { layers, soleReader, withLayers } = readTopology(artifacts);
  const factors: string[] = [];
  const replace = (name: string, ...by: PlainWeight[]) => {
    if (weights.has(name)) weights.set(name, by);
  };

  const changed = layers.flatMap((layer) => {
    const { name } = layer.config, axis = CHANNEL_AXIS[layer.class_name];
    const [kernel] = weights.get(`${name}/kernel`) ?? [];
    const isLeft = !isUsedOnce(layer) || isKept(`${name}/kernel`, keep) ||
      layer.config["data_format"] === "channels_first";
    if (axis === undefined || kernel === undefined || isLeft) return [layer];
    const scales = largestOf(kernel, axis), channel = channelOf(kernel.shape, axis);
    const even = combine(kernel, (value, i) => value / scales[channel(i)]!);
    const norm = normOf(layer, soleReader(layer))?.config.name;
    const [gamma] = weights.get(`${norm}/gamma`) ?? [];
    const [mean] = weights.get(`${norm}/moving_mean`) ?? [];
    if (gamma && mean && !isKept(gamma.name, keep) && !isKept(mean.name, keep)) {
      const divide = (value: number, c: number) => value / scales[c]!;
      const [bias] = weights.get(`${name}/bias`) ?? [];
      replace(kernel.name, even);
      if (bias) replace(bias.name, combine(bias, divide));
      replace(gamma.name, combine(gamma, (value, c) => value * scales[c]!));
      replace(mean.name, combine(mean, divide));
      return [layer];
    }
    const factor = `${name}/depthwise_kernel`;
    factors.push(factor);
    replace(kernel.name, { ...even, name: `${name}_unscaled/kernel` }, {
      name: factor,
      shape: [1, 1, scales.length, 1],
      values: scales,
    });
    return splitLayer(layer);
  });
  const entries = [...weights.values()].flat().map((weight) => encodeWeight(weight));
  return {
    artifacts: {
      ...withWeights(artifacts, entries),
      modelTopology: withLayers(changed) as object,
    },
    factors,
  };
}
