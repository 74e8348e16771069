import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { assertLikeCpu, computeOn, numbers } from "./compare.ts";

Deno.test("wasm agrees with cpu on joined tensors, along the last axis and the first", () =>
  assertLikeCpu(() => [
    tf.concat([numbers([2, 9, 8, 5], 1), numbers([2, 9, 8, 16], 2)], 3),
    tf.concat([numbers([3, 5, 4], 1), numbers([2, 5, 4], 2), numbers([1, 5, 4], 3)], 0),
    tf.concat([tf.range(0, 6, 1, "int32"), tf.range(0, 3, 1, "int32")]).cast("float32"),
    tf.concat([numbers([300, 700], 1), numbers([300, 900], 2)], 1),
  ]));

Deno.test("wasm agrees with cpu on split tensors", () =>
  assertLikeCpu(() => [
    ...tf.split(numbers([2, 9, 8, 24], 1), [5, 16, 3], 3),
    ...tf.split(numbers([6, 7], 2), 3, 0),
    ...tf.split(numbers([300, 1600], 3), 2, 1),
  ]));

for (
  const [window, stride, pad] of [
    [2, 2, "same"],
    [3, 2, "same"],
    [3, 2, "valid"],
    [2, 3, "valid"],
    [3, 1, "same"],
  ] as const
) {
  Deno.test(`wasm agrees with cpu on the gradient of max pooling, ${window} by ${window}, stride ${stride}, ${pad}`, () =>
    assertLikeCpu(() => {
      const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, window, stride, pad);
      const x = numbers([2, 21, 19, 7], 1);
      return [tf.grad(pool)(x, numbers(pool(x).shape, 2))];
    }));
}

Deno.test("of equal numbers the first gets the gradient of max pooling", async () => {
  const [dx] = await computeOn("wasm", () => {
    const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid");
    return [tf.grad(pool)(tf.ones([1, 2, 2, 5]), tf.ones([1, 1, 1, 5]))];
  });
  const one = [1, 1, 1, 1, 1], none = [0, 0, 0, 0, 0];
  assertEquals([...dx!.values], [...one, ...none, ...none, ...none]);
});

/** Large enough for threads, with a last row that fills no vector. */
const LARGE = [131, 127, 3];

Deno.test("wasm agrees with cpu on sums, differences and products, with rows repeated", () =>
  assertLikeCpu(() => {
    const a = numbers(LARGE, 1), b = numbers(LARGE, 2), row = numbers([3], 3);
    const one = numbers([], 4), plane = numbers([127, 3], 5);
    return [a.add(b), a.sub(b), a.mul(b), a.add(one), one.mul(a), a.sub(one)]
      .concat([a.add(row), row.add(a), a.sub(row), row.sub(a), a.mul(row)])
      .concat([a.add(plane), plane.sub(a), a.add(numbers([1, 1, 1, 1], 6))]);
  }));

Deno.test("wasm agrees with cpu on ReLU, its gradient and what is not a number", () =>
  assertLikeCpu(() => {
    const x = numbers(LARGE, 1), missing = tf.fill([20_000], NaN);
    const few = tf.tensor1d([NaN, -1, 2]);
    return [
      ...[tf.relu(x), tf.step(x), tf.step(x, 0.5), tf.relu(missing), tf.step(missing)],
      tf.relu(few),
      tf.grad((a: tf.Tensor) => tf.relu(a))(x, numbers(LARGE, 2)),
    ];
  }));

Deno.test("wasm agrees with cpu on sums and means of columns", () =>
  assertLikeCpu(() => {
    const x = numbers([4, 64, 64, 13], 1);
    return [x.sum([0, 1, 2]), x.mean([0, 1, 2]), x.mean([0, 1, 2], true), x.sum(3)]
      .concat([numbers([70_000, 3], 2).sum(0), numbers([9, 2000], 3).sum(0)]);
  }));

Deno.test("a sum of a million equal numbers keeps five digits", async () => {
  const [sum] = await computeOn("wasm", () => [tf.fill([1 << 20, 4], 0.1).sum(0)]);
  const exact = Math.fround(0.1) * (1 << 20);
  // One after the other, four in a hundred get lost.
  sum!.values.forEach((value) => assertAlmostEquals(value / exact, 1, 1e-5));
});

Deno.test("a shared copy outlives the original", async () => {
  const before = tf.memory().numTensors;
  const [copy, cast] = await computeOn("wasm", () => {
    const x = tf.tensor1d([1, 2, 3]);
    const copies = [x.clone(), x.cast("float32")];
    x.dispose();
    return copies;
  });
  assertEquals([...copy!.values], [1, 2, 3]);
  assertEquals([...cast!.values], [1, 2, 3]);
  assertEquals(tf.memory().numTensors, before);
});

for (const [stride, pad] of [[1, "same"], [2, "same"], [3, "valid"]] as const) {
  Deno.test(`wasm agrees with cpu on gradients of depthwise convolutions, stride ${stride}, ${pad}`, () =>
    assertLikeCpu(() =>
      [1, 2].flatMap((copies) => {
        const x = numbers([2, 7, 6, 3], 1), filter = numbers([3, 2, 3, copies], 2);
        const forward = (a: tf.Tensor, b: tf.Tensor) =>
          tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, pad);
        const { shape } = forward(x, filter);
        return tf.grads(forward)([x, filter], numbers(shape, 3));
      })
    ));
}

Deno.test("wasm agrees with cpu on products of large matrices, turned and in batches", () =>
  assertLikeCpu(() => {
    // A prime number of rows, columns that fill no vector, and two axes of batches.
    const products = [[[], 37, 29, 31], [[3], 64, 32, 48], [[2, 2], 96, 16, 33]] as const;
    return products.flatMap(([batch, rows, depth, columns], i) =>
      [[false, false], [false, true], [true, false], [true, true]].map(
        ([turnA, turnB]) => {
          const a = turnA ? [depth, rows] : [rows, depth];
          const b = turnB ? [columns, depth] : [depth, columns];
          const [left, right] = [
            numbers([...batch, ...a], i),
            numbers([...batch, ...b], 9),
          ];
          return tf.matMul(left, right, turnA, turnB);
        },
      )
    ).concat(tf.matMul(numbers([2, 40, 30], 1), numbers([1, 30, 40], 2)));
  }));

Deno.test("wasm agrees with cpu on repeated tensors", () =>
  assertLikeCpu(() => [
    tf.tile(numbers([2, 3, 1, 4], 1), [1, 2, 3, 2]),
    tf.tile(numbers([2, 3, 4, 1], 2), [1, 1, 1, 5]),
    tf.tile(numbers([5], 3), [3]),
    tf.tile(numbers([2, 3], 4), [1, 1]),
    tf.tile(numbers([2, 3], 5), [2, 0]),
    tf.tile(tf.range(0, 4, 1, "int32"), [2]).cast("float32"),
  ]));

Deno.test("wasm agrees with cpu on kernels that it borrows", () =>
  assertLikeCpu(() => {
    const segments = tf.tensor1d([0, 2, 0, 1], "int32");
    return [
      tf.einsum("ij,jk->ik", numbers([3, 4], 4), numbers([4, 5], 5)),
      tf.unsortedSegmentSum(numbers([4, 6], 6), segments, 3),
    ];
  }));
