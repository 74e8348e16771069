/**
 * The same weights give the same probabilities as in PyTorch, whose networks
 * were written on their own: see `pytorch/make_fixtures.py`.
 */
import { assertEquals, assertGreater, assertLess } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { buildHRNet, buildUNet, buildUNetPlusPlus, useEngine } from "#karyon";
import { readSafetensors } from "./pytorch/read_safetensors.ts";

/** PyTorch's name of a weight, by what Keras's name ends with. */
const KINDS: Record<string, string> = {
  kernel: "weight",
  bias: "bias",
  gamma: "weight",
  beta: "bias",
  moving_mean: "running_mean",
  moving_variance: "running_var",
};

/** Fills a network with a fixture's weights; returns their names, each as often as used. */
function carryWeights(
  network: tf.LayersModel,
  tensors: ReadonlyMap<string, tf.Tensor>,
): string[] {
  const used: string[] = [];
  for (const layer of network.layers) {
    const weights = layer.weights.map(({ originalName }) => {
      const name = `${layer.name}.${KINDS[originalName.split("/").at(-1)!]}`;
      const tensor = tensors.get(name);
      if (tensor === undefined) throw new Error(`Expected a tensor ${name}`);
      used.push(name);
      // Convolutions: out, in, height, width. Transposed ones: in, out, height, width,
      // for a kernel that has its outputs first. One order for both.
      return tensor.rank === 4 ? tf.transpose(tensor, [2, 3, 1, 0]) : tensor.clone();
    });
    layer.setWeights(weights);
    tf.dispose(weights);
  }
  return used;
}

for (
  const [file, build] of [
    ["unet", buildUNet],
    ["unet_batch", buildUNet],
    ["unet_bilinear", buildUNet],
    ["unet_plus_plus", buildUNetPlusPlus],
    ["hrnet", buildHRNet],
    ["hrnet_stem", buildHRNet],
  ] as const
) {
  Deno.test(`${build.name}() computes what PyTorch does, from ${file}`, async () => {
    await useEngine("wasm");
    const path = new URL(`./pytorch/${file}.safetensors`, import.meta.url);
    const { metadata, tensors } = await readSafetensors(path);
    const network = build(JSON.parse(metadata["options"]!));
    const used = carryWeights(network, tensors);
    assertEquals([...used, "image", "probability"].sort(), [...tensors.keys()].sort());

    const [expected, found] = tf.tidy(() => {
      const image = tf.transpose(tensors.get("image")!, [0, 2, 3, 1]);
      return [tensors.get("probability")!, network.predict(image) as tf.Tensor]
        .map((map) => map.dataSync());
    });
    assertEquals(found!.length, expected!.length);
    // Numbers that say something: not all near one half.
    assertGreater(Math.max(...expected!) - Math.min(...expected!), 0.5);
    const differences = expected!.map((value, i) => Math.abs(value - found![i]!));
    assertLess(Math.max(...differences), 1e-4);
    tf.dispose([...tensors.values()]);
    network.dispose();
  });
}
