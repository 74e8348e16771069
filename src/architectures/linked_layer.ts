import type * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import type { ConfiguredLayer } from "./layer_config.ts";
import type { NetworkLayer } from "./layer_table.ts";

/** A layer with the layers that it takes from. */
export interface LinkedLayer extends ConfiguredLayer {
  readonly sources: readonly LinkedLayer[];
}

/** Some layers find maps of different sizes only when they join them. */
function expectMeeting({ name, inputs }: LinkedLayer): void {
  for (const axis of [0, 1] as const) {
    const lengths = new Set(inputs.map((shape) => shape[axis]).filter((n) => n !== 1));
    if (lengths.size < 2) continue;
    throw new InputError(
      `Expected a size whose maps meet at the layer "${name}" but found ${
        inputs.map(([height, width]) => `${height} x ${width}`).join(", ")
      } there`,
    );
  }
}

/**
 * The layers of a table with their configurations, in the same order.
 *
 * @throws {InputError} if maps of different sizes meet at a layer
 */
export function linkLayers(
  network: tf.LayersModel,
  rows: readonly NetworkLayer[],
): LinkedLayer[] {
  const byName = new Map<string, LinkedLayer>();
  return rows.map(({ name, type, outputShape, inputs }): LinkedLayer => {
    const sources = inputs.map((input) => byName.get(input)!);
    const layer = network.getLayer(name);
    const linked: LinkedLayer = {
      name,
      type,
      config: layer.getConfig(),
      weights: layer.weights.map(({ shape }) => shape as number[]),
      inputs: sources.map(({ output }) => output),
      output: outputShape,
      sources,
    };
    if (type !== "Dot") expectMeeting(linked);
    byName.set(name, linked);
    return linked;
  });
}
