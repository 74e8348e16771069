import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { buildUNet, computeWith, predictValues, useEngine } from "#karyon";

Deno.test("predictions come from what is put in TensorFlow.js' place, and no tensors stay", async () => {
  await useEngine("cpu");
  const network = buildUNet({ filters: 1, depth: 1 });
  const values = {
    data: Float32Array.from({ length: 36 }, (_, i) => i),
    width: 4,
    height: 3,
  };
  const before = tf.memory().numTensors;
  const [own] = await predictValues(network, values);
  const asked: (readonly number[])[] = [];
  computeWith(network, (given, shape) => {
    asked.push(shape);
    return Promise.resolve(given.filter((_, i) => i % 3 === 0));
  });
  const [red] = await predictValues(network, values);
  assertEquals(tf.memory().numTensors, before);
  // Three rows become four, by mirroring, and are cut off again.
  assertEquals(asked, [[1, 4, 4, 3]]);
  assertEquals([...red!], Array.from({ length: 12 }, (_, i) => 3 * i));
  assertEquals(own!.length, 12);
  network.dispose();
});
