import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  meanDice,
  meanForegroundIoU,
  meanIoU,
  pooledDice,
  pooledForegroundIoU,
  pooledMeanIoU,
} from "../../src/metrics/mod.ts";

// A small image found perfectly and a large one half missed.
const SMALL = { tp: 10, fp: 0, fn: 0, tn: 10 };
const LARGE = { tp: 30, fp: 0, fn: 30, tn: 140 };
const BOTH = [SMALL, LARGE];

Deno.test("the mean over images counts each image once", () => {
  assertEquals(meanForegroundIoU(BOTH), (1 + 1 / 2) / 2);
  assertAlmostEquals(meanDice(BOTH), (1 + 2 / 3) / 2, 1e-12);
  assertAlmostEquals(meanIoU(BOTH), (1 + (1 / 2 + 140 / 170) / 2) / 2, 1e-12);
});

Deno.test("the pooled scores count each pixel once", () => {
  assertEquals(pooledForegroundIoU(BOTH), 40 / 70);
  assertEquals(pooledDice(BOTH), 80 / 110);
  assertEquals(pooledMeanIoU(BOTH), (40 / 70 + 150 / 180) / 2);
});

Deno.test("Dice is 2 J / (1 + J) pooled, but not between the means", () => {
  const pooled = pooledForegroundIoU(BOTH);
  assertAlmostEquals(pooledDice(BOTH), 2 * pooled / (1 + pooled), 1e-12);
  const mean = meanForegroundIoU(BOTH);
  assertNotEquals(
    meanDice(BOTH).toFixed(3),
    (2 * mean / (1 + mean)).toFixed(3),
  );
});

Deno.test("of one image, mean and pooled are the same", () => {
  assertEquals(meanIoU([LARGE]), pooledMeanIoU([LARGE]));
  assertEquals(meanDice([LARGE]), pooledDice([LARGE]));
  assertEquals(meanForegroundIoU([LARGE]), pooledForegroundIoU([LARGE]));
});

Deno.test("no image has no score", () => {
  const scores = [
    meanIoU,
    pooledMeanIoU,
    meanDice,
    pooledDice,
    meanForegroundIoU,
    pooledForegroundIoU,
  ];
  for (const score of scores) {
    assertThrows(() => score([]), RangeError, "at least one image");
  }
});
