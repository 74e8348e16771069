import { assertEquals, assertThrows } from "@std/assert";
import { matchNuclei } from "../../src/metrics/mod.ts";

Deno.test("matchNuclei() lists every overlapping pair with its IoU", () => {
  const truth = Int32Array.of(1, 1, 1, 1, 0, 0, 2, 2, 3);
  const prediction = Int32Array.of(9, 9, 9, 4, 4, 0, 4, 0, 0);
  assertEquals(matchNuclei(truth, prediction), {
    pairs: [
      { truth: 1, prediction: 4, shared: 1, iou: 1 / 6 },
      { truth: 1, prediction: 9, shared: 3, iou: 3 / 4 },
      { truth: 2, prediction: 4, shared: 1, iou: 1 / 4 },
    ],
    truthCount: 3,
    predictionCount: 2,
    truthAreas: new Map([[1, 4], [2, 2], [3, 1]]),
    predictionAreas: new Map([[9, 3], [4, 3]]),
  });
});

Deno.test("matchNuclei() adds up a nucleus that comes in several runs", () => {
  const truth = Int32Array.of(1, 0, 1, 0, 1);
  const prediction = Int32Array.of(2, 0, 2, 2, 0);
  assertEquals(matchNuclei(truth, prediction).pairs, [
    { truth: 1, prediction: 2, shared: 2, iou: 2 / 4 },
  ]);
});

Deno.test("matchNuclei() takes labels with gaps up to the largest integer", () => {
  const truth = Int32Array.of(2147483647, 2147483647, 5);
  assertEquals(matchNuclei(truth, truth), {
    pairs: [
      { truth: 5, prediction: 5, shared: 1, iou: 1 },
      { truth: 2147483647, prediction: 2147483647, shared: 2, iou: 1 },
    ],
    truthCount: 2,
    predictionCount: 2,
    truthAreas: new Map([[2147483647, 2], [5, 1]]),
    predictionAreas: new Map([[2147483647, 2], [5, 1]]),
  });
});

Deno.test("matchNuclei() of background only finds nothing", () => {
  const empty = new Int32Array(4);
  const nothing = {
    pairs: [],
    truthCount: 0,
    predictionCount: 0,
    truthAreas: new Map(),
    predictionAreas: new Map(),
  };
  assertEquals(matchNuclei(empty, empty), nothing);
});

Deno.test("matchNuclei() names both lengths where they differ", () => {
  assertThrows(
    () => matchNuclei(new Int32Array(2), new Int32Array(3)),
    RangeError,
    "found 2 and 3",
  );
});

Deno.test("matchNuclei() refuses negative labels", () => {
  assertThrows(
    () => matchNuclei(Int32Array.of(0, 1), Int32Array.of(0, -1)),
    RangeError,
    "1 and -1 at pixel 1",
  );
});
