import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  architectures,
  type BuildOptions,
  buildSlidingWindow,
  buildUNet,
  buildUNet2015,
  InputError,
  networkToOnnx,
  NUCLEUS_MAPS,
  useEngine,
} from "#karyon";
import { assertSameInOnnx } from "./checks.ts";

/** What each network is asked for, one case a line; all options come up. */
const CASES: readonly (readonly [name: string, options: BuildOptions])[] = [
  ["unet", { normalization: "batch", dropout: 0.3, maps: NUCLEUS_MAPS }],
  ["unet", { normalization: "none", upsampling: "bilinear", depth: 2 }],
  ["unet-plus-plus", { normalization: "batch", deepSupervision: true, depth: 2 }],
  ["unet-plus-plus", { convolutions: 1, upsampling: "bilinear", depth: 2 }],
  ["attention-unet", { normalization: "batch", depth: 2 }],
  ["attention-unet", { upsampling: "bilinear", maps: NUCLEUS_MAPS, depth: 3 }],
  ["hrnet", { maps: NUCLEUS_MAPS }],
  ["hrnet", { normalization: "none" }],
  ["transformer", {}],
  ["transformer", { normalization: "none", maps: NUCLEUS_MAPS }],
  ["karyon-small", { filters: 4, maps: NUCLEUS_MAPS }],
  ["karyon-small", { filters: 4, normalization: "batch", bottleneck: 0.5 }],
];

Deno.test("every architecture of the registry is among the cases", () =>
  assertEquals(
    [...new Set(CASES.map(([name]) => name))].sort(),
    Object.keys(architectures).sort(),
  ));

for (const [name, options] of CASES) {
  Deno.test(`ONNX Runtime computes what TensorFlow.js does: ${name} ${JSON.stringify(options)}`, async () => {
    await useEngine("wasm");
    const { build, multipleOf } = architectures[name]!;
    const side = multipleOf(options);
    await assertSameInOnnx(build({ filters: 2, ...options }), [
      [2, side, 2 * side, 3],
      [1, 3 * side, side, 3],
    ]);
  });
}

Deno.test("ONNX Runtime computes what TensorFlow.js does: the U-Net of 2015, valid and cropped", async () => {
  await useEngine("wasm");
  for (const size of [[20, 36], [28, 20]] as const) {
    const network = buildUNet2015({ size, depth: 1, filters: 2 });
    await assertSameInOnnx(network, [[2, ...size, 1]]);
  }
});

Deno.test("ONNX Runtime computes what TensorFlow.js does: a network of patches", async () => {
  await useEngine("wasm");
  await assertSameInOnnx(buildSlidingWindow({ filters: 2 }), [[2, 64, 64, 3]]);
});

Deno.test("networkToOnnx() names the input and output, leaves lengths open, keeps words", async () => {
  await useEngine("wasm");
  const network = buildUNet({ filters: 1, depth: 1, channels: 2 });
  const metadata = { threshold: "0.4" };
  const { graph, ...model } = networkToOnnx(network, {
    name: "nuclei",
    description: "finds them",
    metadata,
  });
  assertEquals(model, { opset: 17, metadata, description: "finds them" });
  assertEquals(graph.name, "nuclei");
  assertEquals(graph.inputs, [{ name: "image", dims: ["batch", 2, "height", "width"] }]);
  assertEquals(graph.outputs, [{
    name: "probabilities",
    dims: ["batch", 1, "height", "width"],
  }]);
  // Every value is made before it is used, and the last is the output.
  const there = new Set(["image", ...graph.initializers.keys()]);
  for (const { inputs, outputs } of graph.nodes) {
    assertEquals(inputs.filter((name) => name !== "" && !there.has(name)), []);
    outputs.forEach((name) => there.add(name));
  }
  assertEquals(graph.nodes.at(-1)!.outputs, ["probabilities"]);
  assertEquals(
    networkToOnnx(network, { name: "n", output: "odds" }).graph.outputs[0]!.name,
    "odds",
  );
  network.dispose();
});

Deno.test("networkToOnnx() gives a shared layer and a layer called image their own names", async () => {
  await useEngine("wasm");
  const input = tf.input({ name: "given", shape: [null, null, 3] });
  const twice = tf.layers.conv2d({ name: "image", filters: 3, kernelSize: 1 });
  const outputs = twice.apply(twice.apply(input)) as tf.SymbolicTensor;
  await assertSameInOnnx(tf.model({ inputs: input, outputs }), [[1, 2, 3, 3]]);
});

Deno.test("networkToOnnx() refuses layers and networks that it does not know, by name", async () => {
  await useEngine("wasm");
  const input = tf.input({ shape: [null, null, 3] });
  const through = (layer: tf.layers.Layer) =>
    tf.model({ inputs: input, outputs: layer.apply(input) as tf.SymbolicTensor });
  const convert = (network: tf.LayersModel) => networkToOnnx(network, { name: "n" });
  assertThrows(
    () => convert(through(tf.layers.gaussianNoise({ name: "noisy", stddev: 1 }))),
    InputError,
    '"noisy" of the class GaussianNoise',
  );
  assertThrows(
    () => convert(through(tf.layers.activation({ name: "odd", activation: "selu" }))),
    InputError,
    'Expected the layer "odd" (Activation) to have one of the activations',
  );
  const two = tf.model({ inputs: [input, tf.input({ shape: [1] })], outputs: input });
  assertThrows(() => convert(two), InputError, "one input but found 2");
});
