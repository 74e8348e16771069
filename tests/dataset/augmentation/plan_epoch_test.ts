import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { planEpoch } from "../../../src/dataset/augmentation/plan_epoch.ts";

const drawn = (options: Parameters<typeof planEpoch>[0]) =>
  planEpoch(options).flatMap(({ indices }) => [...indices]);

Deno.test("planEpoch() hands out every source once, the last batch smaller", () => {
  const plans = planEpoch({ count: 10, epoch: 1, seed: 1, batchSize: 4 });
  assertEquals(plans.map(({ indices }) => indices.length), [4, 4, 2]);
  assertEquals(plans.map(({ first }) => first), [0, 4, 8]);
  assertEquals(
    plans.flatMap(({ indices }) => [...indices]).toSorted((a, b) => a - b),
    [...Array(10).keys()],
  );
});

Deno.test("planEpoch() is fixed by seed and epoch", () => {
  const order = (seed: number, epoch: number) =>
    drawn({ count: 30, epoch, seed, batchSize: 4 });
  assertEquals(order(1, 1), order(1, 1));
  assertNotEquals(order(1, 1), order(1, 2));
  assertNotEquals(order(1, 1), order(2, 1));
});

Deno.test("planEpoch() draws each source its number of times, up or down to a whole one", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 50 }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(fc.property(weights, fc.integer(), (given, seed) => {
    const sum = given.reduce((total, value) => total + value, 0);
    const often = given.map((value) => value * given.length / sum);
    const order = drawn({ count: given.length, epoch: 1, seed, batchSize: 4, often });
    // Sums of fractions may miss a whole number by a hair.
    assert(Math.abs(order.length - given.length) <= 1);
    often.forEach((expected, index) => {
      const times = order.filter((one) => one === index).length;
      assert(Math.abs(times - expected) < 1 + 1e-9, `${times} for ${expected}`);
    });
  }));
});

Deno.test("planEpoch() draws by their numbers over many epochs", () => {
  const often = [0.25, 0.25, 0.5, 3], counts = [0, 0, 0, 0], epochs = 2000;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const index of drawn({ count: 4, epoch, seed: 1, batchSize: 2, often })) {
      counts[index]!++;
    }
  }
  // Five standard errors of a share.
  counts.forEach((count, i) => {
    const share = often[i]! % 1;
    const error = 5 * Math.sqrt(share * (1 - share) / epochs);
    assert(Math.abs(count / epochs - often[i]!) <= error, `${count}`);
  });
});
