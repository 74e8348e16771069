import { assertAlmostEquals } from "@std/assert";
import {
  aggregatedJaccard,
  averagePrecision,
  type Detections,
  detectionsAt,
  type DetectionScores,
  f1At,
  matchNuclei,
  meanDetectionScores,
  pooledDetectionScores,
  precisionAt,
  scoreDetections,
} from "../../src/metrics/mod.ts";
import { labelsOf } from "./matches.ts";
// What StarDist says of the same labels: see make_matching_fixture.py.
import fixture from "./matching.json" with { type: "json" };

// StarDist sums IoUs in 32 bits.
const NEAR = 1e-6;

const matches = fixture.images.map(({ truth, prediction }) =>
  matchNuclei(labelsOf(truth.join("")), labelsOf(prediction.join("")))
);

function assertScores(actual: DetectionScores, expected: DetectionScores): void {
  for (const name of Object.keys(actual) as (keyof DetectionScores)[]) {
    assertAlmostEquals(actual[name], expected[name], NEAR, name);
  }
}

Deno.test("scores of one image are StarDist's", () => {
  matches.forEach((match, i) => {
    fixture.thresholds.forEach((threshold, at) => {
      const expected = fixture.images[i]!.scores[at]!;
      assertScores(scoreDetections(detectionsAt(match, threshold)), expected);
      assertAlmostEquals(precisionAt(match, threshold), expected.jaccard, NEAR);
      assertAlmostEquals(f1At(match, threshold), expected.f1, NEAR);
    });
  });
});

Deno.test("the aggregated Jaccard index is that of a count pixel by pixel", () => {
  matches.forEach((match, i) => {
    const { aggregated_jaccard } = fixture.images[i]!;
    assertAlmostEquals(aggregatedJaccard(match), aggregated_jaccard, 1e-12);
  });
});

Deno.test("mean and pooled scores of a set are StarDist's by image and by default", () => {
  fixture.thresholds.forEach((threshold, at) => {
    const all = matches.map((match): Detections => detectionsAt(match, threshold));
    assertScores(meanDetectionScores(all), fixture.mean[at]!);
    assertScores(pooledDetectionScores(all), fixture.pooled[at]!);
  });
});

Deno.test("the fixture holds nuclei that are found and nuclei that are not, at each threshold", () => {
  for (const { recall, precision } of fixture.pooled) {
    for (const share of [recall, precision]) {
      if (!(share > 0.05 && share < 0.95)) throw new Error(`${share}`);
    }
  }
  if (!matches.every((match) => averagePrecision(match) < 1)) throw new Error();
});
