import type * as tf from "@tensorflow/tfjs";

/** One layer of a network, for a table or a figure. */
export interface NetworkLayer {
  readonly name: string;
  /** TensorFlow.js's class name, such as `Conv2D`. */
  readonly type: string;
  /** `[height, width, channels]` of what it gives out. */
  readonly outputShape: readonly [number, number, number];
  /** The layers that it takes from. */
  readonly inputs: readonly string[];
  readonly parameters: number;
}

/** The inner part of a layer that says what feeds it. */
interface Linked {
  readonly inboundNodes: readonly {
    readonly inboundLayers: readonly tf.layers.Layer[];
  }[];
}

/**
 * A network's layers in order, with the shapes that an image of one size gives.
 *
 * @param network with one image input, channels last
 * @param size height and width of the image, in pixels
 *
 * @example
 * ```ts
 * import { buildUNet, layerTable, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 16 });
 * const last = layerTable(network, 256).at(-1)!;
 * if (last.outputShape.join() !== "256,256,1") throw new Error(`${last.outputShape}`);
 * network.dispose();
 * ```
 */
export function layerTable(network: tf.LayersModel, size: number): NetworkLayer[] {
  const shapes = new Map<string, tf.Shape>();
  return network.layers.map((layer) => {
    const inputs = (layer as unknown as Linked).inboundNodes
      .flatMap(({ inboundLayers }) => inboundLayers.map(({ name }) => name));
    const given = inputs.map((name) => shapes.get(name)!);
    const [, , , channels] = layer.outputShape as tf.Shape;
    const shape = given.length === 0
      ? [null, size, size, channels!]
      : layer.computeOutputShape(given.length === 1 ? given[0]! : given) as tf.Shape;
    shapes.set(layer.name, shape);
    // Numbers a channel, such as means over the image, count as a map of one pixel, and
    // a row of places as a map of one line.
    const [height, width, depth] = [1, 1, ...shape.slice(1)].slice(-3) as [
      number,
      number,
      number,
    ];
    return {
      name: layer.name,
      type: layer.getClassName(),
      outputShape: [height, width, depth],
      inputs,
      parameters: layer.countParams(),
    };
  });
}
