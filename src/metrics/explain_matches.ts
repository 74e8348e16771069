import type { NucleusMatch, NucleusPair } from "./match_nuclei.ts";

/** What became of a true nucleus: the first that holds, in this order. */
export type TruthFate = "matched" | "merged" | "split" | "misdrawn" | "missed";

/** What a predicted nucleus is: the first that holds, in this order. */
export type PredictionFate = "matched" | "merge" | "part" | "misdrawn" | "invented";

/** A prediction that covers several true nuclei. */
export interface NucleusMerge {
  readonly prediction: number;
  /** Labels of at least two true nuclei, ascending. */
  readonly truths: readonly number[];
}

/** A true nucleus that several predictions cover. */
export interface NucleusSplit {
  readonly truth: number;
  /** Labels of at least two predictions, ascending. */
  readonly predictions: readonly number[];
}

/** How many nuclei met which fate. All but `invented` count true nuclei. */
export type MatchErrors = {
  readonly matched: number;
  readonly merged: number;
  readonly split: number;
  readonly misdrawn: number;
  readonly missed: number;
  /** Predicted nuclei that no true nucleus accounts for. */
  readonly invented: number;
};

/** Why each nucleus of an image was or was not found. */
export interface MatchExplanation {
  /** By label of the true nucleus. */
  readonly truths: ReadonlyMap<number, TruthFate>;
  /** By label of the predicted nucleus. */
  readonly predictions: ReadonlyMap<number, PredictionFate>;
  /** All of them, also where one of the true nuclei is matched nevertheless. */
  readonly merges: readonly NucleusMerge[];
  /** All of them, also where one of the predictions is matched nevertheless. */
  readonly splits: readonly NucleusSplit[];
  readonly errors: MatchErrors;
}

function group(
  pairs: readonly NucleusPair[],
  by: "truth" | "prediction",
  listed: "truth" | "prediction",
): [number, number[]][] {
  return [...Map.groupBy(pairs, (pair) => pair[by])]
    .map(([label, those]): [number, number[]] => [
      label,
      those.map((pair) => pair[listed]).sort((a, b) => a - b),
    ])
    .filter(([, labels]) => labels.length > 1)
    .sort(([a], [b]) => a - b);
}

function fatesOf<Fate extends string>(
  labels: Iterable<number>,
  rules: readonly (readonly [fate: Fate, holds: ReadonlySet<number>])[],
  otherwise: Fate,
): Map<number, Fate> {
  return new Map(
    [...labels].sort((a, b) => a - b).map((label) => [
      label,
      rules.find(([, holds]) => holds.has(label))?.[0] ?? otherwise,
    ]),
  );
}

/**
 * Sorts nuclei by what happened to them. A prediction *holds* a true nucleus where
 * it has more than half of that one's pixels; it *lies in* one where that one has
 * more than half of the prediction's pixels. So a true nucleus is held by at most
 * one prediction, and a prediction lies in at most one true nucleus. Then
 *
 * - matched: a pair with an IoU above 0.5, as {@link detectionsAt} counts them;
 * - merged: held by a prediction that holds at least two true nuclei (a `merge`);
 * - split: at least two predictions lie in it, its `part`s, and together have more
 *   than half of its pixels;
 * - misdrawn: held, or with a prediction that lies in it, but the two outlines
 *   differ too much for a match;
 * - missed: a true nucleus with nothing of these; invented: such a prediction.
 *
 * Matched wins, so `merged + split + misdrawn + missed` is the number of false
 * negatives at 0.5. What is left of a nucleus beside its match, such as a small
 * part of a split, is no invented nucleus.
 *
 * @param match from {@link matchNuclei}
 *
 * @example
 * ```ts
 * import { explainMatches, matchNuclei } from "#karyon";
 * const truth = Int32Array.of(1, 1, 2, 2, 0, 3, 3, 0);
 * const prediction = Int32Array.of(5, 5, 5, 5, 0, 0, 0, 6);
 * const { errors, merges } = explainMatches(matchNuclei(truth, prediction));
 * if (errors.merged !== 2 || errors.missed !== 1 || errors.invented !== 1) throw new Error();
 * if (merges[0]?.prediction !== 5 || merges[0].truths.join() !== "1,2") throw new Error();
 * ```
 */
export function explainMatches(match: NucleusMatch): MatchExplanation {
  const { pairs, truthAreas, predictionAreas } = match;
  const holding = pairs.filter(({ truth, shared }) =>
    2 * shared > truthAreas.get(truth)!
  );
  const inside = pairs.filter(({ prediction, shared }) =>
    2 * shared > predictionAreas.get(prediction)!
  );
  const merges = group(holding, "prediction", "truth")
    .map(([prediction, truths]): NucleusMerge => ({ prediction, truths }));
  const shares = Map.groupBy(inside, ({ truth }) => truth);
  const covered = (truth: number) =>
    shares.get(truth)!.reduce((sum, { shared }) => sum + shared, 0);
  const splits = group(inside, "truth", "prediction")
    .filter(([truth]) => 2 * covered(truth) > truthAreas.get(truth)!)
    .map(([truth, predictions]): NucleusSplit => ({ truth, predictions }));

  const matched = pairs.filter(({ iou }) => iou > 0.5);
  const seen = [...holding, ...inside];
  const truths = fatesOf<TruthFate>(truthAreas.keys(), [
    ["matched", new Set(matched.map(({ truth }) => truth))],
    ["merged", new Set(merges.flatMap((merge) => merge.truths))],
    ["split", new Set(splits.map(({ truth }) => truth))],
    ["misdrawn", new Set(seen.map(({ truth }) => truth))],
  ], "missed");
  const predictions = fatesOf<PredictionFate>(predictionAreas.keys(), [
    ["matched", new Set(matched.map(({ prediction }) => prediction))],
    ["merge", new Set(merges.map(({ prediction }) => prediction))],
    ["part", new Set(splits.flatMap((split) => split.predictions))],
    ["misdrawn", new Set(seen.map(({ prediction }) => prediction))],
  ], "invented");

  const fates = [...truths.values()];
  const count = (fate: TruthFate) => fates.filter((one) => one === fate).length;
  return {
    truths,
    predictions,
    merges,
    splits,
    errors: {
      matched: count("matched"),
      merged: count("merged"),
      split: count("split"),
      misdrawn: count("misdrawn"),
      missed: count("missed"),
      invented: [...predictions.values()].filter((one) => one === "invented").length,
    },
  };
}
