/**
 * Trains a small network for three steps on the wasm engine and prints its
 * threads, its loss and a digest of its weights: what `threads_test.ts` runs.
 *
 * @module
 */
import { createHash } from "node:crypto";
import * as tf from "@tensorflow/tfjs";
import { Adam, binaryCrossEntropy, buildUNet, useEngine } from "#karyon";

const { name, sentence, details } = await useEngine("wasm");
if (name !== "wasm") throw new Error(sentence);
const network = buildUNet({ filters: 5, depth: 2 });
const images = tf.randomUniform([2, 48, 48, 3], 0, 1, "float32", 1);
const masks = tf.randomUniform([2, 48, 48, 1], 0, 1, "float32", 2).greater(0.8)
  .cast("float32");
const variables = network.trainableWeights.map((weight) => weight.read() as tf.Variable);
const adam = new Adam(variables, 1e-2);
let loss = 0;
for (let i = 0; i < 3; i++) {
  const { value, grads } = tf.variableGrads(
    () =>
      binaryCrossEntropy(masks, network.apply(images, { training: true }) as tf.Tensor),
    variables,
  );
  adam.step(grads);
  loss = (await value.data())[0]!;
}
const hash = createHash("sha256");
for (const variable of variables) {
  hash.update(new Uint8Array((await variable.data()).buffer));
}
console.log(
  JSON.stringify({ name, sentence, details, loss, digest: hash.digest("hex") }),
);
