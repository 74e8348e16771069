import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  binarize,
  buildUNet,
  createImage,
  type Model,
  modelSegmenter,
  predictProbabilities,
  predictSquareMaps,
  seededRandom,
  useEngine,
} from "#karyon";
import { CARD } from "../support/tiny_model.ts";

/** A network that was never trained: what it says depends on how an image lies. */
function untrained(): Model {
  const network = buildUNet({ filters: 2, depth: 1, seed: 3 });
  const input = { size: 16, normalization: "none", fit: "native" } as const;
  const card = { ...CARD, input };
  return { path: "", card, network, history: [], dispose: () => network.dispose() };
}

Deno.test("modelSegmenter() averages over flips and turns where asked, at both sizes", async () => {
  await useEngine("wasm");
  const model = untrained();
  const random = seededRandom(2);
  const image = createImage(24, 16, 3);
  image.data.forEach((_, i) => image.data[i] = random() * 256);
  // About half of the pixels lie on each side of it.
  const plain = await predictProbabilities(model, image);
  const threshold = plain.toSorted()[plain.length / 2]!;
  const halved = { ...model, card: { ...model.card, threshold } };
  const before = tf.memory().numTensors;
  const masks = [];
  for (const augment of [false, true]) {
    const segmenter = modelSegmenter(halved, { augment });
    const { mask } = await segmenter.segment(image);
    const maps = await predictProbabilities(model, image, { augment });
    assertEquals([...mask], [...binarize(maps, threshold)]);
    const square = await segmenter.segmentSquare!(image);
    const [squeezed] = await predictSquareMaps(model.network, image, model.card.input, {
      augment,
    });
    // As the case study does it, whatever the card says.
    assertEquals([...square.mask], [...binarize(squeezed!, 0.5)]);
    masks.push([...mask]);
  }
  assert(masks[0]!.join() !== masks[1]!.join());
  assertEquals(tf.memory().numTensors, before);
  model.dispose();
});
