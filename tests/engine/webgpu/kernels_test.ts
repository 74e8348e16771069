import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useEngine } from "#karyon";
import { softwareTest, withSoftware } from "./software.ts";

const uniform = (shape: number[], seed: number) =>
  tf.randomUniform(shape, -1, 1, "float32", seed);

/** Computes on one engine and brings the values here. */
async function compute(engine: string, body: () => tf.Tensor[]): Promise<number[][]> {
  const { name } = await withSoftware(() => useEngine(engine));
  assertEquals(name, engine, "another engine would be compared with itself");
  const tensors = tf.tidy(body);
  const values = [];
  for (const tensor of tensors) values.push([...await tensor.data()]);
  tf.dispose(tensors);
  return values;
}

/** The largest difference from `cpu`, as a share of the largest value. */
async function assertAgrees(body: () => tf.Tensor[]): Promise<void> {
  const expected = await compute("cpu", body);
  const found = await compute("webgpu", body);
  expected.forEach((values, i) => {
    assertEquals(found[i]!.length, values.length);
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    values.forEach((value, j) => {
      const difference = Math.abs(value - found[i]![j]!);
      assert(
        difference <= 2e-5 * scale,
        `Expected ${value} but found ${found[i]![j]} at ${j} of output ${i}`,
      );
    });
  });
}

interface Case {
  readonly image: [number, number, number, number];
  /** Height, width, output channels. */
  readonly filter: [number, number, number];
  readonly strides: [number, number];
  readonly pad: "same" | "valid";
}

/** Sizes that reach every tile, every number of lanes, slices and blocks. */
const CASES: readonly Case[] = [
  { image: [2, 9, 7, 3], filter: [3, 3, 16], strides: [1, 1], pad: "same" },
  { image: [1, 9, 7, 130], filter: [3, 3, 70], strides: [1, 1], pad: "same" },
  { image: [2, 20, 20, 8], filter: [3, 3, 33], strides: [1, 1], pad: "valid" },
  { image: [4, 24, 24, 4], filter: [3, 3, 12], strides: [1, 1], pad: "same" },
  { image: [1, 8, 6, 5], filter: [2, 2, 9], strides: [2, 2], pad: "same" },
  { image: [1, 9, 11, 6], filter: [3, 3, 10], strides: [2, 2], pad: "same" },
  { image: [1, 9, 11, 4], filter: [5, 3, 8], strides: [2, 3], pad: "valid" },
  { image: [1, 6, 6, 9], filter: [1, 1, 1], strides: [1, 1], pad: "same" },
];

for (const { image, filter: [height, width, channels], strides, pad } of CASES) {
  softwareTest(
    `webgpu agrees with cpu on a convolution of ${
      image.join("x")
    } by ${height}x${width} to ${channels}, strides ${strides}, ${pad}, and its gradients`,
    () =>
      assertAgrees(() => {
        const x = uniform(image, 1) as tf.Tensor4D;
        const w = uniform([height, width, image[3], channels], 2) as tf.Tensor4D;
        const forward = (a: tf.Tensor4D, b: tf.Tensor4D) => tf.conv2d(a, b, strides, pad);
        const y = forward(x, w);
        return [y, ...tf.grads(forward as never)([x, w], uniform(y.shape, 3))];
      }),
  );
}

softwareTest(
  "webgpu agrees with cpu on long, wide and short sums and means",
  () =>
    assertAgrees(() =>
      [[5000, 1], [700, 300], [4, 33, 17, 3], [3, 1000]].flatMap((shape, i) => {
        const x = uniform(shape, i), leading = shape.slice(1).map((_, axis) => axis);
        return [tf.sum(x), tf.mean(x), tf.sum(x, leading), tf.mean(x, leading, true)];
      })
    ),
);

softwareTest(
  "webgpu computes with booleans that were cast to floats",
  () =>
    assertAgrees(() => {
      const flags = (shape: number[], seed: number) =>
        tf.cast(tf.greater(uniform(shape, seed), 0), "float32");
      const x = flags([1, 6, 5, 4], 1) as tf.Tensor4D;
      const w = flags([3, 3, 4, 8], 2) as tf.Tensor4D;
      return [
        tf.conv2d(x, w, 1, "same"),
        tf.sum(x, [0, 1]),
        tf.grad((a) => tf.maxPool(a as tf.Tensor4D, 2, 1, "same"))(x, x),
      ];
    }),
);

softwareTest("webgpu gives the same numbers each time", async () => {
  const body = () => {
    const x = uniform([4, 24, 24, 16], 1) as tf.Tensor4D;
    const w = uniform([3, 3, 16, 16], 2) as tf.Tensor4D;
    const forward = (b: tf.Tensor) =>
      tf.sum(tf.square(tf.conv2d(x, b as tf.Tensor4D, 1, "same")));
    return [tf.grad(forward)(w)];
  };
  assertEquals(await compute("webgpu", body), await compute("webgpu", body));
});
