import * as tf from "@tensorflow/tfjs";
import { Adam, binaryCrossEntropy, findArchitecture, fuseLayers } from "#karyon";
import type { NetworkJob, TrainingStep } from "./jobs.ts";
import type { Prepared } from "./prepared.ts";

function buildNetwork({ network, filters }: NetworkJob): tf.LayersModel {
  return network === "unet-batch-norm"
    ? findArchitecture("unet").build({ filters, normalization: "batch" })
    : findArchitecture(network).build({ filters });
}

/** What `karyon train` does for a batch, without its bookkeeping. */
function makeKaryonStep(network: tf.LayersModel, images: tf.Tensor, masks: tf.Tensor) {
  fuseLayers(network);
  const variables = network.trainableWeights.map((weight) =>
    weight.read() as tf.Variable
  );
  const adam = new Adam(variables, 1e-3);
  const step = async () => {
    const { value, grads } = tf.variableGrads(
      () =>
        binaryCrossEntropy(masks, network.apply(images, { training: true }) as tf.Tensor),
      variables,
    );
    adam.step(grads);
    await value.data();
    tf.dispose([value, grads] as tf.TensorContainer);
  };
  return { step, dispose: () => adam.dispose() };
}

/** What TensorFlow.js's own `fit` does for a batch. */
function makeStockStep(network: tf.LayersModel, images: tf.Tensor, masks: tf.Tensor) {
  const optimizer = tf.train.adam(1e-3);
  network.compile({ optimizer, loss: "binaryCrossentropy" });
  const step = async () => {
    await network.trainOnBatch(images, masks);
  };
  return { step, dispose: () => optimizer.dispose() };
}

function makeInferenceStep(network: tf.LayersModel, images: tf.Tensor) {
  const step = async () => {
    const output = network.predictOnBatch(images) as tf.Tensor;
    await output.data();
    output.dispose();
  };
  return { step, dispose: () => {} };
}

/** A network with random images and masks, a fifth of them nucleus. */
export function prepareNetwork(job: NetworkJob, trainingStep: TrainingStep): Prepared {
  const { batch, size, work } = job;
  const network = buildNetwork(job);
  const images = tf.randomUniform([batch, size, size, 3], 0, 1, "float32", 1);
  const masks = tf.tidy(() =>
    tf.randomUniform([batch, size, size, 1], 0, 1, "float32", 2).greater(0.8)
      .cast("float32")
  );
  const made = work === "inference"
    ? makeInferenceStep(network, images)
    : trainingStep === "stock"
    ? makeStockStep(network, images, masks)
    : makeKaryonStep(network, images, masks);
  return {
    step: made.step,
    parameters: network.countParams(),
    dispose: () => {
      made.dispose();
      network.dispose();
      tf.dispose([images, masks]);
    },
  };
}
