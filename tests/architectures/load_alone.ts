/**
 * Loads each folder that it is given and prints the mean probability for a plain
 * gray image: a program of its own, which builds none of them.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { loadModel } from "../../src/architectures/mod.ts";

const means: number[] = [];
for (const folder of Deno.args) {
  const { network, card, dispose } = await loadModel(folder);
  const { size } = card.input;
  const output = network.predict(tf.fill([1, size, size, 3], 0.5)) as tf.Tensor;
  means.push(tf.mean(output).dataSync()[0]!);
  dispose();
}
console.log(JSON.stringify(means));
