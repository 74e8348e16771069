import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { architectures, networkMultiple, useEngine } from "#karyon";
import { brightnessNetwork } from "../support/tiny_model.ts";

Deno.test("networkMultiple() finds what the registry says, whatever the network", async () => {
  await useEngine("cpu");
  for (const { name, multiple, build } of Object.values(architectures)) {
    const network = build({ filters: 4 });
    assertEquals(networkMultiple(network), multiple, name);
    network.dispose();
  }
});

Deno.test("networkMultiple() follows factors that are not powers of two", async () => {
  await useEngine("cpu");
  const input = tf.input({ shape: [null, null, 3] });
  const threes = tf.layers.maxPooling2d({ poolSize: 3, strides: 3 }).apply(input);
  const twos = tf.layers.averagePooling2d({ poolSize: 2, strides: 2 }).apply(input);
  const network = tf.model({ inputs: input, outputs: [threes, twos] as never });
  assertEquals(networkMultiple(network), 6);
});

Deno.test("networkMultiple() is 1 where nothing shrinks, also of a sequential model", async () => {
  await useEngine("cpu");
  const network = brightnessNetwork();
  const before = tf.memory().numTensors;
  assertEquals(networkMultiple(network), 1);
  assertEquals(tf.memory().numTensors, before);
  network.dispose();
});
