/** What is checked of graphs: that ONNX Runtime computes what TensorFlow.js does. */
import { assertEquals, assertLessOrEqual } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  type BatchShape,
  encodeOnnx,
  networkToOnnx,
  openOnnxSession,
  seededRandom,
} from "#karyon";

/** Numbers from 0 to below 1, always the same for a seed. */
export function randomValues(size: number, seed: number): Float32Array {
  const next = seededRandom(seed);
  return Float32Array.from({ length: size }, next);
}

/**
 * Moves every weight that starts as zero or one: biases, and the statistics and
 * factors of normalisations, which would else not show whether they are used.
 */
export function stirWeights(network: tf.LayersModel): void {
  network.weights.forEach((weight, i) => {
    const [part] = weight.originalName.split("/").slice(-1);
    if (part!.includes("kernel")) return;
    const isFactor = part!.includes("variance") || part!.includes("gamma");
    const size = tf.util.sizeFromShape(weight.shape as number[]);
    const values = randomValues(size, 100 + i)
      .map((value) => isFactor ? 0.5 + value : 0.4 * (value - 0.5));
    const stirred = tf.tensor(values, weight.shape as number[]);
    weight.write(stirred);
    stirred.dispose();
  });
}

/** The largest difference between both for random images of some sizes. */
export async function largestDifference(
  network: tf.LayersModel,
  shapes: readonly BatchShape[],
): Promise<number> {
  const session = await openOnnxSession(
    encodeOnnx(networkToOnnx(network, { name: network.name })),
    { threads: 1 },
  );
  let largest = 0;
  for (const [i, shape] of shapes.entries()) {
    const values = randomValues(tf.util.sizeFromShape([...shape]), 7 + i);
    const image = tf.tensor(values, [...shape]);
    const expected = network.predict(image) as tf.Tensor;
    const found = await session.run(values, shape);
    // A row of numbers comes as an image of one pixel.
    const lengths = [...found.shape].filter((_, axis) =>
      expected.rank === 4 || axis === 0 || axis === 3
    );
    assertEquals(lengths, expected.shape);
    const wanted = expected.dataSync();
    found.values.forEach((value, at) => {
      const difference = Math.abs(value - wanted[at]!);
      // What is no number differs from everything.
      largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
    });
    tf.dispose([image, expected]);
  }
  await session.dispose();
  return largest;
}

/** Fails unless ONNX Runtime computes the same for all images. */
export async function assertSameInOnnx(
  network: tf.LayersModel,
  shapes: readonly BatchShape[],
  limit = 1e-4,
): Promise<void> {
  stirWeights(network);
  assertLessOrEqual(await largestDifference(network, shapes), limit);
  network.dispose();
}
