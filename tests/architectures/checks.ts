/** What is checked of every network. */
import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import {
  architectureChart,
  artifactsOf,
  binaryCrossEntropy,
  createImage,
  expectNetworkSize,
  InputError,
  layerTable,
  loadModel,
  measureArchitecture,
  predictNuclei,
  writeModel,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { CARD } from "../support/tiny_model.ts";

/** A network of layers that follow each other. */
export function chain(...layers: tf.layers.Layer[]): tf.LayersModel {
  const inputs = tf.input({ shape: [null, null, 3] });
  const outputs = layers.reduce(
    (x, layer) => layer.apply(x) as tf.SymbolicTensor,
    inputs,
  );
  return tf.model({ inputs, outputs });
}

/** Weights of a convolution with a square kernel, its bias included. */
export const convolutionWeights = (kernel: number, from: number, to: number): number =>
  kernel ** 2 * from * to + to;

/** An image, and as its mask the pixels that are bright in red. */
export function brightSpots(side: number): { image: tf.Tensor4D; mask: tf.Tensor4D } {
  const image = tf.randomUniform<tf.Rank.R4>([2, side, side, 3], 0, 1, "float32", 7);
  const mask = tf.tidy(() =>
    tf.greater(image.slice([0, 0, 0, 0], [2, side, side, 1]), 0.7)
      .cast("float32") as tf.Tensor4D
  );
  return { image, mask };
}

/** The loss in training mode, and the gradient of every weight that learns. */
function lossAndGradients(model: tf.LayersModel, image: tf.Tensor, mask: tf.Tensor) {
  return tf.variableGrads(
    () => binaryCrossEntropy(mask, model.apply(image, { training: true }) as tf.Tensor),
    model.trainableWeights.map((weight) => weight.read() as tf.Variable),
  );
}

/** Fails where a weight gets no gradient, or one that is zero all over. */
export function assertAllLearn(model: tf.LayersModel, side: number): void {
  const { image, mask } = brightSpots(side);
  const { value, grads } = lossAndGradients(model, image, mask);
  assertEquals(Object.keys(grads).length, model.trainableWeights.length);
  const still = model.trainableWeights.filter((weight) =>
    !grads[(weight.read() as tf.Variable).name]!.dataSync().some((g) =>
      g !== 0 && Number.isFinite(g)
    )
  );
  assertEquals(still.map(({ name }) => name), []);
  tf.dispose([image, mask, value, grads] as tf.TensorContainer);
}

/**
 * Fails unless the loss falls when all weights move against their gradients,
 * and by as much as the gradients say. Every weight moves equally far, so that
 * the steep ones near the output do not hide the others: by `step`, for a fall
 * of `step` times the sum of the gradients' lengths.
 */
export function assertGradientsAreSlopes(model: tf.LayersModel, side: number): void {
  const { image, mask } = brightSpots(side);
  const { value, grads } = lossAndGradients(model, image, mask);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const lengths = variables.map(({ name }) =>
    tf.tidy(() => tf.norm(grads[name]!).dataSync()[0]!)
  );
  // Far above the rounding of a loss near 0.7, and short enough for a straight line.
  const fall = 1e-3, step = fall / lengths.reduce((sum, length) => sum + length, 0);
  const move = (by: number) =>
    tf.tidy(() =>
      variables.forEach((variable, i) =>
        variable.assign(
          tf.sub(variable, tf.mul(grads[variable.name]!, by / lengths[i]!)),
        )
      )
    );
  const lossNow = () =>
    tf.tidy(() =>
      binaryCrossEntropy(mask, model.apply(image, { training: true }) as tf.Tensor)
        .dataSync()[0]!
    );
  move(step);
  const after = lossNow();
  move(-2 * step);
  const before = lossNow();
  move(step);
  assertGreater(before, value.dataSync()[0]!);
  assertLess(after, value.dataSync()[0]!);
  assertAlmostEquals((before - after) / 2, fall, 0.1 * fall);
  tf.dispose([image, mask, value, grads] as tf.TensorContainer);
}

/** Fails unless the seed, and nothing else, decides the weights. */
export function assertSeeded(build: (seed: number) => tf.LayersModel): void {
  const draw = (seed: number) => {
    const model = build(seed);
    const values = model.getWeights().map((weight) => [...weight.dataSync()]);
    model.dispose();
    return values;
  };
  const first = draw(1);
  assertEquals(draw(1), first);
  assertNotEquals(draw(2), first);
}

/** Fails unless a size that is not square comes out as it went in, as probabilities. */
export function assertKeepsSize(
  model: tf.LayersModel,
  [height, width]: readonly [number, number],
): void {
  const output = tf.tidy(() => {
    const image = tf.randomUniform([1, height, width, 3], 0, 1, "float32", 5);
    return model.predict(image) as tf.Tensor;
  });
  assertEquals(output.shape, [1, height, width, 1]);
  // A sigmoid far from 0 is rounded to 0 or 1 in float32.
  assertEquals([...output.dataSync()].filter((p) => !(p >= 0 && p <= 1)), []);
  output.dispose();
}

/** Fails unless the model's folder gives back a network that predicts the same. */
export async function assertSurvivesSaving(
  network: tf.LayersModel,
  side: number,
): Promise<void> {
  const { image, mask } = brightSpots(side);
  // In training mode once, so that the statistics of batches are not what they began as.
  tf.dispose(network.apply(image, { training: true }) as tf.Tensor);
  const predict = (model: tf.LayersModel) =>
    tf.tidy(() => (model.predict(image) as tf.Tensor).dataSync());
  await withFolder(async (folder) => {
    await writeModel(folder, {
      artifacts: await artifactsOf(network),
      card: CARD,
      history: [],
    });
    const model = await loadModel(folder);
    assertEquals(predict(model.network), predict(network));
    model.dispose();
  });
  tf.dispose([image, mask]);
}

/** Fails where a legal size, square or not, comes out as another one. */
export function assertKeepsLegalSizes(model: tf.LayersModel, multiple: number): void {
  const side = fc.integer({ min: 1, max: 4 }).map((times) => times * multiple);
  fc.assert(
    fc.property(side, side, (height, width) => assertKeepsSize(model, [height, width])),
    { numRuns: 4, examples: [[multiple, 3 * multiple]] },
  );
}

/**
 * Fails unless an image of odd sides is segmented, as large as it is and squeezed
 * to the network's size, and a size that the network cannot take is named.
 */
export async function assertTakesAnyImage(
  network: tf.LayersModel,
  multiple: number,
): Promise<void> {
  const image = createImage(multiple + 3, 2 * multiple + 1, 3);
  for (const fit of ["native", "square"] as const) {
    const card = { ...CARD, input: { ...CARD.input, size: 2 * multiple, fit } };
    const { mask } = await predictNuclei(
      { path: "", card, network, history: [], dispose: () => {} },
      image,
    );
    assertEquals(mask.length, image.width * image.height);
  }
  assertThrows(
    () => expectNetworkSize(network, 2 * multiple + 1),
    InputError,
    "Expected a size whose maps meet",
  );
}

/** Fails where a network, once made and used, is not gone when it is disposed. */
export function assertLeavesNothing(build: () => tf.LayersModel, side: number): void {
  const { image, mask } = brightSpots(side);
  const before = tf.memory().numTensors;
  const model = build();
  tf.dispose(model.predict(image) as tf.Tensor);
  const { value, grads } = lossAndGradients(model, image, mask);
  tf.dispose([value, grads] as tf.TensorContainer);
  model.dispose();
  assertEquals(tf.memory().numTensors - before, 0);
  tf.dispose([image, mask]);
}

/** Fails unless the network's figure shows where it begins and ends. */
export function assertDraws(model: tf.LayersModel, side: number): void {
  const { svg, alt } = architectureChart(layerTable(model, side), { name: model.name });
  assertStringIncludes(svg, "</svg>");
  assertEquals(/NaN|undefined/.test(svg), false);
  // Three channels come in and one goes out, both of the image's size.
  assertEquals(
    new RegExp(`at ${side} × ${side}: 3,.*, 1(;|\\.)`).test(alt.split(";")[0]! + ";"),
    true,
    alt,
  );
}

/** Fails unless the facts of the whole agree with what can be had otherwise. */
export function assertMeasured(model: tf.LayersModel, side: number): void {
  const facts = measureArchitecture(model, side);
  assertEquals(facts.parameters, model.countParams());
  assertEquals(
    facts.trainable,
    model.trainableWeights.reduce((sum, weight) => sum + weight.read().size, 0),
  );
  // No weight meets more places than the image has; the products of attention, which
  // have no weights, are few at a small size.
  assertGreater(facts.multiplyAccumulates, 0);
  assertLess(facts.multiplyAccumulates, 2 * facts.parameters * side ** 2);
  const [height, width] = facts.receptiveField;
  assertEquals(height, width);
  assertGreater(height, 2);
}
