import fc from "fast-check";
import type { NucleusMatch } from "../../src/metrics/mod.ts";

/** A match with one pair for each IoU and the rest unmatched. */
export function matchOf(
  ious: readonly number[],
  truthCount: number,
  predictionCount: number,
): NucleusMatch {
  const pairs = ious.map((iou, i) => ({
    truth: i + 1,
    prediction: i + 1,
    // Of a union of 100 pixels.
    shared: 100 * iou,
    iou,
  }));
  // Both of a pair are equally large; the unmatched have ten pixels.
  const areas = (count: number) =>
    new Map(
      Array.from({ length: count }, (_, i) => {
        const iou = ious[i];
        return [i + 1, iou === undefined ? 10 : 50 + 50 * iou] as const;
      }),
    );
  return {
    pairs,
    truthCount,
    predictionCount,
    truthAreas: areas(truthCount),
    predictionAreas: areas(predictionCount),
  };
}

/** Two labellings of one length, with up to four nuclei each. */
export const labellings = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), {
  minLength: 1,
  maxLength: 48,
}).map((pixels) =>
  [
    Int32Array.from(pixels, ([t]) => t),
    Int32Array.from(pixels, ([, p]) => p),
  ] as const
);

/** Labels from text: a letter is a nucleus, anything else background. */
export function labelsOf(text: string): Int32Array {
  return Int32Array.from(
    text,
    (character) => /[a-z]/i.test(character) ? character.charCodeAt(0) : 0,
  );
}
