import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { detectionsAt, explainMatches, matchNuclei } from "../../src/metrics/mod.ts";
import { labellings, labelsOf } from "./matches.ts";

/** Each nucleus by its letter, with what happened to it. */
function explain(truth: string, prediction: string) {
  const { truths, predictions, merges, splits, errors } = explainMatches(
    matchNuclei(labelsOf(truth), labelsOf(prediction)),
  );
  const letters = (labels: readonly number[]) => String.fromCharCode(...labels);
  const named = (fates: ReadonlyMap<number, string>) =>
    [...fates].map(([label, fate]) => `${letters([label])} ${fate}`).join(", ");
  return {
    truths: named(truths),
    predictions: named(predictions),
    merges: merges.map(({ prediction, truths }) => letters([prediction, ...truths])),
    splits: splits.map(({ truth, predictions }) => letters([truth, ...predictions])),
    errors,
  };
}

const NO_ERRORS = {
  matched: 0,
  merged: 0,
  split: 0,
  misdrawn: 0,
  missed: 0,
  invented: 0,
};

Deno.test("two nuclei under one prediction are merged", () => {
  assertEquals(explain("aabb", "xxxx"), {
    truths: "a merged, b merged",
    predictions: "x merge",
    merges: ["xab"],
    splits: [],
    errors: { ...NO_ERRORS, merged: 2 },
  });
});

Deno.test("the larger of two merged nuclei may be matched all the same", () => {
  const { truths, predictions, merges, errors } = explain("aaaaab", "xxxxxx");
  assertEquals([truths, predictions], ["a matched, b merged", "x matched"]);
  assertEquals(merges, ["xab"]);
  assertEquals(errors, { ...NO_ERRORS, matched: 1, merged: 1 });
});

Deno.test("one nucleus under two predictions is split", () => {
  assertEquals(explain("aaaa", "xxyy"), {
    truths: "a split",
    predictions: "x part, y part",
    merges: [],
    splits: ["axy"],
    errors: { ...NO_ERRORS, split: 1 },
  });
});

Deno.test("a part beside a match is no invented nucleus", () => {
  const { truths, predictions, splits, errors } = explain("aaaaaa", "xxxxxy");
  assertEquals([truths, predictions], ["a matched", "x matched, y part"]);
  assertEquals(splits, ["axy"]);
  assertEquals(errors, { ...NO_ERRORS, matched: 1 });
});

Deno.test("specks in a nucleus do not split it", () => {
  const { truths, predictions, splits } = explain("aaaaaaaa", "x......y");
  assertEquals([truths, predictions], ["a misdrawn", "x misdrawn, y misdrawn"]);
  assertEquals(splits, []);
});

Deno.test("a nucleus drawn far too large or far too small is misdrawn", () => {
  assertEquals(explain("..a...", "xxxxxx").truths, "a misdrawn");
  assertEquals(explain("aaaaaa", "..x...").predictions, "x misdrawn");
});

Deno.test("nuclei that hardly overlap are missed and invented", () => {
  // One shared pixel of three on either side.
  assertEquals(explain("aaa..", "..xxx").errors, {
    ...NO_ERRORS,
    missed: 1,
    invented: 1,
  });
});

Deno.test("half of the pixels is not more than half", () => {
  // IoU 1/3; x has two pixels of four of a, and two of its four lie there.
  assertEquals(explain("aaaa..", "..xxxx").truths, "a missed");
  // An IoU of exactly 0.5 is no match.
  assertEquals(explain("aaaa", "xx..").truths, "a misdrawn");
});

Deno.test("fates go by their order where several hold", () => {
  // x holds b and most of a; y, the rest of a, makes a a split nucleus too.
  const { truths, predictions, merges, splits } = explain("aaaaabbb.", "xxxyyxxxx");
  assertEquals([truths, predictions], ["a merged, b merged", "x merge, y misdrawn"]);
  assertEquals([merges, splits], [["xab"], []]);
});

Deno.test("no nuclei need no explanation", () => {
  const { errors, ...rest } = explain("...", "...");
  assertEquals(errors, NO_ERRORS);
  assertEquals(rest, { truths: "", predictions: "", merges: [], splits: [] });
});

Deno.test("each nucleus has one fate, and they add up to the counts at 0.5", () => {
  fc.assert(fc.property(labellings, ([truth, prediction]) => {
    const match = matchNuclei(truth, prediction);
    const { truths, predictions, merges, splits, errors } = explainMatches(match);
    const { tp, fn } = detectionsAt(match, 0.5);
    const { matched, merged, split, misdrawn, missed, invented } = errors;
    assertEquals(matched, tp);
    assertEquals(merged + split + misdrawn + missed, fn);
    assertEquals([truths.size, predictions.size], [
      match.truthCount,
      match.predictionCount,
    ]);
    const matches = [...predictions.values()].filter((fate) => fate === "matched");
    assertEquals(matches.length, tp);
    assertEquals(invented <= match.predictionCount - tp, true);
    // No true nucleus is in two merges, no prediction in two splits.
    const held = merges.flatMap((merge) => merge.truths);
    const parts = splits.flatMap((one) => one.predictions);
    assertEquals(new Set(held).size, held.length);
    assertEquals(new Set(parts).size, parts.length);
  }));
});

Deno.test("truth and prediction exchanged exchange merges and splits that cover", () => {
  // With nuclei that are covered wholly, the two are mirror images.
  const there = explain("aabbcccc", "xxxxyyzz");
  const back = explain("xxxxyyzz", "aabbcccc");
  assertEquals([there.merges, there.splits], [["xab"], ["cyz"]]);
  assertEquals([back.merges, back.splits], [["cyz"], ["xab"]]);
});
