import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  detectionsAt,
  type DetectionScores,
  matchNuclei,
  meanDetectionScores,
  pooledDetectionScores,
  scoreDetections,
} from "../../src/metrics/mod.ts";
import { labellings } from "./matches.ts";

const same = (value: number): DetectionScores => ({
  precision: value,
  recall: value,
  f1: value,
  jaccard: value,
  segmentation_quality: value,
  panoptic_quality: value,
});

function assertScores(actual: DetectionScores, expected: DetectionScores): void {
  for (const name of Object.keys(expected) as (keyof DetectionScores)[]) {
    assertAlmostEquals(actual[name], expected[name], 1e-12, name);
  }
}

Deno.test("scoreDetections() of a worked example", () => {
  // SQ = 1.6 / 2; RQ = F1 = 4 / 11; PQ = 1.6 / (2 + 4 / 2 + 3 / 2).
  assertScores(scoreDetections({ tp: 2, fp: 4, fn: 3, iou: 1.6 }), {
    precision: 2 / 6,
    recall: 2 / 5,
    f1: 4 / 11,
    jaccard: 2 / 9,
    segmentation_quality: 0.8,
    panoptic_quality: 1.6 / 5.5,
  });
});

Deno.test("scoreDetections() of no nuclei is 1, of nuclei on one side 0", () => {
  assertEquals(scoreDetections({ tp: 0, fp: 0, fn: 0, iou: 0 }), same(1));
  assertEquals(scoreDetections({ tp: 0, fp: 3, fn: 0, iou: 0 }), same(0));
  assertEquals(scoreDetections({ tp: 0, fp: 0, fn: 3, iou: 0 }), same(0));
});

Deno.test("the mean counts images, the pooled score nuclei", () => {
  const all = [{ tp: 1, fp: 0, fn: 0, iou: 0.9 }, { tp: 3, fp: 3, fn: 6, iou: 2.1 }];
  assertScores(meanDetectionScores(all), {
    precision: (1 + 1 / 2) / 2,
    recall: (1 + 1 / 3) / 2,
    f1: (1 + 6 / 15) / 2,
    jaccard: (1 + 3 / 12) / 2,
    segmentation_quality: (0.9 + 0.7) / 2,
    panoptic_quality: (0.9 + 2.1 / 7.5) / 2,
  });
  assertScores(pooledDetectionScores(all), {
    precision: 4 / 7,
    recall: 4 / 10,
    f1: 8 / 17,
    jaccard: 4 / 13,
    segmentation_quality: 3 / 4,
    panoptic_quality: 3 / 8.5,
  });
});

Deno.test("the score of no image is refused", () => {
  assertThrows(() => meanDetectionScores([]), RangeError, "at least one image");
  assertThrows(() => pooledDetectionScores([]), RangeError, "at least one image");
});

Deno.test("an empty image moves the mean, not the pooled score", () => {
  const some = { tp: 1, fp: 1, fn: 0, iou: 0.8 };
  const empty = { tp: 0, fp: 0, fn: 0, iou: 0 };
  assertEquals(meanDetectionScores([some, empty]).precision, 0.75);
  assertEquals(pooledDetectionScores([some, empty]), scoreDetections(some));
});

Deno.test("PQ is SQ times F1, F1 the harmonic mean of precision and recall", () => {
  fc.assert(fc.property(labellings, ([truth, prediction]) => {
    const scores = scoreDetections(detectionsAt(matchNuclei(truth, prediction), 0.5));
    const { precision, recall, f1, jaccard, segmentation_quality, panoptic_quality } =
      scores;
    assertAlmostEquals(panoptic_quality, segmentation_quality * f1, 1e-12);
    if (f1 > 0) {
      assertAlmostEquals(f1, 2 / (1 / precision + 1 / recall), 1e-12);
    }
    assertAlmostEquals(f1, 2 * jaccard / (1 + jaccard), 1e-12);
  }));
});

Deno.test("truth and prediction exchanged exchange precision and recall", () => {
  fc.assert(fc.property(labellings, ([truth, prediction]) => {
    const there = scoreDetections(detectionsAt(matchNuclei(truth, prediction), 0.5));
    const back = scoreDetections(detectionsAt(matchNuclei(prediction, truth), 0.5));
    const { precision, recall, ...rest } = there;
    assertScores(back, { ...rest, precision: recall, recall: precision });
  }));
});
