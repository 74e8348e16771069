import { mean, sampleStandardDeviation } from "simple-statistics";
import { InputError } from "../base/mod.ts";
import { binarize, confusion, foregroundIoU } from "../metrics/mod.ts";
import type { SplittingImage } from "./choose_splitting.ts";

/** A threshold, and the mean over images of the foreground IoU there, 0..1. */
export interface ThresholdScore {
  readonly threshold: number;
  readonly foreground_iou: number;
  /** Of its difference to the starting threshold, over images. */
  readonly standard_error: number;
}

/** What {@linkcode chooseThreshold} finds. */
export interface ChosenThreshold {
  readonly threshold: number;
  readonly foreground_iou: number;
  readonly table: readonly ThresholdScore[];
}

/** What is tried: from 0.1 to 0.9. */
const THRESHOLDS: readonly number[] = Array.from(
  { length: 17 },
  (_, i) => (10 + 5 * i) / 100,
);

/** Of the mean, by the spread of the values; 0 for a single one. */
const standardErrorOf = (values: readonly number[]): number =>
  values.length < 2 ? 0 : sampleStandardDeviation([...values]) / Math.sqrt(values.length);

/**
 * Chooses above which probability a pixel is nucleus, by the mean over images of the
 * foreground IoU. The start stays unless another threshold is better by more than one
 * standard error of the difference over images: a gain smaller than that is as likely
 * the choice of these images.
 *
 * Source of the rule: Breiman, Friedman, Olshen, Stone, "Classification and Regression
 * Trees", 1984, section 3.4.3, where it is for the size of a tree.
 *
 * @param images at least one; not those that the model is tested on
 * @param start 0..1
 * @throws {InputError} if there is no image
 *
 * @example
 * ```ts
 * import { chooseThreshold } from "#karyon";
 * const maps = { width: 3, height: 1, nucleus: Float32Array.of(0.9, 0.35, 0.1) };
 * const labels = Int32Array.of(1, 1, 0);
 * const { threshold } = chooseThreshold([{ maps, labels }], 0.5);
 * if (!(threshold < 0.35)) throw new Error(`${threshold}`);
 * ```
 */
export function chooseThreshold(
  images: readonly SplittingImage[],
  start: number,
): ChosenThreshold {
  if (images.length === 0) {
    throw new InputError("Expected images to choose a threshold on but found none");
  }
  const masks = images.map(({ labels }) =>
    Uint8Array.from(labels, (label) => label === 0 ? 0 : 1)
  );
  const scoresAt = (threshold: number) =>
    images.map(({ maps }, i) =>
      foregroundIoU(confusion(masks[i]!, binarize(maps.nucleus, threshold)))
    );
  const first = scoresAt(start);
  const table = [...new Set([start, ...THRESHOLDS])].sort((a, b) => a - b)
    .map((threshold): ThresholdScore => {
      const scores = scoresAt(threshold);
      const gains = scores.map((score, i) => score - first[i]!);
      return {
        threshold,
        foreground_iou: mean(scores),
        standard_error: standardErrorOf(gains),
      };
    });
  const stay = table.find(({ threshold }) => threshold === start)!;
  const best = table.reduce((a, b) => b.foreground_iou > a.foreground_iou ? b : a);
  const isBetter = best.foreground_iou - stay.foreground_iou > best.standard_error;
  const { threshold, foreground_iou } = isBetter ? best : stay;
  return { threshold, foreground_iou, table };
}
