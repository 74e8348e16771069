import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { BF16, F32 } from "../../../../src/engine/native/constants.ts";
import { assertClose, backend, bf16Test, random, startNative } from "../support.ts";

/** What a normalisation in training, its gradient and one in use come to. */
function normalize(channels: number) {
  const shape = [2, 6, 5, channels] as const;
  // A convolution that changes nothing, but brings the engine's format.
  const identity = tf.reshape(tf.eye(channels), [1, 1, channels, channels]);
  const bring = (x: tf.Tensor) =>
    tf.conv2d(x as tf.Tensor4D, identity as tf.Tensor4D, 1, "same");
  const x = bring(tf.add(tf.mul(random([...shape], 1), 2), 0.5));
  const dy = bring(random([...shape], 2));
  const scale = tf.linspace(0.5, 2, channels), offset = tf.linspace(-1, 1, channels);
  const run = (kernel: string, inputs: Record<string, tf.Tensor>, epsilon: string) =>
    tf.engine().runKernel(kernel, inputs, { [epsilon]: 0.01 }) as unknown;
  const [y, mean, variance] = run(
    "BatchNormTraining",
    { x, scale, offset },
    "epsilon",
  ) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const gradients = run(
    "BatchNormTrainingGradient",
    { x, dy, mean, variance, scale },
    "epsilon",
  ) as tf.Tensor[];
  const used = run(
    "FusedBatchNorm",
    { x, mean, variance, scale, offset },
    "varianceEpsilon",
  ) as tf.Tensor;
  return {
    formats: [y, used].map((tensor) => backend().formatOf(tensor)),
    results: [y, used, mean, variance, ...gradients],
  };
}

// Sixteen at once is what oneDNN has for bf16; eight it has for float32 alone.
for (const channels of [8, 16, 24]) {
  bf16Test(`${channels} channels in bf16 are normalised as in float32`, async () => {
    await startNative("float32");
    const expected = normalize(channels);
    assertEquals(expected.formats, [F32, F32]);
    const values = expected.results.map((tensor) => tensor.dataSync());
    await startNative("bf16");
    const { formats, results } = normalize(channels);
    assertEquals(formats, [BF16, BF16]);
    results.forEach((tensor, i) => assertClose(tensor.dataSync(), values[i]!, 0.02));
  });
}
