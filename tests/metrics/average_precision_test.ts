import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  averagePrecision,
  f1At,
  IOU_THRESHOLDS,
  matchNuclei,
  meanAveragePrecision,
  precisionAt,
} from "../../src/metrics/mod.ts";
import { labellings, matchOf } from "./matches.ts";

const EMPTY = matchOf([], 0, 0);

Deno.test("the thresholds are the ten literals, not sums", () => {
  assertEquals(
    IOU_THRESHOLDS.join(),
    "0.5,0.55,0.6,0.65,0.7,0.75,0.8,0.85,0.9,0.95",
  );
});

Deno.test("averagePrecision() of a worked example", () => {
  // Three true, three predicted; the pairs' IoU: 1, 0.72, 0.3.
  const match = matchOf([1, 0.72, 0.3], 3, 3);
  // 0.50 ... 0.70: 2 / (2 + 1 + 1); 0.75 ... 0.95: 1 / (1 + 2 + 2).
  assertAlmostEquals(averagePrecision(match), (5 * 0.5 + 5 * 0.2) / 10, 1e-12);
});

Deno.test("an IoU equal to the threshold is not a match", () => {
  assertEquals(precisionAt(matchOf([0.6], 1, 1), 0.6), 0);
  assertEquals(precisionAt(matchOf([0.6], 1, 1), 0.55), 1);
  // Of labels: 3 shared pixels of 5 in all are 0.6 exactly.
  const labels = matchNuclei(
    Int32Array.of(1, 1, 1, 1, 0),
    Int32Array.of(1, 1, 1, 0, 1),
  );
  assertEquals(labels.pairs[0]?.iou, 0.6);
  assertAlmostEquals(averagePrecision(labels), 2 / 10, 1e-12);
});

Deno.test("f1At() of a worked example", () => {
  // 2 TP, 1 FP, 3 FN.
  assertEquals(f1At(matchOf([0.9, 0.8], 5, 3), 0.7), 4 / 8);
  assertEquals(precisionAt(matchOf([0.9, 0.8], 5, 3), 0.7), 2 / 6);
});

Deno.test("no nucleus in truth and prediction scores 1", () => {
  assertEquals(averagePrecision(EMPTY), 1);
  assertEquals(f1At(EMPTY, 0.5), 1);
});

Deno.test("only misses, or only false nuclei, score 0", () => {
  for (const match of [matchOf([], 2, 0), matchOf([], 0, 2)]) {
    assertEquals(averagePrecision(match), 0);
    assertEquals(f1At(match, 0.5), 0);
  }
});

Deno.test("a threshold where matches are not unique is refused", () => {
  for (const threshold of [0.49, 1, NaN]) {
    assertThrows(
      () => f1At(EMPTY, threshold),
      RangeError,
      `found ${threshold}`,
    );
    assertThrows(
      () => precisionAt(EMPTY, threshold),
      RangeError,
      "at least 0.5",
    );
  }
});

Deno.test("meanAveragePrecision() is the mean over images", () => {
  const perfect = matchOf([1], 1, 1);
  const missed = matchOf([], 50, 0);
  assertEquals(meanAveragePrecision([perfect, missed]), 0.5);
  assertThrows(
    () => meanAveragePrecision([]),
    RangeError,
    "at least one image",
  );
});

Deno.test("a labelling scores 1 against itself", () => {
  fc.assert(fc.property(labellings, ([labels]) => {
    const match = matchNuclei(labels, labels);
    assertEquals(averagePrecision(match), 1);
    assertEquals(f1At(match, 0.9), 1);
  }));
});

Deno.test("average precision lies within 0..1 and is symmetric", () => {
  fc.assert(fc.property(labellings, ([truth, prediction]) => {
    const value = averagePrecision(matchNuclei(truth, prediction));
    assertEquals(value >= 0 && value <= 1, true);
    assertEquals(averagePrecision(matchNuclei(prediction, truth)), value);
  }));
});

Deno.test("renaming the nuclei changes no score", () => {
  const names = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), {
    minLength: 4,
    maxLength: 4,
  });
  fc.assert(fc.property(labellings, names, ([truth, prediction], name) => {
    const renamed = prediction.map((label) => label === 0 ? 0 : name[label - 1]!);
    assertEquals(
      averagePrecision(matchNuclei(truth, renamed)),
      averagePrecision(matchNuclei(truth, prediction)),
    );
  }));
});

Deno.test("above an IoU of 0.5 no nucleus has two partners", () => {
  fc.assert(fc.property(labellings, ([truth, prediction]) => {
    const found = matchNuclei(truth, prediction).pairs.filter((pair) => pair.iou > 0.5);
    assertEquals(new Set(found.map((pair) => pair.truth)).size, found.length);
    assertEquals(
      new Set(found.map((pair) => pair.prediction)).size,
      found.length,
    );
  }));
});
