import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { aggregatedJaccard, matchNuclei } from "../../src/metrics/mod.ts";
import { labellings, labelsOf } from "./matches.ts";

const index = (truth: string, prediction: string) =>
  aggregatedJaccard(matchNuclei(labelsOf(truth), labelsOf(prediction)));

Deno.test("aggregatedJaccard() of a worked example", () => {
  //  a takes x: 3 of 5; b takes nothing: 2 below the line; y was not taken: 1.
  assertEquals(index("aaaa.bb.", ".xxxx..y"), 3 / (5 + 2 + 1));
});

Deno.test("aggregatedJaccard() takes a merged prediction twice", () => {
  // a: 3 of 5; b: 2 of 5.
  assertEquals(index("aaabb", "xxxxx"), 5 / 10);
});

Deno.test("aggregatedJaccard() of halves leaves one of them", () => {
  // a takes x, 2 of 4; y adds its pixels.
  assertEquals(index("aaaa", "xxyy"), 2 / 6);
});

Deno.test("aggregatedJaccard() of no nuclei is 1, of nuclei on one side 0", () => {
  assertEquals(index("..", ".."), 1);
  assertEquals(index("a.", ".."), 0);
  assertEquals(index("..", "x."), 0);
});

Deno.test("aggregatedJaccard() lies within 0..1, and is 1 only where nuclei are the same", () => {
  fc.assert(fc.property(labellings, ([truth, prediction]) => {
    const match = matchNuclei(truth, prediction);
    const value = aggregatedJaccard(match);
    const isSame = match.truthCount === match.predictionCount &&
      match.pairs.filter(({ iou }) => iou === 1).length === match.truthCount;
    assertEquals(value >= 0 && value <= 1, true);
    assertEquals(value === 1, isSame);
  }));
});
