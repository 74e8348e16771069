import * as tf from "@tensorflow/tfjs";
import { InputError, messageOf } from "../base/mod.ts";
import { kindOf } from "./layer_kinds.ts";
import { layerTable, type NetworkLayer } from "./layer_table.ts";
import { linkLayers } from "./linked_layer.ts";
import { expectNaturals } from "./options.ts";
import { receptiveField } from "./receptive_field.ts";

/** What one layer costs and sees. */
export interface LayerFacts extends NetworkLayer {
  /** Those of its parameters that training changes. */
  readonly trainable: number;
  /** Multiplications, each with its addition, for one image. */
  readonly multiplyAccumulates: number;
  /** Height and width in pixels of the image; see {@linkcode ArchitectureFacts}. */
  readonly receptiveField: readonly [height: number, width: number];
}

/** What a network costs and sees. */
export interface ArchitectureFacts {
  /** Numbers that a saved model holds. */
  readonly parameters: number;
  /** Those that training changes; the statistics of batch normalisation are not. */
  readonly trainable: number;
  /** Multiplications, each with its addition, for one image. */
  readonly multiplyAccumulates: number;
  /**
   * Height and width in pixels of what one number of the output can depend on.
   * `Infinity` where it is the whole image, whatever its size.
   */
  readonly receptiveField: readonly [height: number, width: number];
  /** One row a layer, in the network's order. */
  readonly layers: readonly LayerFacts[];
}

function sizeOf(weights: readonly { readonly shape: tf.Shape }[]): number {
  return weights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((size, n) => size * n!, 1),
    0,
  );
}

/** A sequential model lists no input layer; the same graph as a plain model does. */
function graphOf(network: tf.LayersModel): tf.LayersModel {
  const { inputs, outputs } = network;
  return network instanceof tf.Sequential ? tf.model({ inputs, outputs }) : network;
}

/** The layers' rows and configurations for a size. */
function openNetwork(network: tf.LayersModel, size: number) {
  expectNaturals({ size });
  const [, height, width] = network.inputs[0]!.shape;
  if ((height ?? size) !== size || (width ?? size) !== size) {
    throw new InputError(
      `Expected size to be that of the network's input, ${height} x ${width}, but found ${size}`,
    );
  }
  const graph = graphOf(network);
  let rows: NetworkLayer[];
  try {
    rows = layerTable(graph, size);
  } catch (cause) {
    throw new InputError(
      `Expected a size whose maps meet but found ${size}: ${messageOf(cause)}`,
      { cause },
    );
  }
  return { graph, rows, linked: linkLayers(graph, rows) };
}

/**
 * Refuses a size in words, before TensorFlow.js refuses it in shapes.
 *
 * @param network with one image input, channels last
 * @param size height and width of an image in pixels
 * @throws {InputError} if the network does not take that size
 *
 * @example
 * ```ts
 * import { buildUNet, expectNetworkSize, InputError, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2, depth: 3 });
 * expectNetworkSize(network, 256);
 * try {
 *   expectNetworkSize(network, 100);
 *   throw new Error("100 is no multiple of 8");
 * } catch (error) {
 *   if (!(error instanceof InputError)) throw error;
 * }
 * network.dispose();
 * ```
 */
export function expectNetworkSize(network: tf.LayersModel, size: number): void {
  openNetwork(network, size);
}

/**
 * Counts what a network costs and how far it sees, from its layers'
 * configurations.
 *
 * Multiply-accumulates are counted as usual in the literature: those of
 * convolutions (padding included), dense layers and attention's products of
 * matrices. What is done once a number, such as biases, activations,
 * normalisation, sums, pooling and upsampling (four a number where it is
 * bilinear), counts as 0: it is a small part of the whole.
 *
 * The receptive field is the theoretical one: the farthest pixels on either side
 * that any weights could let matter, found by following each place of the output
 * back through the layers. What matters in fact is mostly nearer (Luo et al.,
 * "Understanding the Effective Receptive Field in Deep Convolutional Neural
 * Networks", 2016).
 *
 * @param network with one image input, channels last
 * @param size height and width of the image in pixels, one that the network takes
 * @throws {InputError} if the network does not take that size, or a layer is of
 *   a class that it does not know
 *
 * @example
 * ```ts
 * import { buildUNet, measureArchitecture, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 16 });
 * const facts = measureArchitecture(network, 256);
 * if (facts.parameters !== network.countParams()) throw new Error();
 * if (facts.receptiveField.join() !== "100,100") throw new Error();
 * network.dispose();
 * ```
 */
export function measureArchitecture(
  network: tf.LayersModel,
  size: number,
): ArchitectureFacts {
  const { graph, rows, linked } = openNetwork(network, size);
  const [, height, width] = network.inputs[0]!.shape;
  const limits = [height, width];
  const seenBy = (end: number, axis: 0 | 1) => {
    const field = receptiveField(linked, end, axis);
    return field === Infinity ? limits[axis] ?? Infinity : field;
  };
  const layers = rows.map((row, i): LayerFacts => ({
    ...row,
    trainable: sizeOf(graph.getLayer(row.name).trainableWeights),
    multiplyAccumulates: kindOf(linked[i]!).multiplyAccumulates(linked[i]!),
    receptiveField: [seenBy(i, 0), seenBy(i, 1)],
  }));
  const total = (key: "parameters" | "trainable" | "multiplyAccumulates") =>
    layers.reduce((sum, layer) => sum + layer[key], 0);
  const ends = graph.outputLayers.map(({ name }) =>
    layers.find((layer) => layer.name === name)!.receptiveField
  );
  return {
    parameters: total("parameters"),
    trainable: total("trainable"),
    multiplyAccumulates: total("multiplyAccumulates"),
    receptiveField: [
      Math.max(...ends.map(([height]) => height)),
      Math.max(...ends.map(([, width]) => width)),
    ],
    layers,
  };
}
