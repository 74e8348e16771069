import * as tf from "@tensorflow/tfjs";

/** A network's weights as plain data, in the network's order. */
export interface Weights {
  readonly specs: tf.io.WeightsManifestEntry[];
  readonly data: ArrayBuffer;
}

/** A network's weights, to the last bit. */
export async function readWeights(network: tf.LayersModel): Promise<Weights> {
  return await tf.io.encodeWeights(
    network.getWeights().map((tensor, i) => ({ name: `${i}`, tensor })),
  );
}

/** Gives a network the weights that one of the same shape had. */
export function writeWeights(network: tf.LayersModel, { specs, data }: Weights): void {
  const tensors = tf.io.decodeWeights(data, specs);
  network.setWeights(specs.map(({ name }) => tensors[name]!));
  tf.dispose(tensors);
}
