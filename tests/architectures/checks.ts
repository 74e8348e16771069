/** What is checked of every network. */
import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { artifactsOf, binaryCrossEntropy, loadModel, writeModel } from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { CARD } from "../support/tiny_model.ts";

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
  assertEquals([...output.dataSync()].filter((p) => !(p > 0 && p < 1)), []);
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
