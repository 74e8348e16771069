import * as tf from "@tensorflow/tfjs";
import { artifactsOf, type Card, type Model, writeModel } from "#karyon";

/** A card with everything that a reader of it expects. */
export const CARD: Card = {
  name: "tiny",
  architecture: { name: "unet", filters: 1 },
  parameters: 4,
  input: { size: 8, normalization: "none" },
  threshold: 0.5,
  recipe: { name: "none" },
  seed: 1,
  training: {
    data: "none",
    checksum: "none",
    protocol: "case-study",
    train_images: 0,
    validation_images: 0,
    epochs: 0,
    best_epoch: 0,
    ended: "all epochs",
    seconds: 0,
  },
  engine: "wasm",
  versions: {},
  weights: { type: "float32", bytes: 16 },
  metrics: [],
};

/**
 * A network of one 1 x 1 convolution that says "nucleus" where the mean of red,
 * green and blue is above 0.5: what it predicts can be worked out by hand.
 */
export function brightnessNetwork(): tf.LayersModel {
  const network = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [null, null, 3],
        filters: 1,
        kernelSize: 1,
        activation: "sigmoid",
      }),
    ],
  });
  const weights = [tf.fill([1, 1, 3, 1], 20), tf.tensor1d([-30])];
  network.setWeights(weights);
  tf.dispose(weights);
  return network;
}

export function brightnessModel(): Model {
  const network = brightnessNetwork();
  return { path: "", card: CARD, network, history: [], dispose: () => network.dispose() };
}

/** Writes it as a model's folder. */
export async function writeTinyModel(path: string): Promise<void> {
  const network = brightnessNetwork();
  await writeModel(path, {
    artifacts: await artifactsOf(network),
    card: CARD,
    history: [],
  });
  network.dispose();
}
