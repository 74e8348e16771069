import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  backgroundIoU,
  type Confusion,
  confusion,
  dice,
  foregroundIoU,
  twoClassIoU,
} from "../../src/metrics/mod.ts";

/** Two masks of one length. */
const masks = fc.array(fc.tuple(fc.nat(1), fc.nat(1)), {
  minLength: 1,
  maxLength: 64,
}).map((pixels) => [pixels.map(([t]) => t), pixels.map(([, p]) => p)] as const);

const scores = { foregroundIoU, backgroundIoU, twoClassIoU, dice };

Deno.test("IoU and Dice of a worked example", () => {
  const counts = { tp: 6, fp: 2, fn: 4, tn: 88 };
  assertEquals(foregroundIoU(counts), 6 / 12);
  assertEquals(backgroundIoU(counts), 88 / 94);
  assertEquals(twoClassIoU(counts), (6 / 12 + 88 / 94) / 2);
  assertEquals(dice(counts), 12 / 18);
});

Deno.test("twoClassIoU() gives 0.425 to all background at 15 % foreground", () => {
  assertEquals(twoClassIoU({ tp: 0, fp: 0, fn: 15, tn: 85 }), 0.425);
});

Deno.test("twoClassIoU() is 0.85 where foreground IoU is 0.75 at 15 % foreground", () => {
  // False positives and misses in balance: tp / (15 + fp) = 0.75.
  const counts = { tp: 90 / 7, fp: 15 / 7, fn: 15 / 7, tn: 85 - 15 / 7 };
  assertAlmostEquals(foregroundIoU(counts), 0.75, 1e-12);
  assertAlmostEquals(twoClassIoU(counts), 0.85, 0.002);
});

Deno.test("an image without nuclei, predicted so, scores 1 in every metric", () => {
  const counts = confusion([0, 0, 0], [0, 0, 0]);
  for (const score of Object.values(scores)) assertEquals(score(counts), 1);
});

Deno.test("an image that is all nucleus, predicted so, scores 1 in every metric", () => {
  const counts = confusion([1, 1], [1, 1]);
  for (const score of Object.values(scores)) assertEquals(score(counts), 1);
});

Deno.test("one false pixel in an image without nuclei costs all of Dice", () => {
  const counts = confusion([0, 0, 0, 0], [1, 0, 0, 0]);
  assertEquals(dice(counts), 0);
  assertEquals(twoClassIoU(counts), 0.375);
});

/** Keras' rule: only classes that truth or prediction holds are averaged. */
function kerasMeanIoU({ tp, fp, fn, tn }: Confusion): number {
  const classes = [[tp, tp + fp + fn], [tn, tn + fp + fn]] as const;
  const present = classes.filter(([, union]) => union > 0);
  return present.reduce((sum, [part, union]) => sum + part / union, 0) /
    present.length;
}

Deno.test("twoClassIoU() agrees with averaging over the classes present", () => {
  fc.assert(fc.property(masks, ([truth, prediction]) => {
    const counts = confusion(truth, prediction);
    assertAlmostEquals(twoClassIoU(counts), kerasMeanIoU(counts), 1e-12);
  }));
});

Deno.test("every pixel score lies within 0..1 and is symmetric", () => {
  fc.assert(fc.property(masks, ([truth, prediction]) => {
    for (const score of Object.values(scores)) {
      const value = score(confusion(truth, prediction));
      assertEquals(value >= 0 && value <= 1, true);
      assertEquals(score(confusion(prediction, truth)), value);
    }
  }));
});

Deno.test("a mask scores 1 against itself, and only against itself", () => {
  fc.assert(fc.property(masks, ([truth, prediction]) => {
    const same = truth.every((value, i) => value === prediction[i]);
    for (const score of Object.values(scores)) {
      assertEquals(score(confusion(truth, prediction)) === 1, same);
    }
  }));
});

Deno.test("Dice is 2 J / (1 + J) on one image", () => {
  fc.assert(fc.property(masks, ([truth, prediction]) => {
    const counts = confusion(truth, prediction);
    const jaccard = foregroundIoU(counts);
    assertAlmostEquals(dice(counts), 2 * jaccard / (1 + jaccard), 1e-12);
  }));
});
