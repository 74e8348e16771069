import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  attentionDistances,
  attentionMaps,
  buildTransformer,
  buildUNet,
  InputError,
  useEngine,
} from "#karyon";

Deno.test("attentionMaps() gives weights that sum to one and make the layer's output", async () => {
  await useEngine("wasm");
  const network = buildTransformer({ filters: 1, blocks: 2, heads: 2 });
  const image = tf.randomUniform<tf.Rank.R4>([1, 32, 48, 3], 0, 1, "float32", 4);
  const before = tf.memory().numTensors;
  const maps = await attentionMaps(network, image);
  assertEquals(tf.memory().numTensors, before);
  assertEquals(
    maps.map(({ layer, heads, height, width, placeSize }) => [
      ...[layer, heads, height, width, placeSize],
    ]),
    [["block_1_attention", 2, 2, 3, 16], ["block_2_attention", 2, 2, 3, 16]],
  );
  const outputs = ["block_2_queries_keys_values", "block_2_attention"]
    .map((name) => network.getLayer(name).output as tf.SymbolicTensor);
  const part = tf.model({ inputs: network.inputs, outputs });
  const [asked, given] = (part.predict(image) as tf.Tensor[]).map((map) => {
    const values = map.dataSync();
    map.dispose();
    return values;
  });
  const { weights } = maps[1]!;
  for (let head = 0; head < 2; head++) {
    for (let from = 0; from < 6; from++) {
      const row = weights.subarray((head * 6 + from) * 6, (head * 6 + from + 1) * 6);
      assertAlmostEquals(row.reduce((sum, weight) => sum + weight), 1, 1e-5);
      for (let channel = 8 * head; channel < 8 * (head + 1); channel++) {
        // Queries and keys of 16 channels come before the values.
        const taken = row.reduce(
          (sum, weight, to) => sum + weight * asked![48 * to + 32 + channel]!,
          0,
        );
        assertAlmostEquals(given![16 * from + channel]!, taken, 1e-5);
      }
    }
  }
  image.dispose();
  network.dispose();
});

Deno.test("attentionDistances() is 0 for heads that look at themselves, and the mean for all", () => {
  const places = 4;
  const self = Array.from({ length: 16 }, (_, i) => i % 5 === 0 ? 1 : 0);
  const everywhere = new Array<number>(16).fill(1 / places);
  const weights = Float32Array.from([...self, ...everywhere]);
  const map = { layer: "", heads: 2, height: 2, width: 2, placeSize: 16, weights };
  const [none, mean] = attentionDistances(map);
  assertEquals(none, 0);
  // Itself, two neighbours at 16 pixels, and one across.
  assertAlmostEquals(mean!, 16 * (1 + 1 + Math.SQRT2) / 4, 1e-6);
});

Deno.test("attentionMaps() refuses networks without attention, and more than one image", async () => {
  await useEngine("cpu");
  const image = tf.zeros<tf.Rank.R4>([2, 16, 16, 3]);
  const plain = buildUNet({ filters: 1, depth: 1 });
  await assertRejects(() => attentionMaps(plain, image), InputError, "none in unet");
  const network = buildTransformer({ filters: 1, blocks: 1 });
  await assertRejects(
    () => attentionMaps(network, image),
    InputError,
    "one image but found 2",
  );
  image.dispose();
  plain.dispose();
  network.dispose();
});
