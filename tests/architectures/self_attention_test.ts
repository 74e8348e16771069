import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { InputError, SelfAttention2D, useEngine } from "#karyon";

/** The layer on values given as `[height, width, 3 * channels]`. */
function attend(values: readonly number[], shape: readonly number[], heads: number) {
  return tf.tidy(() => {
    const map = tf.tensor([...values], [1, ...shape]);
    const output = new SelfAttention2D({ heads }).apply(map) as tf.Tensor;
    return { shape: output.shape, values: [...output.dataSync()] };
  });
}

function assertAllNear(found: readonly number[], expected: readonly number[], by = 1e-5) {
  assertEquals(found.length, expected.length);
  found.forEach((value, i) => assertAlmostEquals(value, expected[i]!, by));
}

Deno.test("SelfAttention2D takes of each place what its key and the query agree on", async () => {
  await useEngine("cpu");
  // Two places, one head of one channel: query, key, value.
  const { shape, values } = attend([Math.log(3), 1, 10, 0, 2, 20], [1, 2, 3], 1);
  assertEquals(shape, [1, 1, 2, 1]);
  // The first place's scores are ln 3 and 2 ln 3: weights 3 and 9 of 12. The
  // second asks nothing and takes the mean.
  assertAllNear(values, [0.25 * 10 + 0.75 * 20, 15]);
});

Deno.test("SelfAttention2D divides by the root of each head's depth", async () => {
  await useEngine("cpu");
  // Two heads of four channels; in each head the scores of the first place are
  // 4 ln 2 / √4 = 2 ln 2 and 0, so that it weighs the places 4 : 1 or 1 : 4.
  const half = (value: number) => new Array<number>(4).fill(value);
  const first = [...half(Math.LN2), ...half(Math.LN2)];
  const places = [
    [...first, ...half(1), ...half(0), 1, 2, 3, 4, 5, 6, 7, 8],
    [...half(0), ...half(0), ...half(0), ...half(1), 11, 12, 13, 14, 15, 16, 17, 18],
  ];
  const { shape, values } = attend(places.flat(), [2, 1, 24], 2);
  assertEquals(shape, [1, 2, 1, 8]);
  const means = [6, 7, 8, 9, 10, 11, 12, 13];
  assertAllNear(values, [3, 4, 5, 6, 13, 14, 15, 16, ...means]);
});

Deno.test("SelfAttention2D gives permuted places their permuted outputs", async () => {
  await useEngine("cpu");
  const numbers = (length: number) =>
    fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
      minLength: length,
      maxLength: length,
    });
  const places = fc.array(numbers(12), { minLength: 2, maxLength: 6 });
  const shuffled = places.chain((rows) =>
    fc.tuple(
      fc.constant(rows),
      fc.shuffledSubarray(rows.map((_, i) => i), { minLength: rows.length }),
    )
  );
  fc.assert(
    fc.property(shuffled, ([rows, order]) => {
      const plain = attend(rows.flat(), [1, rows.length, 12], 2).values;
      const moved = attend(order.flatMap((i) => rows[i]!), [rows.length, 1, 12], 2);
      assertAllNear(moved.values, order.flatMap((i) => plain.slice(4 * i, 4 * i + 4)));
    }),
    { numRuns: 30 },
  );
});

Deno.test("SelfAttention2D gives the same for a large map, whose weights come in parts", async () => {
  await useEngine("wasm");
  const side = 66; // 4356 places: 19 million weights
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    const map = tf.randomUniform([1, side, side, 3], -2, 2, "float32", 3);
    const whole = (new SelfAttention2D({ heads: 1 }).apply(map) as tf.Tensor).dataSync();
    assertEquals(whole.length, side * side);
    const [queries, keys, values] = tf.split(tf.reshape(map, [side * side, 3]), 3, 1)
      .map((part) => part.dataSync());
    for (const place of [0, 1, 2000, 3850, 3851, 3852, 4355]) {
      let sum = 0, weights = 0;
      keys!.forEach((key, i) => {
        const weight = Math.exp(queries![place]! * key);
        sum += weight * values![i]!;
        weights += weight;
      });
      assertAlmostEquals(whole[place]!, sum / weights, 1e-4);
    }
  });
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("SelfAttention2D says how many heads it has when it is saved", () => {
  const layer = new SelfAttention2D({ heads: 3, name: "looking" });
  const { name, heads } = layer.getConfig();
  assertEquals({ name, heads }, { name: "looking", heads: 3 });
  assertEquals(layer.computeOutputShape([null, null, null, 18]), [null, null, null, 6]);
});

for (const heads of [0, 1.5, -2, NaN]) {
  Deno.test(`SelfAttention2D refuses ${heads} heads`, () => {
    assertThrows(() => new SelfAttention2D({ heads }), InputError, "heads");
  });
}

Deno.test("SelfAttention2D refuses channels that its heads cannot share", async () => {
  await useEngine("cpu");
  const apply = (shape: number[]) => () =>
    tf.tidy(() => new SelfAttention2D({ heads: 2 }).apply(tf.zeros(shape)) as tf.Tensor);
  assertThrows(apply([1, 2, 2, 8]), InputError, "multiple of 6 channels");
  assertThrows(apply([1, 4, 6]), InputError, "but found [1,4,6]");
});
