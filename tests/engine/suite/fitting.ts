import * as tf from "@tensorflow/tfjs";
import { seededRandom } from "#karyon";
import { networks, setWeights } from "./networks.ts";

/** A way to train, through `model.fit` alone. */
export interface Fitting {
  readonly network: string;
  readonly optimiser: () => tf.Optimizer | string;
  readonly loss: string;
  readonly targets: readonly number[];
  /** With one batch an epoch, the order of the samples does not matter. */
  readonly shuffle?: boolean;
}

const MASKS = [8, 8, 8, 1], KINDS = [8, 8];

export const fittings: Readonly<Record<string, Fitting>> = {
  "U-Net, sgd, binary cross-entropy": {
    network: "U-Net",
    optimiser: () => tf.train.sgd(0.05),
    loss: "binaryCrossentropy",
    targets: MASKS,
  },
  "U-Net, adam, binary cross-entropy, shuffled": {
    network: "U-Net",
    optimiser: () => "adam",
    loss: "binaryCrossentropy",
    targets: MASKS,
    shuffle: true,
  },
  "residual with batch normalisation, rmsprop, mean squared error": {
    network: "residual, batch normalisation",
    optimiser: () => tf.train.rmsprop(0.002),
    loss: "meanSquaredError",
    targets: MASKS,
  },
  "attention, momentum, mean squared error": {
    network: "attention",
    optimiser: () => tf.train.momentum(0.05, 0.9),
    loss: "meanSquaredError",
    targets: MASKS,
  },
  "classifier, adam, categorical cross-entropy": {
    network: "classifier",
    optimiser: () => tf.train.adam(0.01),
    loss: "categoricalCrossentropy",
    targets: KINDS,
  },
};

function samples({ targets }: Fitting): [tf.Tensor, tf.Tensor] {
  const random = seededRandom(9);
  const fill = (shape: readonly number[], draw: () => number) =>
    tf.tensor(
      Float32Array.from({ length: shape.reduce((a, b) => a * b) }, draw),
      [...shape],
    );
  const x = fill([8, 8, 8, 3], random);
  if (targets !== KINDS) {
    return [x, fill(targets, () => random() < 0.5 ? 1 : 0)];
  }
  return [x, tf.tidy(() => tf.cast(tf.oneHot(tf.range(0, 8, 1, "int32"), 8), "float32"))];
}

/** The losses of three epochs of training and validation, on the current engine. */
export async function fit(
  fitting: Fitting,
): Promise<{ readonly losses: number[]; readonly leaked: number }> {
  const before = tf.memory().numTensors;
  const network = networks[fitting.network]!();
  setWeights(network);
  const optimiser = fitting.optimiser();
  network.compile({ optimizer: optimiser, loss: fitting.loss, metrics: ["accuracy"] });
  const [x, y] = samples(fitting);
  const shuffle = fitting.shuffle ?? false;
  const { history } = await network.fit(x, y, {
    epochs: 3,
    batchSize: shuffle ? 8 : 4,
    shuffle,
    validationData: [x, y],
    verbose: 0,
  });
  tf.dispose([x, y]);
  network.dispose();
  if (typeof optimiser !== "string") optimiser.dispose();
  return {
    losses: [...history["loss"]!, ...history["val_loss"]!] as number[],
    leaked: tf.memory().numTensors - before,
  };
}
