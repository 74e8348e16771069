import type { NucleusMatch, NucleusPair } from "./match_nuclei.ts";

/**
 * Aggregated Jaccard index of one image (AJI; Kumar et al., IEEE Transactions on
 * Medical Imaging 36, 2017), 0..1: each true nucleus takes the prediction with the
 * highest IoU; all their intersections summed, over all their unions summed and the
 * pixels of the predictions that none took. A nucleus without an overlap adds its
 * pixels below the line.
 *
 * As in the paper, several true nuclei may take the same prediction, whose pixels
 * then count several times: it is hard on merged nuclei. (Cellpose and HoVer-Net's
 * "AJI+" pair one to one, which is another number.) Of equal IoUs the lowest label
 * is taken.
 *
 * No nucleus in truth and none in prediction is 1.
 *
 * @param match from {@link matchNuclei}
 *
 * @example
 * ```ts
 * import { aggregatedJaccard, matchNuclei } from "#karyon";
 * // Two nuclei of two pixels seen as one of four: (2 + 2) / (4 + 4).
 * const match = matchNuclei(Int32Array.of(1, 1, 2, 2), Int32Array.of(7, 7, 7, 7));
 * if (aggregatedJaccard(match) !== 0.5) throw new Error();
 * ```
 */
export function aggregatedJaccard(match: NucleusMatch): number {
  const { pairs, truthAreas, predictionAreas } = match;
  const best = new Map<number, NucleusPair>();
  for (const pair of pairs) {
    if (pair.iou > (best.get(pair.truth)?.iou ?? 0)) best.set(pair.truth, pair);
  }
  const taken = new Set<number>();
  let intersections = 0, unions = 0;
  for (const [truth, area] of truthAreas) {
    const pair = best.get(truth);
    unions += area;
    if (!pair) continue;
    intersections += pair.shared;
    unions += predictionAreas.get(pair.prediction)! - pair.shared;
    taken.add(pair.prediction);
  }
  for (const [prediction, area] of predictionAreas) {
    if (!taken.has(prediction)) unions += area;
  }
  return unions === 0 ? 1 : intersections / unions;
}
